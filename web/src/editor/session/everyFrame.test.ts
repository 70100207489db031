import { describe, expect, it } from 'vitest';
import { drawn, tagOn } from '../model/edits';
import type { DocObject } from '../model/types';
import { sessionWith } from '../testdata/session';
import { CAR, LABELS, shape } from '../testdata/world';
import { actOn, idsInRange } from './everyFrame';

const BOX: DocObject = shape('rectangle', [10, 10, 50, 40]);
const on = (frame: number): DocObject => ({ ...BOX, frame }) as DocObject;
/** Shapes 1 to 4 on frames 0, 2, 4 and 6, tag 5 on frame 4, and track 6 from frame 0. */
const world = () =>
    sessionWith(
        on(0),
        on(2),
        { ...on(4), labelId: 2, attributes: [] },
        on(6),
        tagOn(4, CAR),
        drawn({ type: 'rectangle', points: [0, 0, 9, 9] }, 'track', 0, CAR, 0),
    );
const ALL = { from: 0, to: 9 };

describe('the objects of many frames', () => {
    it('are shapes and tags of the range, and no tracks', () => {
        expect(idsInRange(world(), { from: 1, to: 4 })).toEqual([2, 5, 3]);
    });

    it('leave out what is locked, filtered away, or on a deleted frame', () => {
        const session = world();
        session.setFlags({ locked: new Set([1]) });
        session.visibility.setFilter('label:car');
        session.document.apply({ objects: [], frames: [6] });
        expect(idsInRange(session, ALL)).toEqual([2, 5]);
    });

    it('are removed in one step', () => {
        const session = world();
        actOn(session, idsInRange(session, ALL), { what: 'remove' });
        expect([...session.document.entries()].map(([id]) => id)).toEqual([6]);
        session.undo();
        expect(session.document.size).toBe(6);
    });

    it('are given a label where it suits them', () => {
        const session = world();
        const person = LABELS.get(2);
        if (person) actOn(session, idsInRange(session, { from: 0, to: 2 }), { what: 'label', label: person });
        expect([1, 2, 4].map(id => session.object(id)?.labelId)).toEqual([2, 2, 1]);
    });

    it('are copied from this frame up to another one', () => {
        const session = world();
        actOn(session, idsInRange(session, { from: 0, to: 0 }), { what: 'copy', to: 2 });
        const made = [...session.document.entries()].filter(([id]) => id > 6);
        expect(made.map(([, object]) => object.kind === 'shape' && object.frame)).toEqual([1, 2]);
        session.undo();
        expect(session.document.size).toBe(6);
    });

    it('are converted, and those of this frame are selected', () => {
        const session = world();
        actOn(session, idsInRange(session, { from: 0, to: 2 }), { what: 'convert', to: 'polygon' });
        const types = [...session.document.entries()].map(([, object]) => object.kind === 'shape' && object.type);
        expect(types.filter(type => type === 'polygon')).toHaveLength(2);
        expect(session.state.selection.map(id => session.object(id)?.frame)).toEqual([0]);
        session.undo();
        expect(session.document.stateOf(1, 0)?.type).toBe('rectangle');
    });
});
