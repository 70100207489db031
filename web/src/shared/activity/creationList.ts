import { create } from 'zustand';
import type { UploadProgress } from '../../api';

type CreationPhase = 'waiting' | 'creating' | 'uploading' | 'processing' | 'finished' | 'failed' | 'cancelled';

/** One task on its way: created, filled with files, turned into frames. */
export interface Creation {
    key: number;
    name: string;
    phase: CreationPhase;
    taskId: number | null;
    upload: UploadProgress;
    /** Bytes a second, averaged since the upload (re)started. */
    speed: number;
    /** It can be continued when this page is gone. */
    kept: boolean;
    processing: { progress: number; message: string; queued: boolean };
    error: unknown;
}

interface Creations {
    list: Creation[];
}

export const useCreations = create<Creations>(() => ({ list: [] }));

const OVER: readonly CreationPhase[] = ['finished', 'failed', 'cancelled'];

export function isActive(creation: Creation): boolean {
    return !OVER.includes(creation.phase);
}
