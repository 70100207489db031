import { describe, expect, it } from 'vitest';
import { ASSET_BYTES } from '../../api';
import { assetMarkdown, assetProblem } from './assets';

describe('files of guides', () => {
    it('are shown where they are images, and linked otherwise', () => {
        expect(assetMarkdown({ name: 'a[1].png', type: 'image/png' }, '/api/assets/u')).toBe(
            '![a\\[1\\].png](/api/assets/u)',
        );
        expect(assetMarkdown({ name: 'rules.pdf', type: 'application/pdf' }, '/x')).toBe('[rules.pdf](/x)');
    });

    it('are of a few kinds, and not too large', () => {
        expect(assetProblem(new File(['x'], 'a.png', { type: 'image/png' }))).toBeNull();
        expect(assetProblem(new File(['x'], 'a.svg', { type: 'image/svg+xml' }))).toContain('Only');
        const large = new File(['x'], 'a.png', { type: 'image/png' });
        Object.defineProperty(large, 'size', { value: ASSET_BYTES + 1 });
        expect(assetProblem(large)).toContain('at most');
    });
});
