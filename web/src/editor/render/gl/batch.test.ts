import { beforeEach, describe, expect, test } from 'vitest';
import type { FrameObject } from '../../model/types';
import { Batch, type Drawn } from './batch';
import { LOOK } from './looks';
import { KIND, KIND_SHIFT, MeshBuilder, ROUND, STRIDE } from './mesh';

const builder = new MeshBuilder();

/** A line through so many points. */
function line(id: number, count: number, width = 1): Drawn {
    const points = Array.from({ length: 2 * count }, (_, i) => i * id);
    builder.outline(0, points, false);
    const looks = Array.from({ length: LOOK }, (_, i) => (i === 8 ? width : id));
    return { object: { id } as FrameObject, mesh: builder.take(), looks, hidden: false };
}

const tagsOf = ({ primitives }: Batch) => {
    const tags = new Uint32Array(primitives.array.buffer, 0, primitives.used);
    return Array.from({ length: primitives.used / STRIDE }, (_, i) => tags[i * STRIDE + STRIDE - 1]);
};
const widths = ({ looks }: Batch) => Array.from({ length: looks.used / LOOK }, (_, i) => looks.array[i * LOOK + 8]);

describe('the batch', () => {
    let batch: Batch;
    beforeEach(() => {
        batch = new Batch();
        batch.append(1, line(1, 3));
        batch.append(2, line(2, 2));
        batch.primitives.take();
        batch.looks.take();
    });

    test('keeps objects in the order in which they came, each with its own look', () => {
        expect(batch.count).toBe(3);
        const segment = KIND.segment << KIND_SHIFT;
        expect(tagsOf(batch)).toEqual([segment | ROUND, segment, segment | ROUND | 1]);
    });

    test('replaces an object of as many primitives where it was, and tells only that part', () => {
        expect(batch.replace(2, line(5, 2, 3))).toBe(true);
        expect(batch.count).toBe(3);
        expect(tagsOf(batch)[2]).toBe((KIND.segment << KIND_SHIFT) | ROUND | 1);
        expect(batch.primitives.take()).toEqual({ from: 2 * STRIDE, to: 3 * STRIDE });
        expect(batch.looks.take()).toEqual({ from: LOOK, to: 2 * LOOK });
        expect(widths(batch)).toEqual([1, 3]);
    });

    test('does not replace an object by one of another number of primitives', () => {
        expect(batch.replace(2, line(2, 4))).toBe(false);
        expect(batch.replace(9, line(9, 2))).toBe(false);
        expect(batch.primitives.take()).toBeNull();
    });

    test('hides and shows by the look alone', () => {
        batch.setHidden(1, true);
        expect(widths(batch)).toEqual([-1, 1]);
        expect(batch.primitives.take()).toBeNull();
        batch.setHidden(1, false);
        expect(widths(batch)).toEqual([1, 1]);
    });

    test('forgets an object but not its place', () => {
        batch.remove(1);
        expect(batch.has(1)).toBe(false);
        expect(batch.count).toBe(3);
        expect(widths(batch)).toEqual([-1, 1]);
    });

    test('grows, and keeps what was in it', () => {
        for (let id = 10; id < 3000; ++id) batch.append(id, line(id, 4));
        expect(batch.count).toBe(3 + 2990 * 3);
        expect(tagsOf(batch).slice(0, 3)).toEqual([0x30000000, 0x20000000, 0x30000001]);
        expect(tagsOf(batch).at(-1)).toBe((KIND.segment << KIND_SHIFT) | (2 + 2989));
        expect(batch.primitives.array.length % (4096 * STRIDE)).toBe(0);
    });
});
