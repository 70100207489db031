import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../../api';
import { useCreations } from './creationList';
import {
    cancelCreation,
    canCancel,
    discardCreation,
    retryCreation,
    startCreation,
    watchCreations,
    whatWasKept,
    type CreationOrder,
} from './creations';

vi.mock('../../api', async original => ({
    ...(await original<typeof api>()),
    createTask: vi.fn(),
    deleteTask: vi.fn(async () => undefined),
    cancelRequest: vi.fn(async () => undefined),
    followRequest: vi.fn(),
    MediaUpload: vi.fn(),
}));

const createTask = vi.mocked(api.createTask);
const deleteTask = vi.mocked(api.deleteTask);
const followRequest = vi.mocked(api.followRequest);
const Upload = vi.mocked(api.MediaUpload);

const order = (name = 'night'): CreationOrder => ({
    task: { name },
    data: { image_quality: 70 },
    files: [{ name: 'a.jpg', body: new File(['12345'], 'a.jpg') }],
});

const find = (key: number) => {
    const creation = useCreations.getState().list.find(item => item.key === key);
    if (!creation) throw new Error('no such creation');
    return creation;
};
const reaches = (key: number, phase: string) =>
    vi.waitFor(() => expect(find(key).phase).toBe(phase), { timeout: 60_000 });

/** An upload whose `run` is given. */
function uploadThat(run: (signal?: AbortSignal) => Promise<string>, doneFiles = 0) {
    const progress = { sentBytes: doneFiles * 5, totalBytes: 5, doneFiles, totalFiles: 1, active: [] };
    Upload.mockImplementation(
        () =>
            ({
                progress: () => progress,
                run: async (onProgress: (progress: api.UploadProgress) => void, options: { signal: AbortSignal }) => {
                    onProgress(progress);
                    return run(options.signal);
                },
            }) as unknown as api.MediaUpload,
    );
}

const untilAborted = (signal?: AbortSignal) =>
    new Promise<string>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError'))),
    );

watchCreations();

beforeEach(() => {
    vi.clearAllMocks();
    useCreations.setState({ list: [] });
    createTask.mockImplementation(async task => ({ id: 7, ...task }) as unknown as api.Task);
    followRequest.mockImplementation(async () => ({ status: 'finished' }) as api.BackgroundRequest);
    uploadThat(async () => 'rq', 1);
});

describe('a creation', () => {
    it('goes from the task over its files to its frames', async () => {
        const key = startCreation(order());
        await reaches(key, 'finished');
        expect(find(key)).toMatchObject({ taskId: 7, upload: { doneFiles: 1 } });
        expect(followRequest).toHaveBeenCalledWith('rq', expect.anything());
    });

    it('waits for the one before it', async () => {
        uploadThat(untilAborted);
        const first = startCreation(order('one'));
        const second = startCreation(order('two'));
        await reaches(first, 'uploading');
        expect(find(second).phase).toBe('waiting');
        await cancelCreation(first);
        uploadThat(async () => 'rq');
        await reaches(second, 'finished');
    });

    it('keeps nothing when the task was refused, and makes it on the next try', async () => {
        createTask.mockRejectedValueOnce(new api.ApiError({ status: 400, message: 'Name: too long' }));
        const key = startCreation(order());
        await reaches(key, 'failed');
        expect(whatWasKept(find(key))).toContain('Nothing');
        retryCreation(key);
        await reaches(key, 'finished');
        expect(createTask).toHaveBeenCalledTimes(2);
    });

    it('keeps the task when the upload broke, and does not make it twice', async () => {
        let broken = true;
        uploadThat(async () => {
            if (broken) throw new api.ApiError({ status: 0, message: 'gone' });
            return 'rq';
        });
        const key = startCreation(order());
        await reaches(key, 'failed');
        expect(whatWasKept(find(key))).toContain('0 of 1 files');
        broken = false;
        retryCreation(key);
        await reaches(key, 'finished');
        expect(createTask).toHaveBeenCalledTimes(1);
        expect(Upload).toHaveBeenCalledTimes(1);
    });

    it('says that the files are kept when no frames could be made', async () => {
        followRequest.mockRejectedValueOnce(new Error('No media data found'));
        const key = startCreation(order());
        await reaches(key, 'failed');
        expect(find(key).error).toMatchObject({ message: 'No media data found' });
        expect(whatWasKept(find(key))).toContain('All uploaded files are kept');
        await discardCreation(key);
        expect(deleteTask).toHaveBeenCalledWith(7);
        expect(useCreations.getState().list).toEqual([]);
    });

    it('deletes its task when it is cancelled during the upload', async () => {
        uploadThat(untilAborted);
        const key = startCreation(order());
        await reaches(key, 'uploading');
        expect(canCancel(find(key))).toBe(true);
        await cancelCreation(key);
        expect(find(key).phase).toBe('cancelled');
        expect(deleteTask).toHaveBeenCalledWith(7);
    });

    it('begins anew, with another task, when it is tried again after it was cancelled', async () => {
        uploadThat(untilAborted);
        const key = startCreation(order());
        await reaches(key, 'uploading');
        await cancelCreation(key);
        createTask.mockResolvedValueOnce({ id: 8 } as api.Task);
        uploadThat(async () => 'action=create&target=task&id=8');
        retryCreation(key);
        await reaches(key, 'finished');
        expect(find(key).taskId).toBe(8);
    });

    it('deletes the task too when it was cancelled before the server answered', async () => {
        let answer: (task: api.Task) => void = () => undefined;
        createTask.mockImplementationOnce(() => new Promise(resolve => (answer = resolve)));
        const key = startCreation(order());
        await reaches(key, 'creating');
        await cancelCreation(key);
        answer({ id: 8 } as api.Task);
        await vi.waitFor(() => expect(deleteTask).toHaveBeenCalledWith(8), { timeout: 60_000 });
        expect(find(key).phase).toBe('cancelled');
    });

    it('cannot be cancelled once the server makes frames', async () => {
        let end: () => void = () => undefined;
        followRequest.mockImplementationOnce((_id, options) => {
            options?.onProgress?.({ status: 'started', progress: 0.5, message: 'x' } as api.BackgroundRequest);
            return new Promise(resolve => (end = () => resolve({} as api.BackgroundRequest)));
        });
        const key = startCreation(order());
        await reaches(key, 'processing');
        await vi.waitFor(() => expect(find(key).processing).toMatchObject({ progress: 0.5, queued: false }), {
            timeout: 60_000,
        });
        expect(canCancel(find(key))).toBe(false);
        end();
        await reaches(key, 'finished');
    });
});
