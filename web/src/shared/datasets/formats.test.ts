import { describe, expect, it } from 'vitest';
import type { AnnotationFormat } from '../../api';
import { acceptOf, acceptsFile, fitting, preferred } from './formats';

const format = (name: string, part: Partial<AnnotationFormat> = {}): AnnotationFormat => ({
    name,
    ext: 'ZIP',
    version: '1.0',
    enabled: true,
    dimension: '2d',
    ...part,
});
const all = [
    format('YOLO 1.1'),
    format('CVAT for video 1.1'),
    format('CVAT for images 1.1'),
    format('Datumaro 3D 1.0', { dimension: '3d' }),
    format('Broken 1.0', { enabled: false }),
];

describe('formats', () => {
    it('are offered when they fit, by name', () => {
        expect(fitting(all, '2d').map(item => item.name)).toEqual([
            'CVAT for images 1.1',
            'CVAT for video 1.1',
            'YOLO 1.1',
        ]);
        expect(fitting(all, '3d').map(item => item.name)).toEqual(['Datumaro 3D 1.0']);
        expect(fitting(all, null)).toHaveLength(4);
    });

    it('begin with the one that loses nothing', () => {
        const flat = fitting(all, '2d');
        expect(preferred(flat, 'interpolation')).toBe('CVAT for video 1.1');
        expect(preferred(flat, 'annotation')).toBe('CVAT for images 1.1');
        expect(preferred([format('CVAT 1.1'), format('COCO 1.0')], 'annotation')).toBe('CVAT 1.1');
        expect(preferred([], 'annotation')).toBeUndefined();
    });

    it('know the endings of their files', () => {
        const cvat = format('CVAT 1.1', { ext: 'XML, ZIP' });
        expect(acceptOf(cvat)).toBe('.xml,.zip');
        expect(acceptsFile(cvat, 'a.XML')).toBe(true);
        expect(acceptsFile(cvat, 'a.json')).toBe(false);
    });
});
