import { describe, expect, it } from 'vitest';
import { partsOf, withHole } from '../model/holes';
import { decodeMask, maskHas } from '../model/mask';
import type { DocObject } from '../model/types';
import { at, click, drag, shape, World } from '../testdata/world';
import { holeTool } from './hole';
import { pathTool } from './path';
import { selectTool } from './select';
import { sliceTool } from './slice';
import type { ToolEvent } from './types';

const SQUARE = [10, 10, 90, 10, 90, 90, 10, 90];
const HOLE = [30, 30, 50, 30, 50, 50, 30, 50];
const N: ToolEvent = { type: 'finish' };
const clicks = (points: readonly number[]) =>
    Array.from({ length: points.length / 2 }, (_, i) => click(points[2 * i], points[2 * i + 1])).flat();
const holesOf = (world: { points(id: number): readonly number[] }, id = 1) => partsOf(world.points(id))?.holes ?? [];

function cutting(object: DocObject = shape('polygon', SQUARE)) {
    return new World(holeTool(1), [object]);
}

describe('cutting a hole', () => {
    it('into the selected polygon is drawn as a polygon is, as one step', () => {
        const world = cutting().send(clicks(HOLE), N);
        expect(holesOf(world)).toHaveLength(1);
        expect(world.history.steps).toHaveLength(1);
        world.history.undo();
        expect(world.points(1)).toEqual(SQUARE);
    });

    it('goes on with the next one, until it is left', () => {
        const world = cutting().send(clicks(HOLE), N, clicks([60, 60, 80, 60, 80, 80]), N);
        expect(holesOf(world)).toHaveLength(2);
        expect(world.left).toBe(false);
        world.send(N);
        expect(world.left).toBe(true);
    });

    it('begins by picking what is to have it, where nothing suitable is selected', () => {
        const world = new World(holeTool(), [shape('rectangle', [120, 10, 180, 40]), shape('polygon', SQUARE)]);
        world.send(click(150, 20));
        expect(world.notices).toHaveLength(1);
        world.send(click(20, 20), clicks(HOLE), N);
        expect(holesOf(world, 2)).toHaveLength(1);
    });

    it('outside the outline or over another hole is refused, and the drawing stays', () => {
        const world = cutting().send(clicks([80, 80, 120, 80, 120, 95]), N);
        expect(world.points(1)).toEqual(SQUARE);
        expect(world.notices).toHaveLength(1);
        expect(world.tool.busy(world.state)).toBe(true);
        world.send({ type: 'back' }, { type: 'back' }, click(85, 85), click(80, 85), N);
        expect(holesOf(world)).toHaveLength(1);
    });

    it('leaves locked objects and tracks alone', () => {
        const world = cutting();
        world.locked.add(1);
        world.send(click(20, 20), clicks(HOLE), N);
        expect(world.points(1)).toEqual(SQUARE);
        expect(world.notices.length).toBeGreaterThan(0);
    });

    it('makes a mask of the polygon, where that is wanted', () => {
        const world = cutting();
        world.settings = { ...world.settings, holesAs: 'mask' };
        world.send(clicks(HOLE), N);
        expect(world.document.stateOf(1, 0)?.type).toBe('mask');
        expect(maskHas(world.points(1), 40, 40)).toBe(false);
        expect(maskHas(world.points(1), 20, 20)).toBe(true);
    });

    it('takes from a mask whatever the ring covers', () => {
        const world = cutting(shape('mask', [0, 400, 20, 20, 39, 39])).send(
            clicks([30, 30, 60, 30, 60, 60, 30, 60]),
            N,
        );
        const { data } = decodeMask(world.points(1));
        expect(data.reduce((sum, one) => sum + one, 0)).toBe(300);
        world.send(clicks([10, 10, 60, 10, 60, 60, 10, 60]), N);
        expect(world.refusals).toHaveLength(1);
    });

    it('is given up by one cancel, and the tool by the next', () => {
        const world = cutting().send(clicks([30, 30, 50, 30]), { type: 'cancel' });
        expect(world.left).toBe(false);
        world.send({ type: 'cancel' });
        expect(world.left).toBe(true);
        expect(world.points(1)).toEqual(SQUARE);
    });
});

describe('editing a polygon with a hole', () => {
    const editing = () => {
        const world = new World(selectTool, [shape('polygon', withHole(SQUARE, HOLE))]);
        world.selection = [1];
        return world;
    };

    it('moves a corner at an end of the bridge as one', () => {
        const world = editing().send(drag([10, 10], [5, 15]));
        const points = world.points(1);
        expect(partsOf(points)?.outer.slice(0, 2)).toBeDefined();
        expect(points.filter((_, i) => i % 2 === 0 && points[i] === 5 && points[i + 1] === 15)).toHaveLength(2);
        expect(holesOf(world)).toHaveLength(1);
    });

    it('takes a corner of outline or hole away, at an end of the bridge, too', () => {
        const world = editing().send(click(10, 10, { alt: true }));
        expect(partsOf(world.points(1))?.outer).toHaveLength(6);
        world.send(click(30, 30, { alt: true }));
        expect(holesOf(world)[0]).toHaveLength(6);
    });

    it('closes a hole of which fewer than three corners are left', () => {
        const world = editing().send(click(30, 30, { alt: true }), click(50, 50, { alt: true }));
        expect(partsOf(world.points(1))).toBeNull();
        expect(world.points(1)).toHaveLength(8);
    });

    it('keeps three corners of the outline', () => {
        const world = editing().send(click(10, 10, { alt: true }), click(90, 90, { alt: true }));
        expect(partsOf(world.points(1))?.outer).toHaveLength(6);
        expect(world.notices).toHaveLength(1);
    });

    it('adds a corner on an edge, and none on the bridge', () => {
        const world = editing().send(at.move(20, 20));
        expect(world.tool.preview(world.state, world.context).hot).toBeUndefined();
        world.send(click(40, 30));
        expect(holesOf(world)[0]).toHaveLength(10);
    });

    it('draws a new way along the hole alone', () => {
        const world = new World(pathTool(1, 4), [shape('polygon', withHole(SQUARE, HOLE))]);
        const [x, y] = world.points(1).slice(8, 10);
        expect([x, y]).toEqual([50, 30]);
        world.send(click(60, 40), click(50, 50));
        expect(holesOf(world)[0]).toHaveLength(10);
        expect(partsOf(world.points(1))?.outer).toHaveLength(8);
    });

    it('is cut in two around its hole, which goes with the part it lies in', () => {
        const world = new World(sliceTool(1), [shape('polygon', withHole(SQUARE, HOLE))]);
        world.send(click(40, 10), click(40, 95));
        expect(world.notices).toEqual(['Lead the cut around the holes.']);
        world.send({ type: 'cancel' }, click(20, 10), click(20, 95));
        const parts = [...world.document.entries()].map(([id]) => holesOf(world, id).length).sort();
        expect(parts).toEqual([0, 1]);
    });
});
