import { describe, expect, it } from 'vitest';
import { at, click, drag, shape, World } from '../testdata/world';
import { carryTool } from './carry';
import { polyTool } from './poly';
import { boxTool, extremeTool } from './rectangle';

const created = (world: { effects: readonly { type: string }[] }) =>
    world.effects.filter(effect => effect.type === 'create');
const points = (world: World<unknown>) => [...world.document.entries()].map(([id]) => world.points(id));

describe('rectangle', () => {
    it('is drawn by two clicks, whatever corners they are', () => {
        const world = new World(boxTool('rectangle')).send(click(50, 60), at.move(30, 30), click(20, 10));
        expect(points(world)).toEqual([[20, 10, 50, 60]]);
    });

    it('is drawn by dragging', () => {
        expect(points(new World(boxTool('rectangle')).send(drag([10, 10], [40, 50])))).toEqual([[10, 10, 40, 50]]);
    });

    it('stays inside the image and keeps two decimals', () => {
        const world = new World(boxTool('rectangle')).send(drag([-20, 33.33333], [500, 70.129]));
        expect(points(world)).toEqual([[0, 33.33, 200, 70.13]]);
    });

    it('smaller than a pixel is dropped with a word about it', () => {
        const world = new World(boxTool('rectangle')).send(click(10, 10), click(10.4, 60));
        expect(created(world)).toHaveLength(0);
        expect(world.notices[0]).toMatch(/nothing was drawn/);
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('is given up by one cancel, and the tool by the next', () => {
        const world = new World(boxTool('rectangle')).send(click(10, 10), at.move(40, 40), { type: 'cancel' });
        expect(world.tool.busy(world.state)).toBe(false);
        expect(world.left).toBe(false);
        world.send({ type: 'cancel' });
        expect(world.left).toBe(true);
        expect(created(world)).toHaveLength(0);
    });

    it('stays in hand after drawing', () => {
        const world = new World(boxTool('rectangle')).send(drag([10, 10], [20, 20]), drag([30, 30], [40, 40]));
        expect(points(world)).toHaveLength(2);
        expect(world.left).toBe(false);
    });

    it('shows its size while it is drawn', () => {
        const world = new World(boxTool('rectangle')).send(click(10, 10), at.move(30, 25));
        expect(world.tool.preview(world.state, world.context).text?.value).toBe('20.0 × 15.0 px');
    });

    it('is drawn to the corners of others with snapping on', () => {
        const world = new World(boxTool('rectangle'), [shape('rectangle', [100, 20, 150, 80])]);
        world.settings = { ...world.settings, snapping: true };
        world.send(click(20, 17), click(103, 77));
        expect(world.points(2)).toEqual([20, 17, 100, 80]);
    });

    it('begins where the last one has just ended, which makes the two clicks a double click', () => {
        const world = new World(boxTool('rectangle')).send(click(10, 10), click(40, 40), at.double(40, 40));
        world.send(at.up(40, 40), click(60, 60));
        expect([1, 2].map(id => world.document.stateOf(id, 0)?.points)).toEqual([
            [10, 10, 40, 40],
            [40, 40, 60, 60],
        ]);
    });

    it('does not end where it has just begun', () => {
        const world = new World(boxTool('rectangle')).send(click(10, 10), at.double(11, 11), at.up(11, 11));
        expect(world.tool.busy(world.state)).toBe(true);
        expect(world.notices).toEqual([]);
    });

    it('takes one outermost point for two sides', () => {
        const world = new World(extremeTool).send(click(10, 10), at.double(10, 10), click(40, 20), click(30, 50));
        expect(world.document.stateOf(1, 0)?.points).toEqual([10, 10, 40, 50]);
    });

    it('by four outermost points is their bounding box', () => {
        const world = new World(extremeTool).send(click(50, 10), click(90, 40), click(60, 80), click(20, 30));
        expect(points(world)).toEqual([[20, 10, 90, 80]]);
        world.send(click(1, 1), click(2, 2), { type: 'back' });
        expect(world.state.points).toHaveLength(1);
    });
});

describe('ellipse', () => {
    it('is stored as centre, right and top, and may leave the image', () => {
        expect(points(new World(boxTool('ellipse')).send(drag([-10, 20], [30, 60])))).toEqual([[10, 40, 30, 20]]);
    });
});

describe('polygon', () => {
    it('is finished by the key, keeping order and start', () => {
        const world = new World(polyTool('polygon')).send(click(50, 10), click(90, 40), click(60, 80), {
            type: 'finish',
        });
        expect(points(world)).toEqual([[50, 10, 90, 40, 60, 80]]);
    });

    it('is closed by a click on the first point', () => {
        const world = new World(polyTool('polygon')).send(click(50, 10), click(90, 40), click(60, 80), click(52, 12));
        expect(points(world)).toEqual([[50, 10, 90, 40, 60, 80]]);
    });

    it('stays in hand when it is closed by a double click on the first point', () => {
        const world = new World(polyTool('polygon')).send(click(10, 10), click(50, 10), click(50, 50));
        world.send(click(10, 10), at.double(10, 10));
        expect(world.document.size).toBe(1);
        expect(world.left).toBe(false);
    });

    it('is finished by a double click without a doubled point', () => {
        const world = new World(polyTool('polygon')).send(
            click(50, 10),
            click(90, 40),
            click(60, 80),
            at.double(60, 80),
        );
        expect(points(world)).toEqual([[50, 10, 90, 40, 60, 80]]);
    });

    it('ends by itself at the number asked for', () => {
        const world = new World(polyTool('polygon', 4)).send(
            click(10, 10),
            click(20, 10),
            click(20, 20),
            click(10, 20),
        );
        expect(points(world)).toHaveLength(1);
    });

    it('of two points is not finished, and nothing is lost', () => {
        const world = new World(polyTool('polygon')).send(click(50, 10), click(90, 40), { type: 'finish' });
        expect(world.notices[0]).toMatch(/at least 3/);
        expect(world.state.points).toEqual([50, 10, 90, 40]);
    });

    it('takes back its last point', () => {
        const world = new World(polyTool('polygon')).send(click(50, 10), click(90, 40), { type: 'back' });
        expect(world.state.points).toEqual([50, 10]);
    });

    it('is cut to the image', () => {
        const world = new World(polyTool('polygon')).send(
            click(-50, 10),
            click(50, 10),
            click(50, 60),
            click(-50, 60),
            { type: 'finish' },
        );
        const [ring] = points(world);
        expect(Math.min(...ring)).toBe(0);
        expect(ring).toHaveLength(8);
    });

    it('outside the image is refused', () => {
        const world = new World(polyTool('polygon')).send(click(-50, 10), click(-20, 10), click(-20, 60), {
            type: 'finish',
        });
        expect(created(world)).toHaveLength(0);
        expect(world.notices).toHaveLength(1);
    });

    it('lays points along the way while Shift is held', () => {
        const world = new World(polyTool('polygon')).send(click(10, 10));
        for (let x = 11; x <= 60; ++x) world.send(at.move(x, 10, { shift: true }));
        expect(world.state.points).toEqual([10, 10, 25, 10, 40, 10, 55, 10]);
    });
});

describe('polyline and points', () => {
    it('keep their points inside the image', () => {
        expect(points(new World(polyTool('polyline')).send(click(-5, 10), click(300, 50), { type: 'finish' }))).toEqual(
            [[0, 10, 200, 50]],
        );
    });

    it('accept a single point, even in the corner', () => {
        expect(points(new World(polyTool('points')).send(click(0, 0), { type: 'finish' }))).toEqual([[0, 0]]);
    });

    it('leave the tool when finished without a point', () => {
        expect(new World(polyTool('points')).send({ type: 'finish' }).left).toBe(true);
    });
});

describe('carrying copies', () => {
    const world = () => {
        const rectangle = shape('rectangle', [10, 10, 30, 20]);
        if (rectangle.kind !== 'shape') throw new Error('unreachable');
        return new World(carryTool([{ ...rectangle, elements: [] }]));
    };

    it('places by the middle of what is carried', () => {
        const one = world().send(at.move(100, 50), at.down(100, 50));
        expect(one.effects).toEqual([{ type: 'place', dx: 80, dy: 35 }, { type: 'leave' }]);
    });

    it('stay inside the image, unless they are turned, as they show beforehand', () => {
        const one = world().send(at.move(195, 50));
        expect(one.tool.preview(one.state, one.context).sketches[0].points).toEqual([180, 45, 200, 55]);
        one.send(at.down(195, 50));
        expect(one.effects[0]).toEqual({ type: 'place', dx: 170, dy: 35 });
        const turned = { ...shape('rectangle', [10, 10, 30, 20], { rotation: 30 }), elements: [] };
        const other = new World(carryTool([turned as never])).send(at.down(195, 50));
        expect(other.effects[0]).toEqual({ type: 'place', dx: 175, dy: 35 });
    });

    it('goes on while Ctrl is held', () => {
        const one = world().send(at.down(100, 50, { ctrl: true }), at.down(50, 50, { ctrl: true }));
        expect(one.effects.map(effect => effect.type)).toEqual(['place', 'place']);
    });
});
