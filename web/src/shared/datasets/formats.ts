import { useQuery } from '@tanstack/react-query';
import { getFormats, type AnnotationFormat, type Dimension } from '../../api';

/** What a dialog is opened for. */
export interface DatasetTarget {
    owner: 'projects' | 'tasks' | 'jobs';
    id: number;
    /** As the user knows it: `Task #7`. */
    title: string;
    dimension: Dimension | null;
    mode?: '' | 'annotation' | 'interpolation';
}

export function useFormats(enabled: boolean) {
    return useQuery({
        queryKey: ['formats'],
        queryFn: ({ signal }) => getFormats(signal),
        staleTime: 600_000,
        enabled,
    });
}

/** The formats that fit the target, by name. A project without tasks has no dimension yet and takes both. */
export function fitting(formats: AnnotationFormat[], dimension: Dimension | null): AnnotationFormat[] {
    return formats
        .filter(format => format.enabled && (dimension === null || format.dimension === dimension))
        .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The format to begin with: the one that loses nothing. */
export function preferred(formats: AnnotationFormat[], mode: DatasetTarget['mode']): string | undefined {
    const wanted = mode === 'interpolation' ? 'CVAT for video' : 'CVAT for images';
    const found =
        formats.find(format => format.name.startsWith(wanted)) ??
        formats.find(format => format.name.startsWith('CVAT')) ??
        formats[0];
    return found?.name;
}

/** `"JSON, ZIP"` → `.json,.zip`, as a file dialog wants it. */
export function acceptOf(format: AnnotationFormat | undefined): string | undefined {
    return format?.ext
        .split(',')
        .map(ext => `.${ext.trim().toLowerCase()}`)
        .join(',');
}

/** Whether the file's name has one of the endings the format is kept in. */
export function acceptsFile(format: AnnotationFormat | undefined, fileName: string): boolean {
    const endings = acceptOf(format)?.split(',') ?? [];
    return endings.some(ending => fileName.toLowerCase().endsWith(ending));
}
