import { beforeEach, describe, expect, it } from 'vitest';
import { give } from '../keys/bindings';
import { decodeMask } from '../model/mask';
import { sessionWith } from '../testdata/session';
import { shape } from '../testdata/world';
import { toggleLock } from './actions';
import type { Session } from './session';

/** 5 by 5 at (10, 10) with a hole in its middle; 2 by 5 over its right side. */
const RING = shape('mask', [0, 12, 1, 12, 10, 10, 14, 14]);
const STRIP = shape('mask', [0, 10, 13, 10, 14, 14]);

let session: Session;
const area = (id: number) =>
    decodeMask(session.document.stateOf(id, 0)!.points).data.reduce((sum, one) => sum + one, 0);

beforeEach(() => {
    session = sessionWith(RING, STRIP);
});

describe('commands on masks', () => {
    it.each([
        ['mask_fill', 25],
        ['mask_largest', 24],
        ['mask_grow', 45],
        ['mask_shrink', 4],
    ])('%s, as one step', (id, pixels) => {
        session.select([1]);
        give(session, id);
        expect(area(1)).toBe(pixels);
        expect(session.history.steps.length).toBe(pixels === 24 ? 0 : 1);
    });

    it('change the mask selected first by the others, which stay', () => {
        session.select([1, 2]);
        give(session, 'mask_subtract');
        expect([area(1), area(2)]).toEqual([14, 10]);
        session.undo();
        give(session, 'mask_common');
        expect([area(1), area(2)]).toEqual([10, 10]);
    });

    it('leave a mask that would lose everything, and say so', () => {
        session.select([2, 1]);
        give(session, 'mask_subtract');
        expect(area(2)).toBe(10);
        expect(session.history.steps).toHaveLength(0);
        expect(session.state.notice?.text).toContain('Nothing would be left of 2');
    });

    it('leave locked masks, and ask for a selection', () => {
        session.select([1]);
        toggleLock(session, [1]);
        give(session, 'mask_fill');
        expect(area(1)).toBe(24);
        session.select([]);
        give(session, 'mask_fill');
        expect(session.state.notice?.text).toBe('Select masks first.');
    });
});
