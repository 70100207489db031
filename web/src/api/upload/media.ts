import type { DataParameters } from '../tasks';
import { callError, callWithRetry, mustCall, newTusState, uploadTus, type TusState, type UploadContext } from './tus';
import { browserTransport, type Call } from './transport';

export interface MediaFile {
    /** The name the frame will have; may hold a relative folder path. */
    name: string;
    body: File;
}

/** Files up to this size travel together in multipart groups; larger ones one by one, in resumable pieces. */
export const SMALL_FILE_BYTES = 8 * 1024 * 1024;
const GROUP_BYTES = 32 * 1024 * 1024;
const GROUP_FILES = 200;
const PARALLEL = 3;

export type Part =
    // `lost`: an attempt ended without an answer, so some of the files may have arrived.
    { kind: 'group'; files: MediaFile[]; lost: boolean } | { kind: 'single'; file: MediaFile; state: TusState };

/**
 * Splits files into parts. A multipart part loses folders, so a file inside a folder always travels alone.
 */
export function planParts(files: MediaFile[]): Part[] {
    const parts: Part[] = [];
    let group: MediaFile[] = [];
    let bytes = 0;
    const flush = () => {
        if (group.length) parts.push({ kind: 'group', files: group, lost: false });
        group = [];
        bytes = 0;
    };
    for (const file of files) {
        if (file.name.includes('/') || file.body.size > SMALL_FILE_BYTES) {
            parts.push({ kind: 'single', file, state: newTusState() });
        } else {
            if (group.length >= GROUP_FILES || bytes + file.body.size > GROUP_BYTES) flush();
            group.push(file);
            bytes += file.body.size;
        }
    }
    flush();
    return parts;
}

const partBytes = (part: Part) =>
    part.kind === 'single' ? part.file.body.size : part.files.reduce((sum, file) => sum + file.body.size, 0);

export interface UploadProgress {
    sentBytes: number;
    totalBytes: number;
    doneFiles: number;
    totalFiles: number;
}

/**
 * The upload of a task's media: start, parts, finish. After a failure `run` may be called again and sends only what
 * has not arrived yet.
 */
export class MediaUpload {
    readonly totalBytes: number;
    private readonly parts: Part[];
    private readonly finished = new Set<Part>();
    private readonly sent = new Map<Part, number>();
    private started = false;

    constructor(
        private readonly taskId: number,
        private readonly files: MediaFile[],
        private readonly parameters: DataParameters,
    ) {
        this.parts = planParts(files);
        this.totalBytes = files.reduce((sum, file) => sum + file.body.size, 0);
    }

    private get endpoint(): string {
        return `/api/tasks/${this.taskId}/data`;
    }

    progress(): UploadProgress {
        let sentBytes = 0;
        let doneFiles = 0;
        for (const part of this.parts) {
            sentBytes += this.finished.has(part) ? partBytes(part) : (this.sent.get(part) ?? 0);
            if (this.finished.has(part)) doneFiles += part.kind === 'single' ? 1 : part.files.length;
        }
        return {
            sentBytes: Math.min(sentBytes, this.totalBytes),
            totalBytes: this.totalBytes,
            doneFiles,
            totalFiles: this.files.length,
        };
    }

    /** Gives the id of the background request that makes the frames. */
    async run(
        onProgress: (progress: UploadProgress) => void = () => undefined,
        options: Partial<UploadContext> = {},
    ): Promise<string> {
        // A part that fails stops the others: they would only postpone the message.
        const stopper = new AbortController();
        const signal = options.signal ? AbortSignal.any([options.signal, stopper.signal]) : stopper.signal;
        const context: UploadContext = { transport: browserTransport, ...options, signal };
        if (!this.started) {
            await mustCall({ method: 'POST', url: this.endpoint, headers: { 'Upload-Start': 'true' } }, context);
            this.started = true;
        }
        const waiting = this.parts.filter(part => !this.finished.has(part));
        const worker = async () => {
            for (let part = waiting.shift(); part; part = waiting.shift()) {
                const current = part;
                await this.sendPart(current, context, bytes => {
                    this.sent.set(current, bytes);
                    onProgress(this.progress());
                });
                this.finished.add(current);
                onProgress(this.progress());
            }
        };
        try {
            await Promise.all(Array.from({ length: PARALLEL }, worker));
        } catch (error) {
            stopper.abort();
            throw error;
        }
        return this.finish(context);
    }

    private async sendPart(part: Part, context: UploadContext, onSent: (bytes: number) => void): Promise<void> {
        if (part.kind === 'single') {
            const file = { name: part.file.name, body: part.file.body };
            await uploadTus(this.endpoint, file, part.state, context, onSent);
            return;
        }
        if (!part.lost && (await this.sendGroup(part, context, onSent))) return;
        let before = 0;
        for (const { name, body } of part.files) {
            await uploadTus(this.endpoint, { name, body }, newTusState(true), context, bytes => onSent(before + bytes));
            before += body.size;
        }
    }

    /** False when no answer came back; the group must not be sent again as a whole then. */
    private async sendGroup(
        part: Part & { kind: 'group' },
        context: UploadContext,
        onSent: (bytes: number) => void,
    ): Promise<boolean> {
        const form = new FormData();
        form.set('image_quality', String(this.parameters.image_quality));
        part.files.forEach((file, index) => form.set(`client_files[${index}]`, file.body, file.name));
        const limit = partBytes(part);
        const call: Call = {
            method: 'POST',
            url: this.endpoint,
            headers: { 'Upload-Multiple': 'true' },
            body: form,
            onSent: bytes => onSent(Math.min(bytes, limit)),
            signal: context.signal,
        };
        part.lost = true;
        const answer = await context.transport(call);
        if (answer.status === 0 || answer.status >= 500) return false;
        part.lost = false;
        if (answer.status !== 200) throw callError(answer, call);
        return true;
    }

    private async finish(context: UploadContext): Promise<string> {
        const parameters: DataParameters = { ...this.parameters };
        if (parameters.sorting_method === 'predefined') {
            parameters.upload_file_order = this.files.map(file => file.name);
        }
        const call: Call = {
            method: 'POST',
            url: this.endpoint,
            headers: { 'Upload-Finish': 'true', 'Content-Type': 'application/json' },
            body: JSON.stringify(parameters),
        };
        const answer = await callWithRetry(call, context);
        // 409: an earlier finish whose answer was lost did arrive.
        if (answer.status !== 202 && answer.status !== 409) throw callError(answer, call);
        return (JSON.parse(answer.text) as { rq_id: string }).rq_id;
    }
}
