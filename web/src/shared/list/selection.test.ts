import { describe, expect, it } from 'vitest';
import { extend, isLonger, keepShown, NOTHING, selectAll, toggle } from './selection';

const shown = [9, 7, 5, 3, 1];
const ids = (selection: { ids: ReadonlySet<number> }) => [...selection.ids].sort();

describe('selection', () => {
    it('takes an item in and out', () => {
        const one = toggle(NOTHING, 5);
        expect(ids(one)).toEqual([5]);
        expect(ids(toggle(one, 5))).toEqual([]);
    });

    it('reaches from the anchor to the item, either way, in the order shown', () => {
        const start = toggle(NOTHING, 5);
        expect(ids(extend(start, 1, shown))).toEqual([1, 3, 5]);
        expect(ids(extend(start, 9, shown))).toEqual([5, 7, 9]);
        expect(ids(extend(extend(start, 1, shown), 9, shown))).toEqual([1, 3, 5, 7, 9]);
    });

    it('starts at the item when the anchor is gone', () => {
        expect(ids(extend(NOTHING, 3, shown))).toEqual([3]);
        expect(ids(extend({ ids: new Set([8]), anchor: 8 }, 3, shown))).toEqual([3, 8]);
    });

    it('tells a list that goes on from another one', () => {
        expect(isLonger([...shown, 0], shown)).toBe(true);
        expect(isLonger(shown, shown)).toBe(false);
        expect(isLonger([11, ...shown], shown)).toBe(false);
        expect(isLonger(shown.slice(1), shown)).toBe(false);
    });

    it('loses what is no longer shown', () => {
        const all = selectAll(shown);
        expect(ids(keepShown(all, [9, 7, 2]))).toEqual([7, 9]);
        expect(keepShown(all, shown)).toBe(all);
        expect(keepShown(toggle(NOTHING, 5), [9]).anchor).toBeNull();
    });
});
