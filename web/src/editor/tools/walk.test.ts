import { describe, expect, it } from 'vitest';
import { cuboidFromBox } from '../model/cuboid';
import { withHole } from '../model/holes';
import type { Point } from '../model/types';
import { at, click, IMAGE, shape, skeletonShape, World } from '../testdata/world';
import { holeTool } from './hole';
import { carryTool, erase, makeTool, maskTool, pathTool, TOOL_NAMES, type AnyTool, type ToolEvent } from '.';

/** Repeatable numbers (Park and Miller's generator). */
function random(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function anyEvent(next: () => number): ToolEvent {
    const x = next() * 240 - 20;
    const y = next() * 140 - 20;
    const mods = { shift: next() < 0.15, alt: next() < 0.1, ctrl: next() < 0.1 };
    const kinds: ToolEvent[] = [
        at.down(x, y, mods),
        at.move(x, y, mods),
        at.move(x, y, mods),
        at.up(x, y, mods),
        at.up(x, y, mods),
        at.double(x, y),
        { ...at.down(x, y, mods), secondary: true } as ToolEvent,
        { type: 'back' },
        { type: 'forward' },
        { type: 'finish' },
        { type: 'mark', as: next() < 0.5 ? 'occluded' : 'absent' },
        { type: 'erase' },
        { type: 'area', spans: next() < 0.3 ? null : [40, 10, 90, 41, -5, 300, 120, 0, 9] },
        { type: 'divided', seen: next() < 0.7 },
        { type: 'leave' },
        { type: 'cancel' },
    ];
    return kinds[Math.floor(next() * kinds.length)];
}

const OBJECTS = () => [
    shape('rectangle', [20, 20, 60, 50]),
    shape('rectangle', [70, 10, 120, 40], { rotation: 25 }),
    shape('ellipse', [150, 60, 180, 40]),
    shape('polygon', [100, 50, 150, 55, 140, 90, 105, 80]),
    shape('polyline', [10, 90, 60, 70, 90, 95]),
    shape('points', [30, 70, 40, 75]),
    shape('mask', [0, 30, 5, 30, 160, 10, 164, 22]),
    shape('cuboid', cuboidFromBox({ x: 60, y: 60 }, { x: 90, y: 85 })),
    skeletonShape([
        [20, 60],
        [40, 62],
        [60, 58],
        [41, 30],
    ]),
    shape('mask', [0, 100, 20, 80, 29, 89]),
    shape('polygon', withHole([120, 55, 190, 55, 190, 95, 120, 95], [140, 65, 150, 65, 145, 80])),
];

/** Superpixels that are squares. */
const cell = (p: Point) => {
    const [x, y] = [10 * Math.floor(p.x / 10), 10 * Math.floor(p.y / 10)];
    const spans = Array.from({ length: 10 }, (_, i) => [y + i, x, x + 10]).flat();
    return { spans, rings: [[x, y, x, y + 10, x + 10, y + 10, x + 10, y]] };
};

/** What hangs on the pointer, as it is seen on its frame. */
const CARRIED = () => {
    const { document } = new World(makeTool('select'), OBJECTS());
    return document.objectsOn(0);
};

/** Every tool, and those that are taken up for objects: two ways along outlines, painting on a mask, carrying copies. */
const TOOLS: [string, () => AnyTool][] = [
    ...TOOL_NAMES.map((name): [string, () => AnyTool] => [name, () => makeTool(name)]),
    ['path of a polygon', () => erase(pathTool(4, 1))],
    ['path of a line', () => erase(pathTool(5, 0))],
    ['carry', () => erase(carryTool(CARRIED()))],
    ['hole in a polygon', () => erase(holeTool(11))],
    ['path of a hole', () => erase(pathTool(11, 4))],
    ['paint', () => erase(maskTool({ id: 7, points: [0, 30, 5, 30, 160, 10, 164, 22] }))],
];
const SETTINGS = [
    {},
    { snapping: true, brushMode: 'superpixel' },
    { bordering: true, brushForm: 'square' },
    { brushMode: 'polygon-plus', intelligentCrop: false },
    { brushMode: 'fill', holesAs: 'mask' },
    { brushMode: 'wand' },
] as const;
const runs = TOOLS.flatMap(([name, make]) => [1, 2, 3, 4, 5, 6].map(seed => [name, seed, make] as const));
const MAY_LIE_OUTSIDE = new Set(['ellipse', 'mask', 'cuboid', 'skeleton']);

describe.each(runs)('%s, walk %i', (name, seed, make) => {
    const next = random(7919 * seed + name.length);
    const world = new World(make(), OBJECTS());
    world.settings = { ...world.settings, ...SETTINGS[seed - 1] };
    world.superpixel = p => (p.x < 150 ? cell(p) : null);
    if (name === 'select') [...Array(11).keys()].forEach(id => world.unpinned.add(id + 1));
    const most = { entries: 0 };
    const before = world.snapshot();
    const states = [before];
    for (let i = 0; i < 600; ++i) {
        const steps = world.history.steps.length;
        world.send(anyEvent(next));
        world.tool.preview(world.state, world.context);
        most.entries = Math.max(most.entries, world.history.steps.length - steps);
        if (world.history.steps.length > steps) states.push(world.snapshot());
    }

    it('makes at most one step of history of an event', () => {
        expect(most.entries).toBeLessThanOrEqual(1);
    });

    it('never makes a coordinate that is no number, and keeps what must stay inside the image', () => {
        for (const [id] of world.document.entries()) {
            const state = world.document.stateOf(id, 0);
            // Merging makes tracks, which may begin and end elsewhere.
            if (!state) continue;
            expect(state.points.every(Number.isFinite)).toBe(true);
            expect(state.elements.every(element => element.points.every(Number.isFinite))).toBe(true);
            expect(state.rotation).toBeGreaterThanOrEqual(0);
            expect(state.rotation).toBeLessThan(360);
            if (state.rotation !== 0 || MAY_LIE_OUTSIDE.has(state.type)) continue;
            state.points.forEach((value, i) => {
                expect(value).toBeGreaterThanOrEqual(0);
                expect(value).toBeLessThanOrEqual(i % 2 ? IMAGE.height : IMAGE.width);
            });
        }
    });

    it('undoes step by step to the beginning, and redoes to the end', () => {
        for (let i = states.length - 2; i >= 0; --i) {
            world.history.undo();
            expect(world.snapshot()).toBe(states[i]);
        }
        expect(world.history.undo()).toBeUndefined();
        for (let i = 1; i < states.length; ++i) {
            world.history.redo();
            expect(world.snapshot()).toBe(states[i]);
        }
    });

    it('is left by cancelling three times at most, with the document as it was', () => {
        const now = world.snapshot();
        world.effects = [];
        world.send({ type: 'cancel' }, { type: 'cancel' }, { type: 'cancel' });
        expect(world.tool.busy(world.state)).toBe(false);
        expect(world.snapshot()).toBe(now);
        if (name !== 'select') expect(world.left).toBe(true);
    });

    it('keeps the spatial index in step with the document', () => {
        for (let i = 0; i < 40; ++i) {
            const p = { x: next() * 200, y: next() * 100 };
            const indexed = world.scene.hit(p, 5).map(object => object.id);
            world.scene.load(0);
            expect(indexed).toEqual(world.scene.hit(p, 5).map(object => object.id));
        }
    });
});

it('walks do edit', () => {
    const world = new World(makeTool('rectangle')).send(click(1, 1), click(20, 20));
    expect(world.history.steps).toHaveLength(1);
});
