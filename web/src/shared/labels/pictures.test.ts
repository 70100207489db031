import { describe, expect, it } from 'vitest';
import { labelPictures, withLabelPicture, withRenamedLabels } from './pictures';

const GUIDE = `# How to

![car](/api/assets/11-aa) and ![a \\[b\\]](</api/assets/22-bb> "title")

![car](/api/assets/33-cc) ![far](https://example.org/x.png) [car](/api/assets/44)
`;

describe('pictures of labels', () => {
    it('are those of the guide that are called like one, and lie on this server', () => {
        expect([...labelPictures(GUIDE)]).toEqual([
            ['car', '/api/assets/11-aa'],
            ['a [b]', '/api/assets/22-bb'],
        ]);
        expect(labelPictures('').size).toBe(0);
    });

    it('are put at the end, changed where they are, and taken away', () => {
        const added = withLabelPicture('# How to\n', 'bus [1]', '/api/assets/5');
        expect(added).toBe('# How to\n\n![bus \\[1\\]](/api/assets/5)\n');
        expect(labelPictures(added).get('bus [1]')).toBe('/api/assets/5');
        expect(withLabelPicture('', 'car', '/api/assets/1')).toBe('![car](/api/assets/1)\n');
        const changed = withLabelPicture(GUIDE, 'car', '/api/assets/9');
        expect(labelPictures(changed).get('car')).toBe('/api/assets/9');
        expect(changed).not.toContain('33-cc');
        expect(labelPictures(withLabelPicture(GUIDE, 'car', null)).has('car')).toBe(false);
        expect(withLabelPicture(added, 'bus [1]', null)).toBe('# How to\n\n\n');
    });

    it('follow when labels are renamed', () => {
        const renamed = withRenamedLabels(
            GUIDE,
            new Map([
                ['car', 'vehicle'],
                ['far', 'near'],
            ]),
        );
        expect([...labelPictures(renamed).keys()]).toEqual(['vehicle', 'a [b]']);
        expect(renamed).toContain('![far](https');
    });
});
