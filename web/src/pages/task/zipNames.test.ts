// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { zip } from '../../editor/testdata/zip';
import { zipNames } from './zipNames';

describe('names in an archive', () => {
    it('are read from its end', async () => {
        const archive = zip([
            { name: 'a.jpg', data: new Uint8Array([1]) },
            { name: 'sub/ü.png', data: new Uint8Array([1, 2]) },
        ]);
        expect(await zipNames(new Blob([new Uint8Array(archive)]))).toEqual(['a.jpg', 'sub/ü.png']);
    });

    it('are not told of what is no archive', async () => {
        expect(await zipNames(new Blob(['no archive at all, but text that is long enough for an end']))).toBeNull();
        expect(await zipNames(new Blob([]))).toBeNull();
    });
});
