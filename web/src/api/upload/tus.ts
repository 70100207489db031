import type { ApiError } from '../errors';
import { errorFrom } from '../http';
import { wait } from '../requests';
import type { Checksum } from './checksum';
import type { Answer, Call, Transport } from './transport';
import { t } from '../../shared/language';

export const CHUNK_BYTES = 16 * 1024 * 1024;
/** Pieces become no smaller than this where a connection keeps breaking off. */
const LEAST_CHUNK_BYTES = 1024 * 1024;
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 10_000;

export interface UploadContext {
    transport: Transport;
    /** Tells what a piece comes to, so that the server can compare what arrives. */
    checksum?: Checksum;
    signal?: AbortSignal;
    pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export function callError(answer: Answer, call: Pick<Call, 'method' | 'url'>): ApiError {
    return errorFrom(
        {
            status: answer.status,
            text: answer.text,
            type: answer.header('Content-Type'),
            requestId: answer.header('X-Request-Id'),
        },
        { method: call.method, url: call.url },
    );
}

const succeeded = (answer: Answer) => answer.status >= 200 && answer.status < 300;
const passing = (answer: Answer) => answer.status === 0 || answer.status === 429 || answer.status >= 500;

const backoff = (attempt: number) => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);

/** Repeats a call while the failure may pass; gives the first answer that is final. */
export async function callWithRetry(call: Call, context: UploadContext): Promise<Answer> {
    const pause = context.pause ?? wait;
    for (let attempt = 0; ; attempt += 1) {
        const answer = await context.transport({ ...call, signal: context.signal });
        if (!passing(answer) || attempt + 1 >= ATTEMPTS) return answer;
        await pause(backoff(attempt), context.signal);
    }
}

export async function mustCall(call: Call, context: UploadContext): Promise<Answer> {
    const answer = await callWithRetry(call, context);
    if (!succeeded(answer)) throw callError(answer, call);
    return answer;
}

function encodeMetadata(values: Record<string, string>): string {
    return Object.entries(values)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => {
            const bytes = new TextEncoder().encode(value);
            return `${key} ${btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))}`;
        })
        .join(',');
}

/** How far one file got. Passing it in again after a failure goes on from there. */
export interface TusState {
    location: string | null;
    /** The name the server will know the file by. */
    uploadName: string | null;
    offset: number;
    done: boolean;
    /** The whole file may have arrived by an earlier call whose answer was lost; then its name is taken, by itself. */
    mayExist: boolean;
}

export const newTusState = (mayExist = false): TusState => ({
    location: null,
    uploadName: null,
    offset: 0,
    done: false,
    mayExist,
});

export interface TusFile {
    /** May hold a relative folder path. */
    name: string;
    body: Blob;
}

async function create(endpoint: string, file: TusFile, state: TusState, context: UploadContext): Promise<void> {
    const call: Call = {
        method: 'POST',
        url: endpoint,
        headers: {
            'Tus-Resumable': '1.0.0',
            'Upload-Length': String(file.body.size),
            'Upload-Metadata': encodeMetadata({ filename: file.name, filetype: file.body.type }),
        },
    };
    const answer = await callWithRetry(call, context);
    if (answer.status === 409 && state.mayExist) {
        state.done = true;
        return;
    }
    if (!succeeded(answer)) throw callError(answer, call);
    const location = answer.header('Location');
    if (!location) throw callError({ ...answer, text: t('The server gave no place to upload to.') }, call);
    const url = new URL(location, window.location.href);
    state.location = `${url.pathname}${url.search}`;
    state.uploadName = answer.header('Upload-Filename');
    state.offset = 0;
    state.done = file.body.size === 0;
}

/** Asks how much has arrived; creates the upload anew when the server no longer knows it. */
async function resume(endpoint: string, file: TusFile, state: TusState, context: UploadContext): Promise<void> {
    const answer = await callWithRetry(
        { method: 'HEAD', url: state.location as string, headers: { 'Tus-Resumable': '1.0.0' } },
        context,
    );
    if (succeeded(answer)) {
        state.offset = Number(answer.header('Upload-Offset') ?? 0);
        state.done = state.offset >= file.body.size;
    } else {
        state.mayExist = true;
        await create(endpoint, file, state, context);
    }
}

/** The server compares what has arrived with this, and throws away what differs (460). */
async function checksumHeader(piece: Blob, { checksum }: UploadContext): Promise<Record<string, string>> {
    const said = await checksum?.(piece);
    return said ? { 'Upload-Checksum': said } : {};
}

/** Uploads one file in pieces, resuming after interruptions. `onSent` tells the bytes of this file that have left. */
export async function uploadTus(
    endpoint: string,
    file: TusFile,
    state: TusState,
    context: UploadContext,
    onSent: (bytes: number) => void,
): Promise<void> {
    const pause = context.pause ?? wait;
    if (state.location) await resume(endpoint, file, state, context);
    else await create(endpoint, file, state, context);
    let failures = 0;
    let size = CHUNK_BYTES;
    while (!state.done) {
        const start = state.offset;
        const piece = file.body.slice(start, start + size);
        const call: Call = {
            method: 'PATCH',
            url: state.location as string,
            headers: {
                'Tus-Resumable': '1.0.0',
                'Upload-Offset': String(start),
                'Content-Type': 'application/offset+octet-stream',
                ...(await checksumHeader(piece, context)),
            },
            body: piece,
            onSent: bytes => onSent(start + bytes),
        };
        const answer = await context.transport({ ...call, signal: context.signal });
        if (succeeded(answer)) {
            failures = 0;
            state.offset = Number(answer.header('Upload-Offset') ?? start + piece.size);
            state.done = state.offset >= file.body.size;
        } else {
            failures += 1;
            const mayPass = passing(answer) || [404, 409, 460].includes(answer.status);
            if (!mayPass || failures >= ATTEMPTS) throw callError(answer, call);
            // What breaks off before it could be compared does not count: smaller pieces get through.
            if (failures > 1) size = Math.max(LEAST_CHUNK_BYTES, size / 2);
            await pause(backoff(failures - 1), context.signal);
            await resume(endpoint, file, state, context);
        }
        onSent(state.offset);
    }
    onSent(file.body.size);
}
