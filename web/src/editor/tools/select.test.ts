import { describe, expect, it } from 'vitest';
import { cuboidFromBox } from '../model/cuboid';
import { at, click, drag, shape, skeletonShape, World } from '../testdata/world';
import { selectTool } from './select';

const RECTANGLE = shape('rectangle', [20, 20, 60, 50]);
const POLYGON = shape('polygon', [100, 20, 150, 20, 150, 60, 100, 60]);

const world = (...objects: ReturnType<typeof shape>[]) => new World(selectTool, objects);

describe('selecting', () => {
    it('takes the object under the pointer, and nothing on empty space', () => {
        const one = world(RECTANGLE, POLYGON).send(click(30, 30));
        expect(one.selection).toEqual([1]);
        one.send(click(190, 90));
        expect(one.selection).toEqual([]);
    });

    it('prefers the smaller of overlapping objects', () => {
        const one = world(shape('rectangle', [0, 0, 100, 100]), shape('rectangle', [20, 20, 40, 40])).send(
            click(30, 30),
        );
        expect(one.selection).toEqual([2]);
    });

    it('prefers the higher layer before size', () => {
        const big = shape('rectangle', [0, 0, 100, 100], { zOrder: 3 });
        expect(world(big, shape('rectangle', [20, 20, 40, 40])).send(click(30, 30)).selection).toEqual([1]);
    });

    it('adds and takes away with Ctrl', () => {
        const one = world(RECTANGLE, POLYGON).send(click(30, 30), click(120, 40, { ctrl: true }));
        expect(one.selection).toEqual([1, 2]);
        one.send(click(30, 30, { ctrl: true }));
        expect(one.selection).toEqual([2]);
    });

    it('takes what lies inside a frame drawn rightwards, and what a leftward one touches', () => {
        const one = world(RECTANGLE, POLYGON).send(drag([5, 5], [110, 70], { shift: true }));
        expect(one.selection).toEqual([1]);
        const two = world(RECTANGLE, POLYGON).send(drag([110, 70], [50, 5], { shift: true }));
        expect([...two.selection].sort()).toEqual([1, 2]);
    });

    it('reports what the pointer is over once', () => {
        const one = world(RECTANGLE).send(at.move(30, 30), at.move(31, 31), at.move(190, 90));
        expect(one.effects).toEqual([
            { type: 'hover', id: 1 },
            { type: 'hover', id: null },
        ]);
    });

    it.each([{ ctrl: true }, { alt: true }])('hovers nothing while %o are held', held => {
        expect(world(RECTANGLE).send(at.move(30, 30, held)).effects).toEqual([]);
    });

    it('hovers with Alt what a drag with it would leave a copy of', () => {
        const one = world(RECTANGLE, POLYGON).send(click(30, 30));
        expect(one.send(at.move(30, 31, { alt: true })).effects.at(-1)).toEqual({ type: 'hover', id: 1 });
        const calm = one.effects.length;
        one.send(at.move(30, 31, { ctrl: true }));
        expect(one.effects.slice(calm)).toEqual([{ type: 'hover', id: null }]);
    });
});

describe('moving', () => {
    it('moves a rectangle as one step of history', () => {
        const one = world(RECTANGLE).send(drag([30, 30], [40, 35]));
        expect(one.points(1)).toEqual([30, 25, 70, 55]);
        expect(one.history.steps).toHaveLength(1);
        expect(one.selection).toEqual([1]);
    });

    it('stops at the edge of the image without changing size', () => {
        expect(
            world(RECTANGLE)
                .send(drag([30, 30], [-100, -100]))
                .points(1),
        ).toEqual([0, 0, 40, 30]);
    });

    it('a twitch below the threshold is a click', () => {
        const one = world(RECTANGLE).send(at.down(30, 30), at.move(31, 31), at.up(31, 31));
        expect(one.history.steps).toHaveLength(0);
        expect(one.selection).toEqual([1]);
    });

    it('of a pinned or locked object moves the view instead', () => {
        const one = world(POLYGON).send(drag([120, 40], [140, 50]));
        expect(one.points(1)).toEqual(POLYGON.kind === 'shape' ? POLYGON.points : []);
        expect(one.effects.some(effect => effect.type === 'pan')).toBe(true);
        const two = world(RECTANGLE);
        two.locked.add(1);
        expect(two.send(drag([30, 30], [50, 50])).points(1)).toEqual([20, 20, 60, 50]);
    });

    it('takes all selected objects along', () => {
        const one = world(RECTANGLE, shape('ellipse', [120, 50, 130, 40])).send(
            click(30, 30),
            click(120, 50, { ctrl: true }),
        );
        one.send(drag([30, 30], [35, 32]));
        expect(one.points(1)).toEqual([25, 22, 65, 52]);
        expect(one.points(2)).toEqual([125, 52, 135, 42]);
        expect(one.history.steps).toHaveLength(1);
    });

    it('is given up by cancel', () => {
        const one = world(RECTANGLE).send(at.down(30, 30), at.move(60, 60), { type: 'cancel' }, at.up(60, 60));
        expect(one.points(1)).toEqual([20, 20, 60, 50]);
        expect(one.history.steps).toHaveLength(0);
    });

    it('moves masks by whole pixels', () => {
        const one = world(shape('mask', [0, 4, 10, 10, 11, 11]));
        one.unpinned.add(1);
        expect(one.send(drag([10.5, 10.5], [15.9, 12.7])).points(1)).toEqual([0, 4, 15, 12, 16, 13]);
    });
});

describe('resizing and rotating', () => {
    it('drags a corner, the opposite one staying', () => {
        expect(
            world(RECTANGLE)
                .send(click(30, 30), drag([60, 50], [80, 70]))
                .points(1),
        ).toEqual([20, 20, 80, 70]);
    });

    it('drags a side through the other without turning inside out', () => {
        const tall = world(shape('rectangle', [20, 20, 60, 80])).send(click(30, 30), drag([60, 50], [10, 50]));
        expect(tall.points(1)).toEqual([10, 20, 20, 80]);
    });

    it('keeps the opposite corner of a turned rectangle where it was', () => {
        const turned = shape('rectangle', [80, 40, 120, 60], { rotation: 90 });
        // Turned by 90 degrees the top-left corner shows at (110, 30), the bottom-right at (90, 70).
        const one = world(turned).send(click(100, 50), drag([90, 70], [80, 80]));
        const [x0, y0, x1, y1] = one.points(1);
        expect([x1 - x0, y1 - y0]).toEqual([50, 30]);
        expect([(x0 + x1) / 2, (y0 + y1) / 2]).toEqual([95, 55]);
    });

    it('below a pixel is not taken over', () => {
        expect(
            world(RECTANGLE)
                .send(click(30, 30), drag([60, 50], [20.2, 20.2]))
                .points(1),
        ).toEqual([20, 20, 60, 50]);
    });

    it('turns about the middle, by steps of 15 degrees with Shift', () => {
        const one = world(RECTANGLE).send(click(30, 30), drag([40, -4], [79, 35]));
        expect(one.document.stateOf(1, 0)?.rotation).toBeCloseTo(90, 0);
        const two = world(RECTANGLE).send(click(30, 30), drag([40, -4], [70, 0], { shift: true }));
        expect(two.document.stateOf(1, 0)!.rotation % 15).toBe(0);
    });
});

describe('vertices', () => {
    const selected = () => world(POLYGON).send(click(120, 40));

    it('are dragged', () => {
        expect(
            selected()
                .send(drag([150, 60], [160, 70]))
                .points(1),
        ).toEqual([100, 20, 150, 20, 160, 70, 100, 60]);
    });

    it('are added by a click on an edge, or by dragging it', () => {
        expect(selected().send(click(125, 20)).points(1)).toEqual([100, 20, 125, 20, 150, 20, 150, 60, 100, 60]);
        expect(
            selected()
                .send(drag([125, 20], [125, 5]))
                .points(1),
        ).toEqual([100, 20, 125, 5, 150, 20, 150, 60, 100, 60]);
    });

    it('are taken away by Alt and a click, down to three', () => {
        const one = selected().send(click(150, 60, { alt: true }));
        expect(one.points(1)).toEqual([100, 20, 150, 20, 100, 60]);
        one.send(click(150, 20, { alt: true }));
        expect(one.points(1)).toHaveLength(6);
        expect(one.notices[0]).toMatch(/at least 3/);
    });

    it('of the last edge are added at the end', () => {
        expect(selected().send(click(100, 40)).points(1)).toEqual([100, 20, 150, 20, 150, 60, 100, 60, 100, 40]);
    });
});

describe('the arrow of a line', () => {
    const line = (points = [20, 20, 60, 20, 60, 60]) => {
        const world = new World(selectTool, [shape('polyline', points)]);
        world.selection = [1];
        return world;
    };

    it('turns the line round by a click, as one step', () => {
        const world = line().send(click(40, 20));
        expect(world.points(1)).toEqual([60, 60, 60, 20, 20, 20]);
        expect(world.history.steps).toHaveLength(1);
    });

    it('dragged, or without room for it, is a new point as anywhere on the line', () => {
        expect(
            line()
                .send(drag([40, 20], [40, 30]))
                .points(1),
        ).toEqual([20, 20, 40, 30, 60, 20, 60, 60]);
        expect(line([20, 20, 42, 20, 60, 60]).send(click(31, 20)).points(1)).toEqual([20, 20, 31, 20, 42, 20, 60, 60]);
    });
});

describe('cuboids', () => {
    const CUBOID = shape('cuboid', cuboidFromBox({ x: 60, y: 40 }, { x: 110, y: 80 }));

    it('are pulled at an edge without losing perspective', () => {
        const one = world(CUBOID).send(click(80, 60), drag([60, 60], [40, 62]));
        expect(one.points(1).slice(0, 4)).toEqual([40, 40, 40, 80]);
        expect(one.history.steps).toHaveLength(1);
    });

    it('are pulled at a corner; with Shift the perspective changes', () => {
        const one = world(CUBOID).send(click(80, 60), drag([60, 40], [60, 30]));
        expect(one.points(1)[5]).toBe(30);
        const two = world(CUBOID).send(click(80, 60), drag([115, 36], [115, 44], { shift: true }));
        expect(two.points(1).slice(0, 8)).toEqual(CUBOID.kind === 'shape' ? CUBOID.points.slice(0, 8) : []);
        expect(two.points(1)[9]).toBe(44);
    });

    it('lose their perspective by Shift and a double click', () => {
        const one = world(CUBOID).send(click(80, 60), drag([115, 36], [115, 44], { shift: true }));
        one.send(at.double(80, 60, { shift: true }));
        expect(one.points(1)[11] - one.points(1)[9]).toBe(40);
    });
});

describe('skeletons', () => {
    const places = [
        [40, 70],
        [60, 70],
        [80, 70],
        [60, 30],
    ] as const;
    const nodes = (one: World<unknown>) => one.document.stateOf(1, 0)!.elements.map(element => [...element.points]);

    it('leave a locked node where it is', () => {
        const one = world(skeletonShape(places));
        one.lockedParts.add(12);
        one.send(click(50, 50)).send(drag([...places[1]], [60, 52]));
        expect(one.effects.some(effect => effect.type === 'reshape')).toBe(false);
    });

    it('are moved as a whole, and node by node', () => {
        const one = world(skeletonShape(places)).send(drag([50, 50], [60, 52]));
        expect(nodes(one)[0]).toEqual([50, 72]);
        one.send(drag([50, 72], [45, 75]));
        expect(nodes(one)[0]).toEqual([45, 75]);
        expect(nodes(one)[1]).toEqual([70, 72]);
    });

    it('are stretched by the handles around them', () => {
        const one = world(skeletonShape(places)).send(click(50, 50), drag([96, 86], [136, 86]));
        expect(nodes(one)).toEqual([
            [40, 70],
            [80, 70],
            [120, 70],
            [60 + 20, 30],
        ]);
    });

    it('turn by rewriting their nodes; they have no angle', () => {
        const one = world(skeletonShape(places)).send(click(50, 50), drag([60, -10], [150, 50]));
        expect(one.document.stateOf(1, 0)?.rotation).toBe(0);
        expect(nodes(one)[0]).toEqual([40, 30]);
        expect(one.history.steps).toHaveLength(1);
    });
});

describe('copies', () => {
    it('made at the border of the image keep inside it and their size', () => {
        const world = new World(selectTool, [shape('rectangle', [20, 20, 60, 50])]);
        world.selection = [1];
        world.send(drag([40, 35], [190, 90], { alt: true }));
        expect(world.points(2)).toEqual([160, 70, 200, 100]);
    });

    it('are made by dragging with Alt, and the object stays', () => {
        const one = world(RECTANGLE).send(click(30, 30), drag([30, 30], [60, 40], { alt: true }));
        expect(one.points(1)).toEqual([20, 20, 60, 50]);
        expect(one.points(2)).toEqual([50, 30, 90, 60]);
        expect(one.history.steps).toHaveLength(1);
    });
});

describe('masks', () => {
    it('are opened for painting by Shift and a double click', () => {
        const one = world(shape('mask', [0, 100, 20, 60, 29, 69])).send(at.double(25, 65, { shift: true }));
        expect(one.effects).toEqual([{ type: 'paint', id: 1 }]);
    });

    it('move by whole pixels once unpinned', () => {
        const one = world(shape('mask', [0, 100, 20, 60, 29, 69]));
        one.unpinned.add(1);
        one.send(drag([25, 65], [30.4, 68.7]));
        expect(one.points(1).slice(-4)).toEqual([25, 64, 34, 73]);
    });
});
