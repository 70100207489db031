import type { DataParameters, MediaFile, SortingMethod, TaskCreate } from '../../api';
import type { CreationOrder } from '../../shared/activity/creations';
import { toCreate, type DraftLabel } from '../../shared/labels/model';

/** What the form holds. Numbers left empty are null. */
export interface TaskForm {
    name: string;
    project: number | null;
    subset: string;
    sorting: SortingMethod;
    imageQuality: number;
    segmentSize: number | null;
    overlap: number | null;
    chunkSize: number | null;
    startFrame: number | null;
    stopFrame: number | null;
    frameStep: number | null;
    bugTracker: string;
    videoAsImages: boolean;
}

export const INITIAL_FORM: TaskForm = {
    name: '',
    project: null,
    subset: '',
    sorting: 'lexicographical',
    imageQuality: 70,
    segmentSize: null,
    overlap: null,
    chunkSize: null,
    startFrame: null,
    stopFrame: null,
    frameStep: null,
    bugTracker: '',
    videoAsImages: true,
};

/** Problems between fields, by the field to show them at. */
export function crossChecks(form: TaskForm): Partial<Record<keyof TaskForm, string>> {
    const found: Partial<Record<keyof TaskForm, string>> = {};
    if (form.overlap && form.segmentSize && form.overlap >= form.segmentSize) {
        found.overlap = 'Must be less than the segment size';
    }
    if (form.startFrame !== null && form.stopFrame !== null && form.stopFrame < form.startFrame) {
        found.stopFrame = 'Must not be before the start frame';
    }
    return found;
}

const given = <T>(value: T | null | ''): T | undefined => (value === null || value === '' ? undefined : value);

export function taskOf(form: TaskForm, labels: DraftLabel[]): TaskCreate {
    const inProject = form.project !== null;
    return {
        name: form.name.trim(),
        ...(inProject ? { project_id: form.project } : { labels: toCreate(labels) }),
        subset: inProject ? given(form.subset.trim()) : undefined,
        segment_size: given(form.segmentSize),
        overlap: given(form.overlap),
        bug_tracker: given(form.bugTracker.trim()),
    };
}

export function dataOf(form: TaskForm): DataParameters {
    return {
        image_quality: form.imageQuality,
        sorting_method: form.sorting,
        use_zip_chunks: form.videoAsImages,
        use_cache: true,
        chunk_size: given(form.chunkSize),
        start_frame: given(form.startFrame),
        stop_frame: given(form.stopFrame),
        frame_filter: form.frameStep && form.frameStep > 1 ? `step=${form.frameStep}` : undefined,
    };
}

/** The name of one of many tasks: `{{file_name}}` and `{{index}}` stand for the file's name and its number. */
export function nameFor(template: string, file: MediaFile, index: number): string {
    const base = file.name.slice(file.name.lastIndexOf('/') + 1);
    return template.replaceAll('{{file_name}}', base).replaceAll('{{index}}', String(index)).trim();
}

/** One order for all files, or one for each video. */
export function ordersOf(form: TaskForm, labels: DraftLabel[], files: MediaFile[], each: boolean): CreationOrder[] {
    const data = dataOf(form);
    if (!each) return [{ task: taskOf(form, labels), data, files }];
    return files.map((file, index) => ({
        task: { ...taskOf(form, labels), name: nameFor(form.name || '{{file_name}}', file, index) },
        data,
        files: [{ ...file, name: file.name.slice(file.name.lastIndexOf('/') + 1) }],
    }));
}
