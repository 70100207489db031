import { beforeEach, describe, expect, it } from 'vitest';
import { drawn } from '../model/edits';
import * as actions from '../session/actions';
import { applyEffect } from '../session/effects';
import { COMMANDS } from '../session/keys';
import type { Session } from '../session/session';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import { deleteMarks, moveMarks, type Marks } from './edits';

const press = (session: Session, id: string) => COMMANDS.find(command => command.id === id)!.run(session);
const RECTANGLE = shape('rectangle', [20, 20, 60, 50]);

let session: Session;

describe('tracks in time', () => {
    const TRACK = drawn({ type: 'rectangle', points: [20, 20, 60, 50] }, 'track', 0, CAR, 0);

    beforeEach(() => {
        session = sessionWith(TRACK, RECTANGLE);
        session.select([1]);
        session.goTo(4);
    });

    it('end here by a key, in one step, which is undone on this frame', () => {
        press(session, 'end_here');
        expect([3, 4, 5, 9].map(frame => session.document.stateOf(1, frame)?.outside)).toEqual([
            false,
            false,
            true,
            true,
        ]);
        expect(session.history.steps).toHaveLength(1);
        session.undo();
        expect(session.object(1)).toBe(TRACK);
    });

    it('start here by a key, and say so where they do already', () => {
        press(session, 'start_here');
        expect(session.object(1)).toMatchObject({ frame: 4 });
        press(session, 'start_here');
        expect(session.history.steps).toHaveLength(1);
        expect(session.state.notice?.text).toBe('The track starts here already.');
    });

    it('are left alone when locked, when they begin later or ended before, and when no track is selected', () => {
        actions.toggleLock(session, [1]);
        press(session, 'end_here');
        expect(session.object(1)).toBe(TRACK);
        actions.toggleLock(session, [1]);
        press(session, 'end_here');
        session.goTo(6);
        press(session, 'start_here');
        expect(session.state.notice?.text).toContain('ended before this frame');
        session.select([2]);
        press(session, 'end_here');
        expect(session.state.notice?.text).toBe('Select a track first.');
        expect(session.history.steps).toHaveLength(1);
    });

    it('that have ended go on up to here by the same key', () => {
        press(session, 'end_here');
        session.goTo(7);
        press(session, 'end_here');
        expect([4, 5, 7, 8].map(frame => session.document.stateOf(1, frame)?.outside)).toEqual([
            false,
            false,
            false,
            true,
        ]);
    });
});

describe('a new track', () => {
    const draw = (session: Session) => {
        session.view.setState({ drawKind: 'track' });
        session.goTo(4);
        applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [5, 5, 20, 20] } });
        return [3, 4, 5, 9].map(frame => session.document.stateOf(1, frame)?.outside);
    };

    it('goes on to the last frame of the job', () => {
        expect(draw(sessionWith())).toEqual([true, false, false, false]);
    });

    it('ends on the frame it was drawn on where that is preferred, as one step', () => {
        session = sessionWith();
        session.setPreferences({ editing: { newTracksEnd: true } });
        expect(draw(session)).toEqual([true, false, true, true]);
        session.undo();
        expect(session.document.size).toBe(0);
    });
});

describe('keyframes of several tracks', () => {
    const at = (frame: number) => drawn({ type: 'rectangle', points: [20, 20, 60, 50] }, 'track', frame, CAR, 0);
    const marks: Marks = new Map([
        [1, new Set([2])],
        [2, new Set([7])],
    ]);

    beforeEach(() => {
        session = sessionWith(at(2), at(7));
    });

    it('move together as far as the one with the least room, in one step', () => {
        expect(moveMarks(session, marks, 6)).toEqual(
            new Map([
                [1, new Set([4])],
                [2, new Set([9])],
            ]),
        );
        expect(session.history.steps).toHaveLength(1);
        session.undo();
        expect([1, 2].map(id => session.object(id)?.kind === 'track' && session.object(id)?.frame)).toEqual([2, 7]);
    });

    it('do not move when one of the tracks is locked', () => {
        actions.toggleLock(session, [2]);
        expect(moveMarks(session, marks, 1)).toBe(marks);
        expect(session.history.steps).toHaveLength(0);
        expect(session.state.notice?.text).toBe('Locked objects were left as they are.');
    });

    it('are deleted together, but each track keeps one', () => {
        deleteMarks(session, marks);
        expect(session.state.notice?.text).toBe('A track keeps at least one keyframe.');
        session.select([1]);
        session.goTo(5);
        press(session, 'keyframe');
        deleteMarks(
            session,
            new Map([
                [1, new Set([2, 5])],
                [2, new Set([7])],
            ]),
        );
        expect(session.object(1)).toMatchObject({ frame: 2, keyframes: [{ frame: 2 }] });
    });
});
