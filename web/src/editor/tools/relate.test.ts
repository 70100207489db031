import { describe, expect, it } from 'vitest';
import { decodeMask } from '../model/mask';
import { drawn, reshape } from '../model/edits';
import { withHole } from '../model/holes';
import { merge, shapesOfTrack, split } from '../model/relations';
import { at, CAR, click, drag, IMAGE, LABELS, shape, World } from '../testdata/world';
import { measures, measureTool } from './measure';
import { pathTool } from './path';
import { pickTool } from './pick';
import { polyTool } from './poly';
import { scissorsTool } from './scissors';
import { selectTool } from './select';
import { sliceTool } from './slice';
import { splitTool } from './split';
import type { ToolEvent } from './types';

const finish: ToolEvent = { type: 'finish' };
const RECTANGLE = shape('rectangle', [20, 20, 60, 50]);
const OTHER = shape('rectangle', [80, 20, 120, 50]);
const MASK = shape('mask', [0, 100, 20, 60, 29, 69]);
const FAR_MASK = shape('mask', [0, 100, 60, 60, 69, 69]);

describe('grouping', () => {
    it('groups what was clicked, as one step', () => {
        const world = new World(pickTool('group'), [RECTANGLE, OTHER]).send(click(30, 30), click(90, 30), finish);
        expect([1, 2].map(id => world.document.get(id)?.group)).toEqual([1, 1]);
        expect(world.history.steps).toHaveLength(1);
        expect(world.left).toBe(true);
    });

    it('takes what lies fully inside a rubber band', () => {
        const world = new World(pickTool('group'), [RECTANGLE, OTHER, MASK]).send(drag([5, 5], [130, 58]), finish);
        expect([1, 2, 3].map(id => world.document.get(id)?.group)).toEqual([1, 1, 0]);
    });

    it('gives back what is clicked twice', () => {
        const world = new World(pickTool('group'), [RECTANGLE, OTHER]).send(click(30, 30), click(30, 30));
        expect(world.tool.busy(world.state)).toBe(false);
    });

    it('takes what was clicked out of its groups', () => {
        const world = new World(pickTool('group'), [RECTANGLE, OTHER]).send(click(50, 35), { type: 'ungroup' });
        expect(world.effects.filter(effect => effect.type === 'ungroup')).toEqual([{ type: 'ungroup', ids: [1] }]);
        expect(world.left).toBe(true);
    });

    it('of fewer than two objects does nothing, and says so', () => {
        const world = new World(pickTool('group'), [RECTANGLE]).send(click(30, 30), finish);
        expect(world.history.steps).toHaveLength(0);
        expect(world.notices).toHaveLength(1);
    });
});

describe('joining masks', () => {
    it('makes one mask of the pixels of all', () => {
        const world = new World(pickTool('join'), [MASK, FAR_MASK]).send(click(25, 65), click(65, 65), finish);
        expect([...world.document.entries()]).toHaveLength(1);
        expect(decodeMask(world.points(3))).toMatchObject({ left: 20, top: 60, width: 50, height: 10 });
        expect(world.history.steps).toHaveLength(1);
    });

    it('takes no other shape', () => {
        const world = new World(pickTool('join'), [RECTANGLE, MASK]).send(click(30, 30));
        expect(world.notices).toEqual(['Only masks can be joined.']);
    });
});

describe('merging', () => {
    const later = { ...OTHER, frame: 4 } as typeof OTHER;

    it('refuses masks, other labels, other types, and a second shape of the frame', () => {
        const world = new World(pickTool('merge'), [RECTANGLE, OTHER, MASK, shape('ellipse', [150, 60, 180, 40])]);
        world.send(click(25, 65), click(30, 30), click(90, 30), click(150, 60));
        expect(world.notices).toEqual([
            'Masks cannot be merged into a track.',
            'A shape of this frame is picked already; go to another frame.',
            'All the objects must be of the type rectangle.',
        ]);
    });

    it('fills the gap between single shapes and ends after the last, or leaves the gap', () => {
        const world = new World(selectTool, [RECTANGLE, later]);
        const outside = (fillGaps: boolean) => {
            const outcome = merge(world.document, LABELS, [1, 2], { stop: 9, fillGaps });
            const track = 'diff' in outcome ? outcome.diff.objects.find(one => one.after)?.after : undefined;
            return track?.kind === 'track' ? track.keyframes.map(one => [one.frame, one.outside]) : [];
        };
        expect(outside(true)).toEqual([
            [0, false],
            [4, false],
            [5, true],
        ]);
        expect(outside(false)).toEqual([
            [0, false],
            [1, true],
            [4, false],
            [5, true],
        ]);
    });

    it('fills the gap between tracks from where the first one went outside, or leaves it', () => {
        const [first] = [drawn({ type: 'rectangle', points: [20, 20, 60, 50] }, 'track', 0, CAR, 0)];
        const second = drawn({ type: 'rectangle', points: [60, 20, 100, 50] }, 'track', 6, CAR, 0);
        if (first.kind !== 'track') throw new Error('a track is expected');
        const [key] = first.keyframes;
        const ended = { ...first, keyframes: [key, { ...key, frame: 2, outside: true, attributes: [] }] };
        const world = new World(selectTool, [ended, second]);
        const outside = (fillGaps: boolean) => {
            const outcome = merge(world.document, LABELS, [1, 2], { stop: 9, fillGaps });
            const track = 'diff' in outcome ? outcome.diff.objects.find(one => one.after)?.after : undefined;
            return track?.kind === 'track' ? track.keyframes.map(one => [one.frame, one.outside]) : [];
        };
        expect(outside(true)).toEqual([
            [0, false],
            [2, false],
            [6, false],
        ]);
        expect(outside(false)).toEqual([
            [0, false],
            [2, true],
            [6, false],
        ]);
    });

    it('refuses two visible objects on a frame', () => {
        const world = new World(selectTool, [RECTANGLE, OTHER]);
        expect(merge(world.document, LABELS, [1, 2], { stop: 9, fillGaps: true })).toEqual({
            refusal: 'Two of the objects are visible on the same frame.',
        });
    });

    it('is kept in hand while the frame changes', () => {
        expect(pickTool('merge').keepsAcrossFrames).toBe(true);
        expect(pickTool('join').keepsAcrossFrames).toBe(false);
    });
});

describe('splitting', () => {
    const TRACK = drawn({ type: 'rectangle', points: [20, 20, 60, 50] }, 'track', 0, CAR, 0);

    it('is refused on the first frame of a track', () => {
        const world = new World(splitTool, [TRACK]).send(click(30, 30));
        expect(world.refusals[0]).toMatch(/begins here/);
    });

    it('ends the one and begins the other track with the same geometry', () => {
        const world = new World(selectTool, [TRACK]);
        const outcome = split(world.document, LABELS, 1, 3);
        if ('refusal' in outcome) throw new Error(outcome.refusal);
        world.commit('split', outcome.diff);
        const [first, second] = [2, 3].map(id => world.document.get(id));
        expect(first?.kind === 'track' && first.keyframes.map(one => [one.frame, one.outside])).toEqual([
            [0, false],
            [3, true],
        ]);
        expect(second).toMatchObject({ kind: 'track', frame: 3 });
        expect(shapesOfTrack(world.document, 2, [0, 1, 2, 3, 4]).map(one => one.frame)).toEqual([0, 1, 2]);
    });

    it('highlights tracks only', () => {
        const world = new World(splitTool, [RECTANGLE]).send(at.move(30, 30), click(30, 30));
        expect(world.effects).toEqual([{ type: 'notice', text: 'Only tracks can be split.' }]);
    });
});

describe('slicing', () => {
    const SQUARE = shape('polygon', [20, 20, 80, 20, 80, 80, 20, 80]);
    const parts = (world: World<unknown>) =>
        [...world.document.entries()].map(([, object]) => (object.kind === 'shape' ? [...object.points] : []));

    it('cuts a polygon from edge to edge, as one step', () => {
        const world = new World(sliceTool(), [SQUARE]).send(click(50, 50), click(50, 22), click(50, 95));
        expect(parts(world)).toEqual([
            [50, 20, 50, 80, 20, 80, 20, 20],
            [50, 20, 50, 80, 80, 80, 80, 20],
        ]);
        expect(world.history.steps).toHaveLength(1);
        expect(world.left).toBe(true);
    });

    it('goes over inner points, which can be taken back', () => {
        const world = new World(sliceTool(1), [SQUARE]).send(click(50, 18), click(30, 40), click(60, 50));
        expect(world.state.inner).toHaveLength(2);
        world.send({ type: 'back' }, click(95, 40));
        expect(parts(world)).toHaveLength(2);
        expect(parts(world)[0].slice(0, 4)).toEqual([50, 20, 30, 40]);
    });

    it('begins within 20 screen pixels of the outline only', () => {
        const world = new World(sliceTool(1), [SQUARE]).send(click(50, 50));
        expect(world.state.first).toBeNull();
        expect(world.notices[0]).toMatch(/outline/);
    });

    it('takes another object where that is clicked before the cut has begun', () => {
        const world = new World(sliceTool(2), [SQUARE, FAR_MASK, shape('polygon', [120, 20, 180, 20, 180, 80])]);
        world.send(click(160, 40));
        expect(world.state.target?.id).toBe(3);
    });

    it('may not cross itself, nor the outline twice', () => {
        const world = new World(sliceTool(1), [shape('polygon', [20, 20, 80, 20, 50, 40, 80, 80, 20, 80])]);
        world.send(click(30, 20), click(30, 60), click(40, 60), click(25, 50));
        expect(world.notices).toEqual(['The cut must not cross itself.']);
        world.send({ type: 'back' }, { type: 'back' }, click(74, 22), click(90, 26));
        expect(world.history.steps).toHaveLength(1);
    });

    it('gives every pixel of a mask to exactly one part', () => {
        const world = new World(sliceTool(1), [MASK]).send(click(25, 60), click(24, 65), click(26, 85));
        const masks = parts(world).map(points => decodeMask(points));
        expect(masks).toHaveLength(2);
        const total = masks.reduce((sum, mask) => sum + mask.data.reduce((a, b) => a + b, 0), 0);
        expect(total).toBe(100);
    });

    it('lays points along the way while Shift is held', () => {
        const world = new World(sliceTool(1), [SQUARE]).send(click(50, 20));
        for (let y = 21; y <= 60; ++y) world.send(at.move(50, y, { shift: true }));
        expect(world.state.inner).toHaveLength(4);
    });

    it('follows an outline that was changed by undoing', () => {
        const world = new World(sliceTool(1), [SQUARE]).send(at.move(50, 50));
        world.document.apply(reshape(world.document, [{ id: 1, points: [20, 20, 90, 20, 90, 80, 20, 80] }], 0, IMAGE));
        world.send(click(50, 18), click(50, 95));
        expect(parts(world)).toHaveLength(2);
        expect(Math.max(...parts(world).flat())).toBe(90);
    });

    it('leaves other shapes alone', () => {
        const world = new World(sliceTool(), [RECTANGLE]).send(click(30, 30));
        expect(world.state.target).toBeNull();
        expect(world.notices).toHaveLength(1);
    });
});

describe('a new path', () => {
    const HEXAGON = shape('polygon', [20, 20, 60, 10, 100, 20, 100, 60, 60, 70, 20, 60]);

    it('begins with Shift and a click on a vertex', () => {
        const world = new World(selectTool, [HEXAGON]).send(click(50, 40), click(60, 10, { shift: true }));
        expect(world.effects.at(-1)).toEqual({ type: 'path', id: 1, index: 1 });
    });

    it('replaces the smaller part of a polygon', () => {
        const world = new World(pathTool(1, 0), [HEXAGON]).send(click(60, 30), click(100, 20));
        expect(world.points(1)).toEqual([20, 20, 60, 30, 100, 20, 100, 60, 60, 70, 20, 60]);
        expect(world.history.steps).toHaveLength(1);
    });

    it('asks which part stays where that is not clear, or when told so', () => {
        const world = new World(pathTool(1, 0), [HEXAGON]);
        world.settings = { ...world.settings, intelligentCrop: false };
        world.send(click(60, 30), click(100, 20), at.move(60, 12), click(60, 12));
        expect(world.points(1)).toEqual([20, 20, 60, 10, 100, 20, 60, 30]);
    });

    it('takes back its last point, and is given up by Escape', () => {
        const world = new World(pathTool(1, 0), [HEXAGON]).send(click(60, 30), click(70, 32), { type: 'back' });
        expect(world.state.points).toEqual([60, 30]);
        world.send({ type: 'cancel' });
        expect(world.left).toBe(true);
        expect(world.history.steps).toHaveLength(0);
    });

    it('makes a line longer from its end', () => {
        const line = shape('polyline', [20, 20, 60, 20]);
        const world = new World(pathTool(1, 1), [line]).send(click(80, 30), click(90, 50), finish);
        expect(world.points(1)).toEqual([20, 20, 60, 20, 80, 30, 90, 50]);
    });

    it('gives a polygon another first vertex with Ctrl', () => {
        const world = new World(selectTool, [HEXAGON]).send(click(50, 40), click(100, 20, { ctrl: true }));
        expect(world.points(1).slice(0, 2)).toEqual([100, 20]);
    });
});

describe('snapping and bordering', () => {
    const NEIGHBOUR = shape('polygon', [100, 20, 150, 20, 150, 80, 100, 80]);
    const drawing = (settings: object) => {
        const world = new World(polyTool('polygon'), [NEIGHBOUR]);
        world.settings = { ...world.settings, ...settings };
        return world;
    };

    it('draws a point to a vertex, to an edge and to the border of the image', () => {
        const world = drawing({ snapping: true }).send(click(95, 24), click(97, 50), click(50, 97));
        expect(world.state.points).toEqual([100, 20, 100, 50, 50, 100]);
    });

    it('holds on to a target until the pointer is clearly away', () => {
        const world = drawing({ snapping: true }).send(at.move(95, 20), at.move(89, 20));
        expect(world.state.cursor).toEqual({ x: 100, y: 20 });
        world.send(at.move(80, 20));
        expect(world.state.cursor).toEqual({ x: 80, y: 20 });
    });

    it('keeps to multiples of 45 degrees with Ctrl', () => {
        const world = drawing({}).send(click(20, 20), click(60, 25, { ctrl: true }));
        expect(world.state.points.slice(2).map(Math.round)).toEqual([60, 20]);
    });

    it('takes over the border between three clicked vertices', () => {
        const world = drawing({ bordering: true }).send(click(100, 20), click(100, 80), click(150, 80));
        expect(world.state.points).toEqual([100, 20, 100, 80, 150, 80]);
    });

    it('goes the other way round when the second click says so', () => {
        const world = drawing({ bordering: true }).send(click(100, 20), click(150, 20), click(100, 80));
        expect(world.state.points).toEqual([100, 20, 150, 20, 150, 80, 100, 80]);
        world.send({ type: 'back' });
        expect(world.state.points).toEqual([100, 20]);
    });

    it('adds just the point whose vertex is clicked twice', () => {
        const world = drawing({ bordering: true }).send(click(100, 20), click(150, 80), click(150, 80));
        expect(world.state.points).toEqual([100, 20, 150, 80]);
    });

    describe('along a polygon with a hole', () => {
        const RING = withHole([100, 20, 180, 20, 180, 90, 100, 90], [120, 40, 120, 70, 160, 70, 160, 40]);
        const around = (...places: [number, number][]) => {
            const world = new World(polyTool('polygon'), [shape('polygon', RING)]);
            world.settings = { ...world.settings, bordering: true };
            return world.send(places.flatMap(([x, y]) => click(x, y))).state.points;
        };

        it('stays on the outline, past the end of the bridge', () => {
            expect(around([180, 20], [100, 20], [100, 90])).toEqual([180, 20, 100, 20, 100, 90]);
            expect(around([100, 90], [100, 20], [180, 90])).toEqual([100, 90, 100, 20, 180, 20, 180, 90]);
        });

        it('stays on the hole', () => {
            expect(around([160, 40], [120, 40], [120, 70])).toEqual([160, 40, 120, 40, 120, 70]);
            expect(around([120, 70], [120, 40], [160, 70])).toEqual([120, 70, 120, 40, 160, 40, 160, 70]);
        });

        it('begins anew where another of its rings is clicked', () => {
            expect(around([180, 20], [160, 40], [120, 40], [120, 70])).toEqual([180, 20, 160, 40, 120, 40, 120, 70]);
        });
    });
});

describe('intelligent scissors', () => {
    it('lay the found way between clicks, and store a polygon', () => {
        const world = new World(scissorsTool);
        world.trace = (from, to) => [(from.x + to.x) / 2, (from.y + to.y) / 2 - 8, to.x, to.y];
        world.send(click(20, 40), click(80, 40), click(50, 80), finish);
        const points = world.points(1);
        expect(points).toContain(32);
        expect(points.length).toBeGreaterThanOrEqual(12);
        expect(world.effects.filter(effect => effect.type === 'trace')).toHaveLength(3);
    });

    it('go straight with Shift, and while nothing is known', () => {
        const world = new World(scissorsTool).send(click(20, 20), click(80, 20), click(80, 60), finish);
        expect(world.points(1)).toEqual([80, 20, 80, 60, 20, 20]);
    });

    it('take back the last click with its way', () => {
        const world = new World(scissorsTool).send(click(20, 20), click(80, 20), { type: 'back' });
        expect(world.state).toMatchObject({ anchors: [{ x: 20, y: 20 }], ways: [] });
    });
});

describe('measuring', () => {
    it('tells lengths, directions and areas, and stores nothing', () => {
        const world = new World(measureTool).send(click(20, 20), click(50, 60), click(20, 60), click(21, 21));
        expect(world.history.steps).toHaveLength(0);
        expect(world.tool.busy(world.state)).toBe(false);
        expect(measures(world.state.points).map(one => one.value)).toEqual([
            '50.0 px, -53.1°',
            '30.0 px, 180.0°',
            '40.0 px, 90.0°',
            '120.0 px, 600 px²',
        ]);
    });
});
