// @vitest-environment node
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256';

const theirs = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const ours = (bytes: Uint8Array) => Buffer.from(sha256(bytes)).toString('hex');
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 3)) % 256);

describe('sha256', () => {
    it('is that of the standard', () => {
        expect(ours(new TextEncoder().encode('abc'))).toBe(
            'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        );
    });

    it('is the same as that of others for all ways a block can be filled', () => {
        for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_001])
            expect(ours(bytesOf(length)), `${length} bytes`).toBe(theirs(bytesOf(length)));
    });

    it('looks only at the part of a buffer that it is given', () => {
        const part = bytesOf(300).subarray(17, 117);
        expect(ours(part)).toBe(theirs(Uint8Array.from(part)));
    });
});
