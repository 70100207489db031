import { beforeEach, describe, expect, it } from 'vitest';
import { give } from '../keys/bindings';
import { sessionWith } from '../testdata/session';
import { shape, skeletonShape } from '../testdata/world';
import { lockOthers, menuAt, onVertex } from './objectMenu';
import type { Session } from './session';

const POLYGON = shape('polygon', [20, 20, 60, 20, 60, 60, 20, 60]);
const BELOW = shape('rectangle', [10, 10, 100, 90]);

let session: Session;

beforeEach(() => {
    session = sessionWith(BELOW, POLYGON);
});

describe('the menu on the picture', () => {
    it('is about what lies in front, and tells what else lies there', () => {
        expect(menuAt(session, { x: 40, y: 40 })).toEqual({ id: 2, under: [2, 1] });
        expect(menuAt(session, { x: 90, y: 80 })).toEqual({ id: 1, under: [1] });
        expect(menuAt(session, { x: 150, y: 80 })).toBeNull();
    });

    it('is about what is selected, even below something else', () => {
        session.select([1]);
        expect(menuAt(session, { x: 40, y: 40 })?.id).toBe(1);
    });

    it('knows the point of the selected outline that is meant', () => {
        session.select([2]);
        expect(menuAt(session, { x: 60, y: 20 })).toMatchObject({ id: 2, vertex: 1 });
    });

    it('knows the node of the selected skeleton that is meant', () => {
        const nodes = [20, 60, 100, 140].map((x, i) => [x, 50 + i] as const);
        session = sessionWith(skeletonShape(nodes));
        session.select([1]);
        expect(menuAt(session, { x: 60, y: 51 })).toMatchObject({ id: 1, part: 12 });
    });

    it('does to that point what clicks with modifiers do', () => {
        session.select([2]);
        onVertex(session, 2, 1, 'first_point');
        expect(session.document.stateOf(2, 0)?.points).toEqual([60, 20, 60, 60, 20, 60, 20, 20]);
        onVertex(session, 2, 0, 'remove_point');
        expect(session.document.stateOf(2, 0)?.points).toEqual([60, 60, 20, 60, 20, 20]);
        onVertex(session, 2, 0, 'path');
        expect(session.state.tool).toBe('path');
    });

    it('locks everything else, and gives it free again', () => {
        lockOthers(session, [2]);
        expect([...session.state.locked]).toEqual([1]);
        lockOthers(session, [2]);
        expect([...session.state.locked]).toEqual([]);
    });
});

describe('the key that deletes', () => {
    it('takes the chosen points of an outline before the object', () => {
        session.select([2]);
        const s = { x: 0, y: 0 };
        const mods = { shift: true, alt: true, ctrl: false };
        session.send({ type: 'down', p: { x: 50, y: 50 }, s, mods });
        session.send({ type: 'move', p: { x: 70, y: 70 }, s: { x: 20, y: 20 }, mods });
        session.send({ type: 'up', p: { x: 70, y: 70 }, s: { x: 20, y: 20 }, mods });
        expect(session.toolbox.holdsPoints).toBe(true);
        give(session, 'delete');
        expect(session.document.stateOf(2, 0)?.points).toHaveLength(6);
        give(session, 'delete');
        expect(session.document.get(2)).toBeUndefined();
    });
});
