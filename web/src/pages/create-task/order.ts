import type {
    DataParameters,
    MediaFile,
    Project,
    SortingMethod,
    Storage,
    StorageChoice,
    TaskCreate,
    ValidationParameters,
} from '../../api';
import type { CreationOrder } from '../../shared/activity/creations';
import { toCreate, type DraftLabel } from '../../shared/labels/model';
import { t } from '../../shared/language';
import { storageProblem } from '../../shared/storages/StorageField';
import type { PlannedTask } from './plan';
import { sourceFiles, type Source } from './source';

export type ValidationMode = 'none' | 'gt' | 'gt_pool';

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
    /** 0, or how many people annotate each job. */
    consensusReplicas: number | null;
    /** Copy files of the share into the task. */
    copyData: boolean;
    /** Nothing: those of the project, or this server. */
    sourceStorage: StorageChoice | undefined;
    targetStorage: StorageChoice | undefined;
    validation: ValidationMode;
    /** Ground truth: from all frames, or some of each job. */
    validationMethod: 'random_uniform' | 'random_per_job';
    /** Per cent of the task's frames, or of each job's. */
    validationPercent: number | null;
    /** Honeypots: per cent of frames in the pool, and how many of each job's frames come from it. */
    poolPercent: number | null;
    honeypotPercent: number | null;
    validationSeed: number | null;
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
    consensusReplicas: null,
    copyData: false,
    sourceStorage: undefined,
    targetStorage: undefined,
    validation: 'none',
    validationMethod: 'random_uniform',
    validationPercent: 5,
    poolPercent: 5,
    honeypotPercent: 1,
    validationSeed: null,
};

/** Problems between fields, by the field to show them at. */
export function crossChecks(form: TaskForm): Partial<Record<keyof TaskForm, string>> {
    const found: Partial<Record<keyof TaskForm, string>> = {};
    if (form.overlap && form.segmentSize && form.overlap >= form.segmentSize) {
        found.overlap = t('Must be less than the segment size');
    }
    if (form.startFrame !== null && form.stopFrame !== null && form.stopFrame < form.startFrame) {
        found.stopFrame = t('Must not be before the start frame');
    }
    if (form.consensusReplicas === 1)
        found.consensusReplicas = t('One replica compares with nothing: none, or from 2 to 10');
    for (const field of ['sourceStorage', 'targetStorage'] as const) {
        const problem = storageProblem(form[field]);
        if (problem) found[field] = problem;
    }
    const shares: (keyof TaskForm)[] =
        form.validation === 'gt'
            ? ['validationPercent']
            : form.validation === 'gt_pool'
              ? ['poolPercent', 'honeypotPercent']
              : [];
    for (const field of shares) if (!form[field]) found[field] = t('Give a share above 0');
    if (form.validation === 'gt' && form.validationMethod === 'random_per_job' && !form.segmentSize) {
        found.validationMethod = t('Set a segment size first: without one there is a single job');
    }
    return found;
}

const share = (percent: number | null) => (percent ?? 0) / 100;

/** Which frames are checked, as the server wants it. */
export function validationOf(form: TaskForm): ValidationParameters | undefined {
    const seed = form.validationSeed === null ? {} : { random_seed: form.validationSeed };
    switch (form.validation) {
        case 'none':
            return undefined;
        case 'gt':
            return {
                mode: 'gt',
                frame_selection_method: form.validationMethod,
                ...(form.validationMethod === 'random_uniform'
                    ? { frame_share: share(form.validationPercent) }
                    : { frames_per_job_share: share(form.validationPercent) }),
                ...seed,
            };
        case 'gt_pool':
            return {
                mode: 'gt_pool',
                frame_selection_method: 'random_uniform',
                frame_share: share(form.poolPercent),
                frames_per_job_share: share(form.honeypotPercent),
                ...seed,
            };
    }
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
        consensus_replicas: form.consensusReplicas || undefined,
        source_storage: form.sourceStorage,
        target_storage: form.targetStorage,
    };
}

export function dataOf(form: TaskForm): DataParameters {
    return {
        image_quality: form.imageQuality,
        // Honeypots are laid among the frames at random, whatever the order asked for.
        sorting_method: form.validation === 'gt_pool' ? 'random' : form.sorting,
        use_zip_chunks: form.videoAsImages,
        use_cache: true,
        chunk_size: given(form.chunkSize),
        start_frame: given(form.startFrame),
        stop_frame: given(form.stopFrame),
        frame_filter: form.frameStep && form.frameStep > 1 ? `step=${form.frameStep}` : undefined,
        validation_params: validationOf(form),
    };
}

/** Storages that were not chosen are those of the project. */
export function withProjectStorages(
    form: TaskForm,
    project: Pick<Project, 'source_storage' | 'target_storage'>,
): TaskForm {
    const choice = (storage: Storage | null): StorageChoice | undefined =>
        storage?.location === 'cloud_storage'
            ? { location: 'cloud_storage', cloud_storage_id: storage.cloud_storage_id }
            : undefined;
    return {
        ...form,
        sourceStorage: form.sourceStorage ?? choice(project.source_storage),
        targetStorage: form.targetStorage ?? choice(project.target_storage),
    };
}

/** One order for all files. */
export function orderOf(form: TaskForm, labels: DraftLabel[], files: MediaFile[]): CreationOrder {
    return { task: taskOf(form, labels), data: dataOf(form), files };
}

/** One order for each of many tasks. */
export function ordersOf(form: TaskForm, labels: DraftLabel[], planned: readonly PlannedTask[]): CreationOrder[] {
    const data = dataOf(form);
    return planned.map(({ name, unit }) => ({ task: { ...taskOf(form, labels), name }, data, files: unit.files }));
}

/** The order of a task whose files the server has, or fetches itself. */
export function remoteOrder(form: TaskForm, labels: DraftLabel[], source: Source): CreationOrder {
    const copy = source.from === 'share' && form.copyData ? { copy_data: true } : {};
    return { task: taskOf(form, labels), data: { ...dataOf(form), ...sourceFiles(source), ...copy }, files: [] };
}
