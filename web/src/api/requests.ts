import { t } from '../shared/language';
import { ApiError, isAbort } from './errors';
import { fetchJson, fetchNothing } from './http';
import { fetchPage, type ListQuery, type Page } from './page';
import { requestEvents, type RequestEvents } from './requestEvents';
import type { AppendSummary, BackgroundRequest, ImportSummary, ProjectImportSummary } from './types';

const path = (id: string) => `/api/requests/${encodeURIComponent(id)}`;

export function listRequests(query?: ListQuery, signal?: AbortSignal): Promise<Page<BackgroundRequest>> {
    return fetchPage('/api/requests', query, signal);
}

export function getRequest(id: string, signal?: AbortSignal): Promise<BackgroundRequest> {
    return fetchJson(path(id), { signal });
}

/** Only a request that has not started yet can be cancelled. */
export function cancelRequest(id: string): Promise<void> {
    return fetchNothing(`${path(id)}/cancel`, { method: 'POST' });
}

/** What came of files added to a task; undefined for everything else. */
export function appendSummaryOf({ summary }: BackgroundRequest): AppendSummary | undefined {
    return summary && 'frames_added' in summary ? summary : undefined;
}

/** What came of an import of annotations, where the server tells. */
export function importSummaryOf({ summary }: BackgroundRequest): ImportSummary | undefined {
    return summary && 'shapes' in summary ? summary : undefined;
}

/** What a dataset that was tried out would make in a project. */
export function projectSummaryOf({ summary }: BackgroundRequest): ProjectImportSummary | undefined {
    return summary && 'new_labels' in summary ? summary : undefined;
}

/** A background request that ended badly. */
export class RequestFailed extends Error {
    readonly request: BackgroundRequest;

    constructor(request: BackgroundRequest) {
        super(readableReason(request.message));
        this.name = 'RequestFailed';
        this.request = request;
    }
}

/** Drops the exception's type path in front of the reason: `ValueError: No media data found` → `No media data found`. */
export function readableReason(message: string): string {
    const text = message.trim().replace(/^[\w.]*(?:Error|Exception|Warning)\w*:\s*/, '');
    const quoted = /ErrorDetail\(string=(['"])(.*?)\1, code=/.exec(text);
    return (quoted ? quoted[2] : text) || t('The operation failed and the server gave no reason.');
}

/** The path of a result on this page's own origin, whatever host the server believes it has. */
export function localPath(url: string): string {
    const parsed = new URL(url, window.location.origin);
    return `${parsed.pathname}${parsed.search}`;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;
/** While the server tells of changes by itself. */
const LIVE_WAIT_MS = 15_000;
const LOST_ANSWERS = 8;

export function wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        if (signal?.aborted) {
            reject(new DOMException('Aborted', 'AbortError'));
            return;
        }
        const stop = () => {
            clearTimeout(timer);
            reject(new DOMException('Aborted', 'AbortError'));
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', stop);
            resolve();
        }, ms);
        signal?.addEventListener('abort', stop, { once: true });
    });
}

export interface FollowOptions {
    onProgress?: (request: BackgroundRequest) => void;
    signal?: AbortSignal;
    pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
    events?: Pick<RequestEvents, 'watch' | 'live'>;
}

/** What the server has said of one request, and a way to wait for more. */
class Hearing {
    private said: BackgroundRequest | null = null;
    private wake: () => void = () => undefined;
    readonly stop: () => void;

    constructor(id: string, events: Pick<RequestEvents, 'watch'>) {
        this.stop = events.watch(news => {
            if (news && news.id !== id) return;
            this.said = news;
            this.wake();
        });
    }

    take(): BackgroundRequest | null {
        const said = this.said;
        this.said = null;
        return said;
    }

    /** Until the pause is over or something is said, whichever comes first. */
    async wait(pause: Promise<void>): Promise<void> {
        const said = new Promise<void>(resolve => {
            this.wake = resolve;
        });
        await Promise.race([pause, this.said ? undefined : said]);
    }
}

/**
 * Follows a background request until it ends: by what the server says of it, and by asking, at growing intervals. Gives
 * the finished request; throws RequestFailed when it failed. Survives short interruptions of the connection.
 */
export async function followRequest(id: string, options: FollowOptions = {}): Promise<BackgroundRequest> {
    const events = options.events ?? requestEvents;
    const hearing = new Hearing(id, events);
    try {
        return await followHearing(id, options, events, hearing);
    } finally {
        hearing.stop();
    }
}

async function followHearing(
    id: string,
    options: FollowOptions,
    events: Pick<RequestEvents, 'live'>,
    hearing: Hearing,
): Promise<BackgroundRequest> {
    const pause = options.pause ?? wait;
    let delay = FIRST_WAIT_MS;
    let lost = 0;
    for (;;) {
        try {
            const request = hearing.take() ?? (await getRequest(id, options.signal));
            lost = 0;
            options.onProgress?.(request);
            if (request.status === 'finished') return request;
            if (request.status === 'failed') throw new RequestFailed(request);
        } catch (error) {
            if (isAbort(error) || !(error instanceof ApiError)) throw error;
            const passing = error.status === 0 || error.status === 429 || error.status >= 500;
            lost += 1;
            if (!passing || lost > LOST_ANSWERS) throw error;
        }
        await hearing.wait(pause(events.live ? LIVE_WAIT_MS : delay, options.signal));
        delay = Math.min(LONGEST_WAIT_MS, delay * 1.4);
    }
}
