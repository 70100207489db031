import { t } from '../../shared/language';
import type { DataParameters, SortingMethod } from '../tasks';
import { callError, callWithRetry, mustCall, newTusState, uploadTus, type TusState, type UploadContext } from './tus';
import { BY_BROWSER } from './context';
import { framesOf } from '../taskFrames';
import type { Call } from './transport';

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

/** What is known of a file from an upload that was broken off: nothing, that it was begun, or that it is there. */
export interface FileTrace {
    readonly name: string;
    readonly size: number;
    readonly state: 'waiting' | 'begun' | 'arrived';
    /** Where its pieces go, once the server has said so. */
    readonly location: string | null;
}

/** Is told how far each file is, so that the upload can be continued when this page is gone. */
export interface UploadMemory {
    begun(names: readonly string[]): void;
    located(name: string, location: string): void;
    arrived(names: readonly string[]): void;
}

const NO_MEMORY: UploadMemory = { begun: () => undefined, located: () => undefined, arrived: () => undefined };

/**
 * Splits files into parts. Task data lose the folders of names in a multipart body, so that a file inside a folder travels
 * alone unless `folders` are kept; so does one that was begun before, of which the server may have a piece, or all.
 */
export function planParts(
    files: MediaFile[],
    begun: ReadonlyMap<string, FileTrace> = new Map(),
    folders = false,
): Part[] {
    const parts: Part[] = [];
    let group: MediaFile[] = [];
    let bytes = 0;
    const flush = () => {
        if (group.length) parts.push({ kind: 'group', files: group, lost: false });
        group = [];
        bytes = 0;
    };
    for (const file of files) {
        const trace = begun.get(file.name);
        if (trace) {
            parts.push({ kind: 'single', file, state: { ...newTusState(true), location: trace.location } });
        } else if ((!folders && file.name.includes('/')) || file.body.size > SMALL_FILE_BYTES) {
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
    /** What is being sent at the moment. */
    active: readonly ActivePart[];
}

export interface ActivePart {
    readonly name: string;
    readonly sentBytes: number;
    readonly totalBytes: number;
}

const partName = (part: Part) =>
    part.kind === 'single' ? part.file.name : t('{count} small files', { count: part.files.length });
const partNames = (part: Part) => (part.kind === 'single' ? [part.file.name] : part.files.map(file => file.name));

/**
 * The upload of a task's media: start, parts, finish. After a failure `run` may be called again and sends only what
 * has not arrived yet.
 */
export class MediaUpload {
    readonly totalBytes: number;
    private readonly parts: readonly Part[];
    private readonly finished = new Set<Part>();
    private readonly sent = new Map<Part, number>();
    private readonly active = new Set<Part>();
    private readonly arrivedBytes: number;
    private readonly arrivedFiles: number;
    /** Names of all files, in the order they were given at first. */
    private readonly names: readonly string[];
    protected started = false;

    /** `traces`: all files of an upload that was broken off; `files` are then those that have not arrived. */
    constructor(
        protected readonly taskId: number,
        files: MediaFile[],
        protected readonly parameters: DataParameters,
        private readonly memory: UploadMemory = NO_MEMORY,
        traces: readonly FileTrace[] = [],
    ) {
        const arrived = traces.filter(trace => trace.state === 'arrived');
        const begun = traces.filter(trace => trace.state === 'begun').map(trace => [trace.name, trace] as const);
        this.parts = this.plan(files, new Map(begun));
        this.arrivedFiles = arrived.length;
        this.arrivedBytes = arrived.reduce((sum, trace) => sum + trace.size, 0);
        this.totalBytes = this.arrivedBytes + files.reduce((sum, file) => sum + file.body.size, 0);
        this.names = traces.length ? traces.map(trace => trace.name) : files.map(file => file.name);
    }

    protected get endpoint(): string {
        return `/api/tasks/${this.taskId}/data`;
    }

    protected plan(files: MediaFile[], begun: ReadonlyMap<string, FileTrace>): Part[] {
        return planParts(files, begun);
    }

    /** What the server is told when everything has arrived. */
    protected get ending(): object {
        const { parameters } = this;
        return parameters.sorting_method === 'predefined'
            ? { ...parameters, upload_file_order: [...this.names] }
            : parameters;
    }

    progress(): UploadProgress {
        let sentBytes = this.arrivedBytes;
        let doneFiles = this.arrivedFiles;
        for (const part of this.parts) {
            sentBytes += this.finished.has(part) ? partBytes(part) : (this.sent.get(part) ?? 0);
            if (this.finished.has(part)) doneFiles += part.kind === 'single' ? 1 : part.files.length;
        }
        return {
            sentBytes: Math.min(sentBytes, this.totalBytes),
            totalBytes: this.totalBytes,
            doneFiles,
            totalFiles: this.names.length,
            active: [...this.active].map(part => ({
                name: partName(part),
                sentBytes: this.sent.get(part) ?? 0,
                totalBytes: partBytes(part),
            })),
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
        const context: UploadContext = { ...BY_BROWSER, ...options, signal };
        if (!this.started) {
            await mustCall({ method: 'POST', url: this.endpoint, headers: { 'Upload-Start': 'true' } }, context);
            this.started = true;
        }
        const waiting = this.parts.filter(part => !this.finished.has(part));
        const worker = async () => {
            for (let part = waiting.shift(); part; part = waiting.shift()) {
                const current = part;
                this.active.add(current);
                try {
                    await this.sendPart(current, context, bytes => {
                        this.sent.set(current, bytes);
                        onProgress(this.progress());
                    });
                } finally {
                    this.active.delete(current);
                }
                this.finished.add(current);
                this.memory.arrived(partNames(current));
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
        this.memory.begun(partNames(part));
        if (part.kind === 'single') {
            const { state } = part;
            const { name, body } = part.file;
            let told = state.location;
            await uploadTus(this.endpoint, { name, body }, state, context, bytes => {
                if (state.location && state.location !== told) this.memory.located(name, state.location);
                told = state.location;
                onSent(bytes);
            });
            return;
        }
        if (!part.lost && (await this.sendGroup(part, context, onSent))) return;
        let before = 0;
        for (const { name, body } of part.files) {
            await uploadTus(this.endpoint, { name, body }, newTusState(true), context, bytes => onSent(before + bytes));
            before += body.size;
        }
    }

    /** False when no answer came back, or not all arrived as it was; the files go one by one then. */
    private async sendGroup(
        part: Part & { kind: 'group' },
        context: UploadContext,
        onSent: (bytes: number) => void,
    ): Promise<boolean> {
        const form = new FormData();
        form.set('image_quality', String(this.parameters.image_quality));
        for (const [index, { name, body }] of part.files.entries()) {
            // What a file comes to stands before it, for the server reads the form as it arrives.
            const checksum = await context.checksum?.(body);
            if (checksum) form.set(`client_checksums[${index}]`, checksum);
            form.set(`client_files[${index}]`, body, name);
        }
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
        if (answer.status === 0 || answer.status === 460 || answer.status >= 500) return false;
        part.lost = false;
        if (answer.status !== 200) throw callError(answer, call);
        return true;
    }

    private async finish(context: UploadContext): Promise<string> {
        const call: Call = {
            method: 'POST',
            url: this.endpoint,
            headers: { 'Upload-Finish': 'true', 'Content-Type': 'application/json' },
            body: JSON.stringify(this.ending),
        };
        const answer = await callWithRetry(call, context);
        // 409 with a request: an earlier finish whose answer was lost did arrive.
        if (answer.status !== 202 && answer.status !== 409) throw callError(answer, call);
        const { rq_id } = JSON.parse(answer.text) as { rq_id?: string };
        if (!rq_id) throw callError(answer, call);
        return rq_id;
    }
}

/** Files for a task that has frames already; `traces` as for other media, of files that wait on the server. */
export class FramesUpload extends MediaUpload {
    constructor(taskId: number, files: MediaFile[], sorting: SortingMethod, traces: readonly FileTrace[] = []) {
        super(taskId, files, { image_quality: 70, sorting_method: sorting }, NO_MEMORY, traces);
        // To start is to throw away what waits.
        this.started = traces.length > 0;
    }

    protected override get endpoint(): string {
        return framesOf(this.taskId);
    }

    protected override plan(files: MediaFile[], begun: ReadonlyMap<string, FileTrace>): Part[] {
        return planParts(files, begun, true);
    }

    protected override get ending(): object {
        return { sorting_method: this.parameters.sorting_method, leave_out_same: this.leaveOutSame };
    }

    /** Of what is packed; loose files that are to be left out are not sent. */
    leaveOutSame = true;
}
