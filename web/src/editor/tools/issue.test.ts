import { describe, expect, it } from 'vitest';
import { at, click, drag, shape, World } from '../testdata/world';
import { issueOutlineTool, issueTool } from './issue';

const positions = (world: { effects: readonly { type: string }[] }) =>
    world.effects.flatMap(effect => (effect.type === 'issue' && 'position' in effect ? [effect.position] : []));

describe('pointing at something', () => {
    it('by a click is a place, and puts the tool down', () => {
        const world = new World(issueTool).send(click(30, 40));
        expect(positions(world)).toEqual([[30, 40]]);
        expect(world.left).toBe(true);
    });

    it('by a drag is a box, whatever the direction, within the image', () => {
        expect(positions(new World(issueTool).send(drag([60, 70], [20, 30])))).toEqual([[20, 30, 60, 70]]);
        expect(positions(new World(issueTool).send(drag([150, 50], [400, 300])))).toEqual([[150, 50, 200, 100]]);
    });

    it('without height is a place', () => {
        expect(positions(new World(issueTool).send(drag([20, 30], [60, 30])))).toEqual([[20, 30]]);
    });

    it('is given up by one cancel, and the tool by the next', () => {
        const world = new World(issueTool).send(at.down(10, 10), at.move(50, 50), { type: 'cancel' });
        expect(world.tool.busy(world.state)).toBe(false);
        expect(world.left).toBe(false);
        world.send(at.up(50, 50), { type: 'cancel' });
        expect(positions(world)).toEqual([]);
        expect(world.left).toBe(true);
    });

    it('changes no object', () => {
        const world = new World(issueTool, [shape('rectangle', [10, 10, 50, 50])]);
        const before = world.snapshot();
        world.send(drag([0, 0], [60, 60]));
        expect(world.snapshot()).toBe(before);
    });
});

describe('outlining something', () => {
    it('by its corners is a flat list of them, ended by a click on the first, N or a double click', () => {
        const corners = [...click(10, 10), ...click(60, 12), ...click(40, 50)];
        const outlined = [[10, 10, 60, 12, 40, 50]];
        const ends = [click(10, 10), [{ type: 'finish' } as const], [at.double(40, 50)]];
        for (const end of ends) {
            const world = new World(issueOutlineTool).send(corners, end);
            expect(positions(world)).toEqual(outlined);
            expect(world.left).toBe(true);
        }
    });

    it('keeps within the image', () => {
        const world = new World(issueOutlineTool).send(click(150, 50), click(300, 50), click(150, 90));
        world.send({ type: 'finish' });
        expect(positions(world)).toEqual([[150, 50, 200, 50, 200, 76.67, 150, 90]]);
    });

    it('takes back the last corner, and needs three', () => {
        const world = new World(issueOutlineTool).send(click(10, 10), click(60, 12), click(40, 50), { type: 'back' });
        world.send({ type: 'finish' });
        expect(positions(world)).toEqual([]);
        expect(world.notices).toHaveLength(1);
        expect(world.tool.busy(world.state)).toBe(true);
    });

    it('is given up by one cancel, and the tool by the next; no object changes', () => {
        const world = new World(issueOutlineTool, [shape('rectangle', [10, 10, 50, 50])]);
        const before = world.snapshot();
        world.send(click(10, 10), click(60, 12), { type: 'cancel' });
        expect(world.left).toBe(false);
        world.send({ type: 'cancel' });
        expect(world.left).toBe(true);
        expect(world.snapshot()).toBe(before);
    });
});
