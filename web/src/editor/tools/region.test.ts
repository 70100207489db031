import { describe, expect, it } from 'vitest';
import { at, drag, World } from '../testdata/world';
import { regionTool } from './region';

const regions = (world: World<unknown>) => world.effects.filter(effect => effect.type === 'region');

describe('the region tool', () => {
    it('shows what a box was dragged over, from any corner, and ends', () => {
        const world = new World(regionTool).send(drag([80, 60], [20, 10]));
        expect(regions(world)).toEqual([{ type: 'region', box: { minX: 20, minY: 10, maxX: 80, maxY: 60 } }]);
        expect(world.left).toBe(true);
    });

    it('takes a click for nothing', () => {
        const world = new World(regionTool).send(drag([20, 10], [22, 11]));
        expect(regions(world)).toEqual([]);
        expect(world.left).toBe(false);
    });

    it('is given up by cancelling, first the box and then the tool', () => {
        const world = new World(regionTool).send(at.down(10, 10), at.move(90, 90), { type: 'cancel' });
        expect([regionTool.busy(world.state), world.left]).toEqual([false, false]);
        world.send({ type: 'cancel' });
        expect(world.left).toBe(true);
        expect(regions(world)).toEqual([]);
    });
});
