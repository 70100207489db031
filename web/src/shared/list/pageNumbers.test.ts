import { describe, expect, it } from 'vitest';
import { pageNumbers } from './pageNumbers';

describe('pageNumbers', () => {
    it('shows every page of a short list', () => {
        expect(pageNumbers(1, 1)).toEqual([1]);
        expect(pageNumbers(3, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('leaves out what is far from the open page, the first and the last', () => {
        expect(pageNumbers(1, 20)).toEqual([1, 2, 3, 4, 5, null, 20]);
        expect(pageNumbers(10, 20)).toEqual([1, null, 8, 9, 10, 11, 12, null, 20]);
        expect(pageNumbers(20, 20)).toEqual([1, null, 16, 17, 18, 19, 20]);
    });

    it('never leaves out a single page', () => {
        for (let last = 1; last < 40; last += 1) {
            for (let current = 1; current <= last; current += 1) {
                const numbers = pageNumbers(current, last);
                expect(numbers).toContain(current);
                expect(numbers[0]).toBe(1);
                expect(numbers.at(-1)).toBe(last);
                numbers.forEach((page, index) => {
                    if (page !== null || index === 0) return;
                    const gap = (numbers[index + 1] as number) - (numbers[index - 1] as number);
                    expect(gap).toBeGreaterThan(2);
                });
            }
        }
    });
});
