import { beforeEach, describe, expect, it } from 'vitest';
import { tagOn } from '../model/edits';
import { sessionWith } from '../testdata/session';
import { CAR, LABELS, shape } from '../testdata/world';
import { currentSpec, enterAttributes, moveObject } from './attributeMode';
import { applyEffect } from './effects';
import { COMMANDS } from './keys';
import type { Session } from './session';
import { beginRun, enterSingle, progress, skip } from './singleMode';
import { tagFrame } from './tagMode';

const RECTANGLE = shape('rectangle', [20, 20, 60, 50]);
const press = (session: Session, id: string) => COMMANDS.find(command => command.id === id)!.run(session);
const settle = () => Promise.resolve();

let session: Session;

function start(...objects: Parameters<typeof sessionWith>): void {
    session = sessionWith(...objects);
    Object.assign(session.cache, { expect: () => undefined });
    session.view.setState({ frameStatus: { frame: 0, loading: false, progress: null, error: null } });
}

describe('tagging', () => {
    beforeEach(() => start());

    it('goes on after a tag was put on, and stays after one was taken off', () => {
        tagFrame(session, CAR);
        expect(session.document.tagsOn(0)).toHaveLength(1);
        expect(session.frame).toBe(1);
        session.goTo(0);
        session.view.setState({ frameStatus: { frame: 0, loading: false, progress: null, error: null } });
        tagFrame(session, CAR);
        expect(session.document.tagsOn(0)).toHaveLength(0);
        expect(session.frame).toBe(0);
    });

    it('tags no picture that has not been seen', () => {
        session.view.setState({ frameStatus: { frame: 0, loading: true, progress: null, error: null } });
        tagFrame(session, CAR);
        expect(session.document.size).toBe(0);
        expect(session.frame).toBe(0);
        expect(session.state.notice?.text).toMatch(/nothing was tagged/);
    });
});

describe('going through attributes', () => {
    beforeEach(() => start(RECTANGLE, tagOn(2, CAR), shape('ellipse', [40, 40, 60, 20])));

    it('takes the first object up, and the next one after a deletion', async () => {
        const leave = enterAttributes(session);
        await settle();
        expect(session.state.selection).toEqual([1]);
        press(session, 'delete');
        await settle();
        expect(session.state.selection).toEqual([3]);
        leave();
    });

    it('goes on to the frame that has something, over those that have not', async () => {
        const leave = enterAttributes(session);
        await settle();
        moveObject(session, 1);
        moveObject(session, 1);
        await settle();
        expect([session.frame, session.state.selection]).toEqual([2, [2]]);
        moveObject(session, -1);
        expect([session.frame, session.state.selection]).toEqual([0, [3]]);
        leave();
    });

    it('sets values by digits and undoes each as a step', async () => {
        const leave = enterAttributes(session);
        await settle();
        press(session, 'next_attribute');
        expect(currentSpec(session)?.name).toBe('parked');
        press(session, 'aam_set_attr_value_0');
        const parked = () => session.object(1)?.attributes.find(({ specId }) => specId === 2)?.value;
        expect(parked()).toBe('true');
        session.undo();
        expect(parked()).toBe('false');
        leave();
    });
});

describe('one shape a frame', () => {
    beforeEach(() => start(RECTANGLE));

    it('begins on the first empty frame, and each shape brings the next', () => {
        const leave = enterSingle(session);
        expect([session.frame, session.state.tool]).toEqual([1, 'rectangle']);
        applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [5, 5, 20, 20] } });
        expect([session.frame, session.state.tool]).toEqual([2, 'rectangle']);
        expect(progress(session)).toEqual({ at: 2, of: 9, done: 1, open: 2 });
        leave();
    });

    it('always makes shapes, and leaves the choice of tracks as it was', () => {
        session.view.setState({ drawKind: 'track' });
        const leave = enterSingle(session);
        applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [5, 5, 20, 20] } });
        expect(session.document.objectsOn(1)[0].kind).toBe('shape');
        leave();
        expect(session.state.drawKind).toBe('track');
    });

    it('ends after the last frame with the tool put down', () => {
        const leave = enterSingle(session);
        session.setPreferences({ single: { save: false } });
        for (let i = 0; i < 9; ++i) skip(session);
        expect(session.state.single.finished).toBe(true);
        expect(session.state.tool).toBe('select');
        leave();
    });

    it('has nothing to do where something is on every frame', () => {
        start(...session.frames.numbers.map(frame => tagOn(frame, LABELS.get(2)!)));
        beginRun(session);
        expect(session.state.single).toMatchObject({ run: [], finished: true });
    });
});
