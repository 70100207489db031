import { useRef, useState } from 'react';
import { FramesUpload, type MediaFile, type SortingMethod, type UploadProgress, type WaitingFile } from '../../api';
import { heldUploads, holdUpload, isHeld } from '../../shared/activity/unfinished';
import { t } from '../../shared/language';
import { continuation } from './addedFiles';

interface Ending {
    readonly sorting: SortingMethod;
    readonly leaveOutSame: boolean;
}

/** Before this the speed says nothing. */
const LEAST_SECONDS = 0.5;

/** Sends files to a task: what has arrived, now or in an earlier attempt, is not sent again. */
export function useFramesUpload(
    taskId: number,
    files: readonly MediaFile[],
    { sorting, leaveOutSame }: Ending,
    waiting: readonly WaitingFile[],
) {
    const [progress, setProgress] = useState<UploadProgress | null>(null);
    const [speed, setSpeed] = useState(0);
    const made = useRef<{ files: readonly MediaFile[]; sorting: SortingMethod; upload: FramesUpload } | null>(null);

    const run = async (signal: AbortSignal): Promise<string> => {
        if (isHeld(await heldUploads(), taskId)) throw new Error(t('Another tab sends files to this task just now.'));
        if (made.current?.files !== files || made.current.sorting !== sorting) {
            const { traces, missing } = continuation(files, waiting);
            made.current = { files, sorting, upload: new FramesUpload(taskId, missing, sorting, traces) };
        }
        const { upload } = made.current;
        upload.leaveOutSame = leaveOutSame;
        const begun = performance.now();
        const already = upload.progress().sentBytes;
        const release = holdUpload(taskId);
        try {
            return await upload.run(
                now => {
                    const seconds = (performance.now() - begun) / 1000;
                    setProgress(now);
                    setSpeed(seconds > LEAST_SECONDS ? (now.sentBytes - already) / seconds : 0);
                },
                { signal },
            );
        } finally {
            release();
        }
    };
    return { run, progress, speed };
}
