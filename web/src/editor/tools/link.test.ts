import { describe, expect, it } from 'vitest';
import { at, click, shape, World } from '../testdata/world';
import { linkTool } from './link';

const BOXES = [
    shape('rectangle', [10, 10, 40, 40]),
    shape('rectangle', [60, 10, 90, 40]),
    shape('rectangle', [110, 10, 140, 40]),
];
const world = (...selected: number[]) => {
    const made = new World(linkTool(selected), BOXES);
    made.selection = selected;
    return made;
};
const linksOf = (one: World<unknown>) =>
    one.effects.flatMap(effect => (effect.type === 'link' ? [[effect.from, effect.to]] : []));

describe('linking', () => {
    it('takes a click on each object, and goes on with the next two', () => {
        const one = world().send(click(20, 20), click(70, 20), click(120, 20), click(20, 20));
        expect(linksOf(one)).toEqual([
            [1, 2],
            [3, 1],
        ]);
    });

    it('begins at the object that is selected', () => {
        expect(linksOf(world(2).send(click(120, 20)))).toEqual([[2, 3]]);
    });

    it('keeps the first one with Shift', () => {
        const one = world().send(click(20, 20), click(70, 20, { shift: true }), click(120, 20));
        expect(linksOf(one)).toEqual([
            [1, 2],
            [1, 3],
        ]);
    });

    it('links nothing with itself, and says so; clicks beside objects do nothing', () => {
        const one = world().send(click(20, 20), click(20, 20), click(160, 80));
        expect(linksOf(one)).toEqual([]);
        expect(one.effects.some(effect => effect.type === 'notice')).toBe(true);
    });

    it('gives up the first one by Escape, and is left by another', () => {
        const one = world().send(click(20, 20), [{ type: 'cancel' }]);
        expect(one.effects.some(effect => effect.type === 'leave')).toBe(false);
        one.send([{ type: 'cancel' }]);
        expect(one.effects.some(effect => effect.type === 'leave')).toBe(true);
    });

    it('shows where the link leads', () => {
        const one = world().send(click(20, 20), [at.move(70, 20)]);
        expect(one.tool.preview(one.state, one.context).guides?.[0].points).toEqual([25, 25, 70, 20]);
    });
});
