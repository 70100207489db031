import type { MediaFile } from '../../api';
import { t } from '../../shared/language';

export type MediaKind = 'image' | 'pointcloud' | 'video' | 'archive' | 'pdf' | 'manifest' | 'other';

const ENDINGS: Record<Exclude<MediaKind, 'other'>, string> = {
    image: 'jpg jpeg jpe png bmp gif tif tiff webp ppm pgm pbm pnm jp2 tga ico dds exr hdr psd avif heic heif',
    pointcloud: 'pcd bin',
    video: 'mp4 avi mov mkv webm mpg mpeg m4v wmv flv ts mts m2ts 3gp ogv ogg mxf vob',
    archive: 'zip rar tar 7z cpio gz bz bz2 tgz xz',
    pdf: 'pdf',
    manifest: 'jsonl',
};

const KIND_BY_ENDING = new Map(
    Object.entries(ENDINGS).flatMap(([kind, endings]) =>
        endings.split(' ').map((ending): [string, MediaKind] => [ending, kind as MediaKind]),
    ),
);

export function kindOf(name: string): MediaKind {
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (base.startsWith('.')) return 'other';
    const dot = base.lastIndexOf('.');
    return dot < 0 ? 'other' : (KIND_BY_ENDING.get(base.slice(dot + 1).toLowerCase()) ?? 'other');
}

/** Drops the folder that all files lie in, so that frames are named from inside it. */
export function withoutCommonFolder(files: MediaFile[]): MediaFile[] {
    const first = files[0]?.name ?? '';
    const slash = first.indexOf('/');
    if (slash < 0) return files;
    const folder = first.slice(0, slash + 1);
    if (!files.every(file => file.name.startsWith(folder))) return files;
    return withoutCommonFolder(files.map(file => ({ ...file, name: file.name.slice(folder.length) })));
}

/** Adds files to a selection; a file chosen again takes the place of the one before. */
export function addFiles(selected: MediaFile[], added: MediaFile[]): MediaFile[] {
    const byName = new Map(selected.map(file => [file.name, file]));
    for (const file of withoutCommonFolder(added)) byName.set(file.name, file);
    return [...byName.values()];
}

/** Files that can make a task of their own: one video, archive or PDF, or the pictures of a folder. */
export interface TaskUnit {
    /** Of the file or of the folder. */
    name: string;
    kind: Exclude<MediaKind, 'manifest' | 'other'>;
    /** Named as within the unit. */
    files: MediaFile[];
}

export interface Selection {
    /** What is uploaded, in the order of the selection. */
    usable: MediaFile[];
    /** Files no task can be made of. */
    skipped: MediaFile[];
    /** Why no task can be made of the selection, or null. */
    problem: string | null;
    /** The tasks that can be made instead of a single one; none where there is nothing to part. */
    units: TaskUnit[];
}

const NAMES: Record<'video' | 'archive' | 'pdf', string> = { video: t('video'), archive: t('archive'), pdf: 'PDF' };

const baseOf = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** The outermost folder of a file, or empty. */
const folderOf = (name: string) => name.slice(0, Math.max(0, name.indexOf('/')));

/**
 * One task for each packed file, and one for each of the outermost folders with pictures. Pictures in no folder belong
 * together: then there is nothing to part.
 */
function unitsOf(usable: MediaFile[]): TaskUnit[] {
    const packed: TaskUnit[] = [];
    const folders = new Map<string, MediaFile[]>();
    for (const file of usable) {
        const kind = kindOf(file.name);
        if (kind === 'video' || kind === 'archive' || kind === 'pdf') {
            const name = baseOf(file.name);
            packed.push({ name, kind, files: [{ ...file, name }] });
            continue;
        }
        const folder = folderOf(file.name);
        const within = folders.get(folder);
        if (within) within.push(file);
        else folders.set(folder, [file]);
    }
    const isPicture = ({ name }: MediaFile) => kindOf(name) === 'image' || kindOf(name) === 'pointcloud';
    const pictures = [...folders].flatMap(([name, files]): TaskUnit[] => {
        if (!files.some(isPicture)) return [];
        const kind = files.some(file => kindOf(file.name) === 'pointcloud') ? 'pointcloud' : 'image';
        return [{ name, kind, files: withoutCommonFolder(files) }];
    });
    const units = [...packed, ...pictures];
    return units.length < 2 || pictures.some(({ name }) => name === '') ? [] : units;
}

export function inspect(files: MediaFile[]): Selection {
    const kinds = new Map(files.map(file => [file, kindOf(file.name)]));
    const of = (...wanted: MediaKind[]) => files.filter(file => wanted.includes(kinds.get(file) as MediaKind));
    const skipped = of('other');
    const usable = files.filter(file => kinds.get(file) !== 'other');
    const pictures = of('image', 'pointcloud');
    const packed = (['video', 'archive', 'pdf'] as const).flatMap(kind => of(kind).map(file => ({ kind, file })));

    let problem: string | null = null;
    if (!files.length) problem = t('Add at least one file');
    else if (!pictures.length && !packed.length) problem = t('None of these files holds images, video or point clouds');
    else if (packed.length > 1) {
        const names = [...new Set(packed.map(item => NAMES[item.kind]))].join(t(', '));
        problem = t('A task takes one video, archive or PDF alone; {count} were added ({names})', {
            count: packed.length,
            names,
        });
    } else if (packed.length === 1 && pictures.length) {
        problem = t('A task takes either images or one {names}, not both', { names: NAMES[packed[0].kind] });
    } else if (of('manifest').length > 1) problem = t('A task takes one manifest file at most');
    else if (usable.some(file => file.body.size === 0)) {
        problem = t('“{name}” is empty', { name: usable.find(file => file.body.size === 0)?.name });
    }
    return { usable, skipped, problem, units: unitsOf(usable) };
}
