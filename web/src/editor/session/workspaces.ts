import type { JobStage } from '../../api';
import { t } from '../../shared/language';
import type { Command } from './keys';

/** Ways of working on a job: the same document and canvas with other panels and keys around them. */
export type WorkspaceName = 'standard' | 'attributes' | 'single' | 'tags' | 'review';

interface WorkspaceInfo {
    readonly title: string;
    /** What it is for, in one line. */
    readonly about: string;
    /** How links name it, in small letters without anything between them. */
    readonly names: readonly string[];
    /** Which of the keys of all workspaces live in it. */
    readonly keys: readonly Command['group'][];
    /** Shapes are drawn in it, which wants room. */
    readonly draws: boolean;
}

/** In the order in which they are offered: a new one is a line here and one in panels/workspaces.tsx. */
export const WORKSPACES: Readonly<Record<WorkspaceName, WorkspaceInfo>> = {
    standard: {
        title: t('Standard'),
        about: t('Draw and edit everything'),
        names: ['standard'],
        keys: ['Tools', 'Objects', 'Frames', 'View', 'Job'],
        draws: true,
    },
    attributes: {
        title: t('Attributes'),
        about: t('Go through objects and their attributes by keys'),
        names: ['attributes', 'attributeannotation'],
        keys: ['Objects', 'Frames', 'View', 'Job'],
        draws: false,
    },
    single: {
        title: t('Single shape'),
        about: t('Draw one shape on each frame'),
        names: ['singleshape', 'single'],
        keys: ['Frames', 'View', 'Job'],
        draws: true,
    },
    tags: {
        title: t('Tags'),
        about: t('Classify whole frames: a key, and the next one'),
        names: ['tags', 'tagannotation', 'classification'],
        keys: ['Frames', 'View', 'Job'],
        draws: false,
    },
    review: {
        title: t('Review'),
        about: t('Accept or reject each object, open issues'),
        names: ['review'],
        keys: ['Frames', 'View', 'Job'],
        draws: false,
    },
};

export const WORKSPACE_NAMES = Object.keys(WORKSPACES) as WorkspaceName[];

/** The workspace a link names: `single_shape`, `Single shape` and `singleShape` are the same. */
export function workspaceNamed(text: string | null): WorkspaceName | null {
    const plain = (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
    return WORKSPACE_NAMES.find(name => WORKSPACES[name].names.includes(plain)) ?? null;
}

interface Opening {
    readonly is3d: boolean;
    readonly stage: JobStage;
    /** What the link asks for. */
    readonly asked: WorkspaceName | null;
    /** Where this job was left on this computer. */
    readonly remembered: WorkspaceName | null;
}

/** The workspace a job opens in; one that waits to be validated opens in Review, whatever is asked for. */
export function firstWorkspace({ is3d, stage, asked, remembered }: Opening): WorkspaceName {
    if (is3d) return 'standard';
    if (stage === 'validation') return 'review';
    return asked ?? remembered ?? 'standard';
}

const KEY = 'limnWorkspaces';
const REMEMBERED_JOBS = 50;

type Remembered = readonly (readonly [jobId: number, name: string])[];

function remembered(storage: Pick<Storage, 'getItem'>): Remembered {
    try {
        const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
        return Array.isArray(stored) ? (stored.filter(Array.isArray) as unknown as Remembered) : [];
    } catch {
        // What cannot be read only costs the memory of where the last jobs were left.
        return [];
    }
}

/** The workspace a job was left in on this computer. */
export function recallWorkspace(storage: Pick<Storage, 'getItem'>, jobId: number): WorkspaceName | null {
    const found = remembered(storage).find(([id]) => id === jobId)?.[1];
    return WORKSPACE_NAMES.find(name => name === found) ?? null;
}

export function rememberWorkspace(storage: Pick<Storage, 'getItem' | 'setItem'>, jobId: number, name: WorkspaceName) {
    const rest = remembered(storage).filter(([id]) => id !== jobId);
    try {
        storage.setItem(KEY, JSON.stringify([[jobId, name], ...rest].slice(0, REMEMBERED_JOBS)));
    } catch {
        // A full or forbidden storage costs only this memory.
    }
}
