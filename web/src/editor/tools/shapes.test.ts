import { describe, expect, it } from 'vitest';
import { decodeMask } from '../model/mask';
import { at, click, drag, IMAGE, NAMES, PERSON, shape, World } from '../testdata/world';
import { cuboidBoxTool, cuboidPointsTool } from './cuboid';
import { maskTool } from './mask';
import { skeletonBoxTool, skeletonTool } from './skeleton';
import type { ToolEvent } from './types';

const shapesOf = (world: World<unknown>) =>
    [...world.document.entries()].flatMap(([, object]) => (object.kind === 'shape' ? [object] : []));

describe('cuboid', () => {
    it('from a rectangle has its back offset up and to the right by a tenth', () => {
        const [made] = shapesOf(new World(cuboidBoxTool).send(drag([20, 30], [70, 80])));
        expect(made.points).toEqual([20, 30, 20, 80, 70, 30, 70, 80, 75, 25, 75, 75, 25, 25, 25, 75]);
    });

    it('is moved back only when it lies wholly outside', () => {
        const [made] = shapesOf(new World(cuboidBoxTool).send(drag([-90, 30], [-40, 80])));
        expect(Math.min(...made.points.filter((_, i) => i % 2 === 0))).toBe(0);
        const [partly] = shapesOf(new World(cuboidBoxTool).send(drag([-40, 30], [40, 80])));
        expect(partly.points[0]).toBe(-40);
    });

    it('too small is dropped with a word about it', () => {
        const world = new World(cuboidBoxTool).send(drag([20, 30], [70, 31]));
        expect(shapesOf(world)).toHaveLength(0);
        expect(world.notices).toHaveLength(1);
    });

    it('by four points completes the face and goes into depth from the third', () => {
        const world = new World(cuboidPointsTool).send(click(20, 30), click(20, 80), click(70, 80), click(90, 60));
        const [made] = shapesOf(world);
        expect(made.points.slice(0, 8)).toEqual([20, 30, 20, 80, 70, 30, 70, 80]);
        expect(made.points.slice(8, 12)).toEqual([90, 10, 90, 60]);
    });

    it('by four points takes back the last click', () => {
        const world = new World(cuboidPointsTool).send(click(20, 30), click(20, 80), { type: 'back' });
        expect(world.state.points).toEqual([{ x: 20, y: 30 }]);
    });
});

describe('skeleton', () => {
    const absent: ToolEvent = { type: 'mark', as: 'absent' };
    const occluded: ToolEvent = { type: 'mark', as: 'occluded' };

    it('by a box is its template stretched into the box', () => {
        const [made] = shapesOf(new World(skeletonBoxTool).send(drag([20, 20], [100, 80])));
        expect(made).toMatchObject({ type: 'skeleton', labelId: PERSON.id, points: [], rotation: 0 });
        expect(made.elements.map(element => element.points)).toEqual([
            [20, 80],
            [60, 80],
            [100, 80],
            [60, 20],
        ]);
    });

    it('click by click follows the order of the template and ends with its last node', () => {
        const world = new World(skeletonTool).send(click(10, 80), click(50, 82), click(91, 78), click(52, 21));
        const [made] = shapesOf(world);
        expect(made.elements.map(element => [element.labelId, ...element.points])).toEqual([
            [11, 10, 80],
            [12, 50, 82],
            [13, 91, 78],
            [14, 52, 21],
        ]);
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('places nodes that are close to each other one by one, however quickly they are clicked', () => {
        const world = new World(skeletonTool).send(click(10, 80), at.double(11, 80), click(91, 78), click(52, 21));
        const [made] = shapesOf(world);
        expect(made.elements.map(element => element.points)).toEqual([
            [10, 80],
            [11, 80],
            [91, 78],
            [52, 21],
        ]);
    });

    it('names the node that is next', () => {
        const world = new World(skeletonTool).send(click(10, 80), at.move(50, 80));
        expect(world.tool.preview(world.state, world.context).text?.value).toBe('middle');
        expect(world.tool.hint(world.state, world.settings, NAMES)).toContain('2 of 4');
    });

    it('leaves out a node by key, and puts it outside where the others suggest', () => {
        const world = new World(skeletonTool).send(click(10, 80), click(50, 80), absent, click(50, 20));
        const [made] = shapesOf(world);
        expect(made.elements.map(element => element.outside)).toEqual([false, false, true, false]);
        expect(made.elements[2].points[0]).toBeGreaterThan(60);
        expect(made.outside).toBe(false);
    });

    it('marks the next node as occluded by key, and only that', () => {
        const world = new World(skeletonTool).send(
            click(10, 80),
            occluded,
            click(50, 80),
            click(90, 80),
            click(50, 20),
        );
        const [made] = shapesOf(world);
        expect(made.elements.map(element => element.occluded)).toEqual([false, true, false, false]);
    });

    it('finished early leaves out the rest', () => {
        const world = new World(skeletonTool).send(click(10, 80), click(50, 80), { type: 'finish' });
        const [made] = shapesOf(world);
        expect(made.elements.map(element => element.outside)).toEqual([false, false, true, true]);
    });

    it('takes back its last node', () => {
        const world = new World(skeletonTool).send(click(10, 80), absent, { type: 'back' }, { type: 'back' });
        expect(world.state.placed).toEqual([]);
    });

    it('without any node is refused', () => {
        const world = new World(skeletonTool).send(absent, absent, absent, absent);
        expect(shapesOf(world)).toHaveLength(0);
        expect(world.notices).toHaveLength(1);
    });
});

describe('mask', () => {
    const brush = (size: number, world = new World(maskTool())) => {
        world.settings = { ...world.settings, brushSize: size };
        return world;
    };
    const finish: ToolEvent = { type: 'finish' };
    const painted = (world: World<unknown>) => shapesOf(world).map(one => decodeMask(one.points));
    const area = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0);

    it('painted by a stroke is stored in its tight box', () => {
        const world = brush(4).send(drag([20, 20], [40, 20]), finish);
        expect(painted(world)[0]).toMatchObject({ left: 18, top: 18, width: 24, height: 4 });
    });

    it('by a square brush is square', () => {
        const world = brush(6);
        world.settings = { ...world.settings, brushForm: 'square' };
        const [mask] = painted(world.send(click(20, 20), finish));
        expect(mask).toMatchObject({ left: 17, top: 17, width: 6, height: 6 });
        expect(area(mask.data)).toBe(36);
    });

    it('goes through every place a fast pointer passed', () => {
        const move = { ...at.move(60, 60), via: [{ x: 60, y: 20 }] } as ToolEvent;
        const [mask] = painted(brush(2).send(at.down(20, 20), move, at.up(60, 60), finish));
        expect(mask).toMatchObject({ left: 19, top: 19, width: 42, height: 42 });
        expect(area(mask.data)).toBeLessThan(200);
    });

    it('drawn with the eraser, and with the right button, loses pixels', () => {
        const right = (x: number, y: number) => [{ ...at.down(x, y), secondary: true } as ToolEvent, at.up(x, y)];
        const whole = brush(9).send(click(20, 20), finish);
        const wiped = brush(9).send(click(20, 20));
        wiped.settings = { ...wiped.settings, brushSize: 3 };
        wiped.send(...right(20, 20), finish);
        expect(area(painted(whole)[0].data) - area(painted(wiped)[0].data)).toBe(9);
    });

    it('takes back strokes one by one, and does them again', () => {
        const world = brush(4).send(click(20, 20), click(60, 20), { type: 'back' });
        expect(painted(brush(4, world).send(finish))[0]).toMatchObject({ left: 18, width: 4 });
        const again = brush(4).send(click(20, 20), click(60, 20), { type: 'back' }, { type: 'back' });
        expect(again.tool.busy(again.state)).toBe(false);
        expect(again.tool.canRedo?.(again.state)).toBe(true);
        again.send({ type: 'forward' }, { type: 'forward' }, finish);
        expect(painted(again)[0]).toMatchObject({ left: 18, width: 44 });
    });

    it('of several strokes is one step of history', () => {
        const world = brush(4).send(click(20, 20), click(60, 20), click(90, 20), finish);
        expect(world.history.steps).toHaveLength(1);
        world.history.undo();
        expect(shapesOf(world)).toHaveLength(0);
    });

    it('takes polygons in and out', () => {
        const world = brush(4);
        world.settings = { ...world.settings, brushMode: 'polygon-plus' };
        world.send(click(10, 10), click(50, 10), click(50, 50), click(10, 50), finish);
        world.settings = { ...world.settings, brushMode: 'polygon-minus' };
        world.send(click(20, 20), click(30, 20), click(30, 30), click(20, 30), click(20, 20), finish);
        const [mask] = painted(world);
        expect(mask).toMatchObject({ left: 10, top: 10, width: 40, height: 40 });
        expect(area(mask.data)).toBe(1500);
    });

    it('lays polygon corners along the way while Shift is held, and takes them back one by one', () => {
        const world = brush(4);
        world.settings = { ...world.settings, brushMode: 'polygon-plus' };
        world.send(click(10, 10));
        for (let x = 11; x <= 40; ++x) world.send(at.move(x, 10, { shift: true }));
        expect(world.state.polygon).toEqual([10, 10, 25, 10, 40, 10]);
        world.send({ type: 'back' });
        expect(world.state.polygon).toEqual([10, 10, 25, 10]);
    });

    it('gets a straight stroke with Shift from where the last one ended', () => {
        const [mask] = painted(brush(2).send(click(20, 20), click(60, 20, { shift: true }), finish));
        expect(mask).toMatchObject({ left: 19, width: 42 });
    });

    it('empty is not kept', () => {
        const world = brush(4).send(click(20, 20));
        world.settings = { ...world.settings, brushMode: 'eraser', brushSize: 20 };
        world.send(click(20, 20), finish);
        expect(shapesOf(world)).toHaveLength(0);
        expect(world.notices[0]).toMatch(/empty/);
    });

    it('changes the size of its brush by dragging with Alt and the right button', () => {
        const down = { ...at.down(20, 20, { alt: true }), secondary: true } as ToolEvent;
        const world = brush(10).send(down, at.move(60, 20, { alt: true }), at.up(60, 20));
        expect(world.settings.brushSize).toBe(30);
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('follows the pressure of a pen', () => {
        const light = { ...at.down(20, 20), pressure: 0.1 } as ToolEvent;
        const [mask] = painted(brush(10).send(light, at.up(20, 20), finish));
        expect(mask.width).toBe(2);
    });

    it('of an object is painted on, as one step, and keeps its id', () => {
        const points = [0, 100, 20, 80, 29, 89];
        const world = brush(4, new World(maskTool({ id: 1, points }), [shape('mask', points)]));
        world.send(click(60, 84), finish);
        expect(world.history.steps).toHaveLength(1);
        expect(world.left).toBe(true);
        expect(decodeMask(world.points(1))).toMatchObject({ left: 20, top: 80, width: 42 });
    });

    it('of an object is left as it was by cancelling, and when all of it is wiped', () => {
        const points = [0, 100, 20, 80, 29, 89];
        const world = brush(4, new World(maskTool({ id: 1, points }), [shape('mask', points)]));
        world.send(click(60, 84), { type: 'cancel' });
        expect(world.points(1)).toEqual(points);
        world.settings = { ...world.settings, brushMode: 'eraser', brushSize: 60 };
        world.send(click(25, 85), finish);
        expect(world.points(1)).toEqual(points);
        expect(world.notices).toHaveLength(1);
    });

    it('stays inside the image', () => {
        const [mask] = painted(brush(30).send(drag([-10, -10], [5, 5]), finish));
        expect(mask).toMatchObject({ left: 0, top: 0 });
        const [other] = painted(brush(30).send(click(IMAGE.width, IMAGE.height), finish));
        expect(other.left + other.width).toBe(IMAGE.width);
    });
});
