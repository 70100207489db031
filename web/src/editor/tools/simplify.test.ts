import { describe, expect, it } from 'vitest';
import { outlineWith, smooth } from '../model/simplify';
import { partsOf, withHole } from '../model/holes';
import { shape, World } from '../testdata/world';
import { simplifyTool } from './simplify';
import { DEFAULT_TOOL_SETTINGS } from './types';

const SQUARE = [10, 10, 90, 10, 90, 90, 10, 90];
/** A square with a dent of half a pixel in its upper edge. */
const DENTED = [10, 10, 50, 10.5, 90, 10, 90, 90, 10, 90];

describe('outlines made simpler', () => {
    it('lose what is within the tolerance, and get corners cut at a quarter', () => {
        expect(outlineWith(DENTED, { closed: true, smoothing: 0, tolerance: 1 })).toEqual(SQUARE);
        expect(smooth(SQUARE, 1, true)).toEqual([30, 10, 70, 10, 90, 30, 90, 70, 70, 90, 30, 90, 10, 70, 10, 30]);
        expect(smooth(SQUARE, 0, true)).toEqual(SQUARE);
    });

    it('keep the ends of a line and the holes of a polygon', () => {
        expect(smooth([0, 0, 40, 0, 40, 40], 1, false)).toEqual([0, 0, 10, 0, 30, 0, 40, 10, 40, 30, 40, 40]);
        const holed = withHole(DENTED, [30, 30, 40, 30.2, 50, 30, 50, 50, 30, 50]);
        const less = partsOf(outlineWith(holed, { closed: true, smoothing: 0, tolerance: 1 }));
        expect([less?.outer.length, less?.holes.map(one => one.length)]).toEqual([8, [8]]);
    });
});

describe('the tool that makes outlines simpler', () => {
    const using = (settings = {}) => {
        const world = new World(simplifyTool([1, 2]), [
            shape('polygon', DENTED),
            shape('rectangle', [120, 10, 180, 40]),
        ]);
        world.settings = { ...DEFAULT_TOOL_SETTINGS, ...settings };
        return world;
    };

    it('shows what they become, with how many points, and keeps it as one step', () => {
        const world = using();
        const { sketches, labels } = world.tool.preview(world.state, world.context);
        expect(sketches.map(one => one.points)).toEqual([SQUARE]);
        expect(labels?.map(one => one.value)).toEqual(['5 → 4 points']);
        expect(world.points(1)).toEqual(DENTED);
        world.send({ type: 'finish' });
        expect(world.points(1)).toEqual(SQUARE);
        expect([world.history.steps.length, world.left]).toEqual([1, true]);
    });

    it('follows what is set while it is in use', () => {
        const world = using({ accuracy: 13 });
        expect(world.tool.preview(world.state, world.context).sketches).toEqual([]);
        world.settings = { ...world.settings, smoothing: 1 };
        expect(world.tool.preview(world.state, world.context).sketches[0].points).toHaveLength(20);
    });

    it('leaves all as it was when it is given up, and what is locked in any case', () => {
        const world = using();
        world.send({ type: 'cancel' });
        expect([world.points(1), world.left]).toEqual([DENTED, true]);
        const other = using();
        other.locked.add(1);
        other.send({ type: 'finish' });
        expect([other.points(1), other.left]).toEqual([DENTED, true]);
    });
});
