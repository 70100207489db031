import { describe, expect, it } from 'vitest';
import { missingFeatures } from './useBrowserWarning';

describe('missingFeatures', () => {
    it('tells what an old browser lacks, and nothing of a present one', () => {
        const present = { OffscreenCanvas: 1, createImageBitmap: 1, indexedDB: 1, AbortSignal: { any: () => null } };
        expect(missingFeatures(present as unknown as typeof globalThis)).toEqual([]);
        const old = { createImageBitmap: 1, indexedDB: 1, AbortSignal: {} };
        expect(missingFeatures(old as unknown as typeof globalThis)).toHaveLength(2);
        expect(missingFeatures({} as typeof globalThis)).toHaveLength(3);
    });
});
