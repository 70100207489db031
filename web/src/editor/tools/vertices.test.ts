import { describe, expect, it } from 'vitest';
import { at, click, drag, shape, World } from '../testdata/world';
import { selectTool } from './select';

const POINTS = shape('points', [30, 70, 40, 75, 50, 80]);
const POLYGON = shape('polygon', [20, 20, 60, 20, 60, 60, 40, 70, 20, 60]);
const BOTH = { shift: true, alt: true };

/** One object, selected. */
function selected(object: ReturnType<typeof shape>) {
    const world = new World(selectTool, [object]);
    world.selection = [1];
    return world;
}

describe('a set of points', () => {
    it('gets another point by Shift and a click, wherever that is', () => {
        const world = selected(POINTS).send(click(120, 30, { shift: true }));
        expect(world.points(1)).toEqual([30, 70, 40, 75, 50, 80, 120, 30]);
        expect(world.history.steps).toHaveLength(1);
        expect(world.selection).toEqual([1]);
    });

    it('gets it also over another object, and within the image', () => {
        const world = new World(selectTool, [POINTS, shape('rectangle', [100, 10, 190, 90])]);
        world.selection = [1];
        world.send(click(150, 50, { shift: true }), click(210, 50, { shift: true }));
        expect(world.points(1).slice(6)).toEqual([150, 50, 200, 50]);
        expect(world.selection).toEqual([1]);
    });

    it('loses one by Alt and a click, down to the last', () => {
        const world = selected(POINTS).send(click(40, 75, { alt: true }), click(30, 70, { alt: true }));
        expect(world.points(1)).toEqual([50, 80]);
        world.send(click(50, 80, { alt: true }));
        expect(world.points(1)).toEqual([50, 80]);
        expect(world.notices).toEqual(['A points keeps at least 1 points.']);
    });

    it('that is locked gets none', () => {
        const world = selected(POINTS);
        world.locked.add(1);
        world.send(click(120, 30, { shift: true }));
        expect(world.history.steps).toHaveLength(0);
    });
});

describe('several vertices', () => {
    const chosen = () => selected(POLYGON).send(drag([10, 50], [45, 80], BOTH));

    it('are chosen by a frame with Shift and Alt, and shown', () => {
        const world = chosen();
        expect(world.tool.preview(world.state, world.context).targets).toEqual([
            { x: 40, y: 70 },
            { x: 20, y: 60 },
        ]);
        expect(world.history.steps).toHaveLength(0);
        world.send(drag([50, 50], [70, 65], BOTH));
        expect(world.state.chosen?.indices).toEqual([2, 3, 4]);
    });

    it('are dragged together by one of them, as one step', () => {
        const world = chosen().send(drag([40, 70], [45, 80]));
        expect(world.points(1)).toEqual([20, 20, 60, 20, 60, 60, 45, 80, 25, 70]);
        expect(world.history.steps).toHaveLength(1);
        world.send(drag([25, 70], [20, 60]));
        expect(world.points(1)).toEqual([20, 20, 60, 20, 60, 60, 40, 70, 20, 60]);
    });

    it('stop together at the border of the image', () => {
        const world = chosen().send(drag([40, 70], [40, 130]));
        expect(world.points(1).slice(6)).toEqual([40, 100, 20, 90]);
    });

    it('are taken away together, as one step, and the object stays', () => {
        const world = chosen().send({ type: 'erase' });
        expect(world.points(1)).toEqual([20, 20, 60, 20, 60, 60]);
        expect(world.history.steps).toHaveLength(1);
        expect(selectTool.holdsPoints?.(world.state, world.context)).toBe(false);
    });

    it('are kept where too few would be left', () => {
        const world = chosen().send(drag([50, 50], [70, 65], BOTH), { type: 'erase' });
        expect(world.points(1)).toHaveLength(10);
        expect(world.notices).toEqual(['A polygon keeps at least 3 points.']);
    });

    it('are let go by Escape before the object is, and when the object has changed', () => {
        const world = chosen().send({ type: 'cancel' });
        expect(world.state.chosen).toBeNull();
        expect(world.selection).toEqual([1]);
        world.send({ type: 'cancel' });
        expect(world.selection).toEqual([]);
        const other = chosen().send(click(40, 20));
        expect(other.points(1)).toHaveLength(12);
        expect(selectTool.holdsPoints?.(other.state, other.context)).toBe(false);
    });

    it('of a track or shape that is not selected are not chosen: the frame selects', () => {
        const world = new World(selectTool, [POLYGON]).send(drag([5, 5], [80, 90], BOTH));
        expect(world.selection).toEqual([1]);
        expect(world.state.chosen ?? null).toBeNull();
    });

    it('stay chosen while the pointer moves', () => {
        const world = chosen().send(at.move(100, 90), { type: 'leave' });
        expect(world.state.chosen?.indices).toEqual([3, 4]);
    });
});
