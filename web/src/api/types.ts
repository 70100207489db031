/** Records as they travel; names and spelling are the wire's own. */

export interface BasicUser {
    url: string;
    id: number;
    username: string;
    first_name: string;
    last_name: string;
}

export interface User extends BasicUser {
    email: string;
    groups: string[];
    is_staff: boolean;
    is_superuser: boolean;
    is_active: boolean;
    last_login: string | null;
    date_joined: string;
    has_analytics_access: boolean;
}

export interface ServerAbout {
    name: string;
    description: string;
    version: string;
    logo_url: string;
    subtitle: string;
}

export type Dimension = '2d' | '3d';

export type ShapeType = 'rectangle' | 'polygon' | 'polyline' | 'points' | 'ellipse' | 'cuboid' | 'mask' | 'skeleton';

export type LabelType = 'any' | 'tag' | ShapeType;

export type AttributeInputType = 'select' | 'radio' | 'checkbox' | 'text' | 'number';

export interface Attribute {
    id: number;
    name: string;
    mutable: boolean;
    input_type: AttributeInputType;
    default_value: string;
    /** Options; `[min, max, step]` for number; the initial value for checkbox and text. */
    values: string[];
}

export interface Label {
    id: number;
    name: string;
    color: string;
    type: LabelType;
    attributes: Attribute[];
    sublabels: Label[];
    parent_id?: number | null;
    has_parent?: boolean;
    project_id?: number;
    task_id?: number;
    /** Skeletons only: nodes and edges. */
    svg?: string;
    /** The key that everybody has for it, as shared/keys/chord.ts writes keys; empty for none. */
    hotkey?: string;
}

/** An attribute to create (no id) or to change. */
export interface AttributeWrite {
    id?: number;
    name: string;
    mutable: boolean;
    input_type: AttributeInputType;
    default_value?: string;
    values: string[];
    /** Of a move: its values stay behind. */
    deleted?: boolean;
}

/** A label to create (no id), to change, or to delete. */
export interface LabelWrite {
    id?: number;
    name?: string;
    color?: string;
    type?: LabelType;
    attributes?: AttributeWrite[];
    sublabels?: LabelWrite[];
    svg?: string;
    hotkey?: string;
    /** Its place in the list. */
    position?: number;
    deleted?: boolean;
}

/** A project's or task's own place for imports and exports. */
export interface Storage {
    id: number;
    location: 'local' | 'cloud_storage';
    cloud_storage_id: number | null;
}

export interface Project {
    url: string;
    id: number;
    name: string;
    owner: BasicUser | null;
    assignee: BasicUser | null;
    guide_id: number | null;
    bug_tracker: string;
    task_subsets: string[];
    created_date: string;
    updated_date: string;
    status: string;
    dimension: Dimension | null;
    organization_id: number | null;
    source_storage: Storage | null;
    target_storage: Storage | null;
    tasks: { count: number; url: string };
    labels: { url: string };
}

export type TaskStatus = 'annotation' | 'validation' | 'completed';
export type ChunkType = 'video' | 'imageset' | 'list';

export interface Task {
    url: string;
    id: number;
    name: string;
    project_id: number | null;
    project_name?: string | null;
    mode: '' | 'annotation' | 'interpolation';
    owner: BasicUser | null;
    assignee: BasicUser | null;
    bug_tracker: string;
    created_date: string;
    updated_date: string;
    overlap: number | null;
    segment_size: number;
    status: TaskStatus;
    dimension: Dimension;
    subset: string;
    organization_id: number | null;
    source_storage: Storage | null;
    target_storage: Storage | null;
    guide_id: number | null;
    jobs: { count: number; completed: number; validation: number; url: string };
    labels: { url: string };
    validation_mode: 'gt' | 'gt_pool' | null;
    consensus_enabled: boolean;
    /** The members below are absent until media is attached. */
    data?: number;
    data_cloud_storage_id?: number | null;
    size?: number;
    image_quality?: number;
    data_chunk_size?: number | null;
    data_original_chunk_type?: ChunkType;
    data_compressed_chunk_type?: ChunkType;
}

export type JobType = 'annotation' | 'ground_truth' | 'consensus_replica';
export type JobStage = 'annotation' | 'validation' | 'acceptance';
export type JobState = 'new' | 'in progress' | 'completed' | 'rejected';

export interface Job {
    url: string;
    id: number;
    task_id: number;
    task_name?: string;
    project_id: number | null;
    project_name?: string | null;
    assignee: BasicUser | null;
    guide_id: number | null;
    dimension: Dimension;
    bug_tracker: string | null;
    status: TaskStatus;
    stage: JobStage;
    state: JobState;
    mode: '' | 'annotation' | 'interpolation';
    frame_count: number;
    /** Numbers within the task, both inclusive. */
    start_frame: number;
    stop_frame: number;
    data_chunk_size: number | null;
    data_compressed_chunk_type: ChunkType;
    data_original_chunk_type: ChunkType;
    created_date: string;
    updated_date: string;
    issues: { count: number; url: string };
    labels: { url: string };
    type: JobType;
    organization: number | null;
    parent_job_id: number | null;
    consensus_replicas: number;
}

export interface FrameMeta {
    width: number;
    height: number;
    name: string;
    related_files: number;
    has_related_context: boolean;
}

export interface DataMeta {
    chapters: { id: number; start: number; stop: number; metadata: { title?: string } }[] | null;
    chunks_updated_date: string;
    chunk_size: number;
    image_quality: number;
    /** Empty, or `step=N`. */
    frame_filter: string;
    storage: string;
    size: number;
    /** Numbers in the source, both inclusive. */
    start_frame: number;
    stop_frame: number;
    /** One per frame; a single one for video. */
    frames: FrameMeta[];
    /** Numbers within the task. */
    deleted_frames: number[];
    /** Source numbers, when the job holds chosen frames only. */
    included_frames: number[] | null;
}

export type RequestStatus = 'queued' | 'started' | 'finished' | 'failed';

export interface BackgroundRequest {
    id: string;
    status: RequestStatus;
    message: string;
    operation: {
        type: string;
        target: string;
        project_id: number | null;
        task_id: number | null;
        job_id: number | null;
        format?: string | null;
        lightweight?: boolean | null;
        /** An import that only tells what it would change. */
        dry_run?: boolean;
    };
    /** 0 to 1. */
    progress: number | null;
    created_date: string;
    started_date: string | null;
    finished_date: string | null;
    expiry_date: string | null;
    owner: { id: number; username: string } | null;
    result_url: string | null;
    result_id: number | string | null;
    /** Of an import of annotations that was tried out, or that added what is new, and of added frames: what came of it. */
    summary?: ImportSummary | AppendSummary | ProjectImportSummary;
}

/** What came of files that were added to a task. */
export interface AppendSummary {
    frames_added: number;
    /** Had the name of one that was there. */
    files_skipped: number;
    /** Showed the same as a frame that was there; older requests do not tell. */
    files_same?: number;
    /** The jobs that were made for the new frames. */
    jobs: number[];
}

/** Objects of one kind. */
export interface ImportCount {
    /** Were there before. */
    present: number;
    /** Are in the file. */
    read: number;
    added: number;
    /** Of those in the file: there already, or on frames of no job. */
    skipped: number;
    /** Gave way to those in the file. */
    removed: number;
}

export interface ImportSummary {
    tags: ImportCount;
    shapes: ImportCount;
    tracks: ImportCount;
    /** How many frames the file says something about. */
    frames: number;
}

/** What a dataset would make in a project. */
export interface ProjectImportSummary {
    tasks: { name: string; frames: number; annotations: number }[];
    new_labels: string[];
    new_attributes: { label: string; name: string }[];
}

export interface AnnotationFormat {
    name: string;
    ext: string;
    version: string;
    enabled: boolean;
    dimension: Dimension;
}

export interface AnnotationFormats {
    importers: AnnotationFormat[];
    exporters: AnnotationFormat[];
}
