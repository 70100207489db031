import { describe, expect, it } from 'vitest';
import { at, click, IMAGE, shape, World } from '../testdata/world';
import { makeTool, type ToolEvent } from '.';
import type { ToolName } from '.';

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
        { type: 'back' },
        { type: 'finish' },
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
];

const TOOLS: ToolName[] = ['select', 'rectangle', 'extreme', 'ellipse', 'polygon', 'polyline', 'points'];
const runs = TOOLS.flatMap(name => [1, 2, 3, 4].map(seed => [name, seed] as const));

describe.each(runs)('%s, walk %i', (name, seed) => {
    const next = random(7919 * seed + name.length);
    const world = new World(makeTool(name), OBJECTS());
    if (name === 'select') [...Array(7).keys()].forEach(id => world.unpinned.add(id + 1));
    const before = world.snapshot();
    const states = [before];
    for (let i = 0; i < 600; ++i) {
        const steps = world.history.steps.length;
        world.send(anyEvent(next));
        world.tool.preview(world.state, world.context);
        if (world.history.steps.length > steps) states.push(world.snapshot());
    }

    it('never makes a coordinate that is no number, and keeps what must stay inside the image', () => {
        for (const [id] of world.document.entries()) {
            const state = world.document.stateOf(id, 0)!;
            expect(state.points.every(Number.isFinite)).toBe(true);
            expect(state.rotation).toBeGreaterThanOrEqual(0);
            expect(state.rotation).toBeLessThan(360);
            if (state.rotation !== 0 || state.type === 'ellipse' || state.type === 'mask') continue;
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

    it('is left by cancelling twice, with the document as it was', () => {
        const now = world.snapshot();
        world.effects = [];
        world.send({ type: 'cancel' }, { type: 'cancel' });
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
