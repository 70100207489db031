import { ApiError, isAbort, looksLikeHtml, normaliseError, statusText } from './errors';
import { organizationHeader } from './organization';

export type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;

export interface RequestOptions {
    method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    query?: Query;
    /** Sent as JSON. */
    json?: unknown;
    /** Sent as it is (multipart forms, bytes). */
    body?: BodyInit;
    headers?: Record<string, string>;
    signal?: AbortSignal;
    /** Do not ask the user to sign in again on 401. */
    anonymous?: boolean;
    /** Do not name a workspace: the call sees, or makes, things in whatever workspace they are. */
    anywhere?: boolean;
    keepalive?: boolean;
}

export const ACCEPT = 'application/vnd.cvat+json, */*;q=0.5';

/** Skips null, undefined and empty values. */
export function buildUrl(path: string, query: Query = {}): string {
    const params = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
        if (value !== null && value !== undefined && value !== '') params.set(key, String(value));
    }
    const text = params.toString();
    return text ? `${path}${path.includes('?') ? '&' : '?'}${text}` : path;
}

export function csrfToken(cookies: string = document.cookie): string | null {
    const found = /(?:^|;\s*)csrftoken=([^;]*)/.exec(cookies);
    return found ? decodeURIComponent(found[1]) : null;
}

/** Headers that every changing call carries besides its own. */
export function sessionHeaders(method: string): Record<string, string> {
    const token = csrfToken();
    return token && method !== 'GET' && method !== 'HEAD' ? { 'X-CSRFToken': token } : {};
}

/** Asks the user to sign in again; resolves to true once the call may be repeated. */
export type UnauthorizedHandler = () => Promise<boolean>;

let askToSignIn: UnauthorizedHandler | null = null;

export function setUnauthorizedHandler(handler: UnauthorizedHandler | null): void {
    askToSignIn = handler;
}

export function signInAgain(): Promise<boolean> {
    return askToSignIn ? askToSignIn() : Promise.resolve(false);
}

/** Looks whether the page's user is still the one whose cookies go with calls; throws if a call must not be made. */
export type AccountGuard = () => Promise<void>;

let guardAccount: AccountGuard | null = null;

export function setAccountGuard(guard: AccountGuard | null): void {
    guardAccount = guard;
}

function parseBody(text: string, type: string | null): unknown {
    if (!text) return null;
    if (type?.includes('json')) {
        try {
            return JSON.parse(text);
        } catch {
            return text;
        }
    }
    return text;
}

export function errorFrom(
    answer: { status: number; text: string; type: string | null; requestId: string | null },
    call: { method: string; url: string },
): ApiError {
    const normal = normaliseError(answer.status, parseBody(answer.text, answer.type));
    // The server itself never says with a page that something is missing or forbidden: somebody on the way does.
    const foreign = (answer.status === 403 || answer.status === 404) && looksLikeHtml(answer.text);
    if (foreign) return new ApiError({ ...call, status: 502, message: statusText(502) });
    return new ApiError({ ...normal, ...call, status: answer.status, requestId: answer.requestId });
}

/** So long, in milliseconds, an answer may take to begin, and so much longer for each byte that is sent: 10 kB/s. */
const PATIENCE = 120_000;
const PATIENCE_PER_BYTE = 0.1;

/** So long, in milliseconds, an answer that has begun may pause. */
const SILENCE = 120_000;

const late = () => new DOMException('The server did not answer.', 'TimeoutError');

/** A server that takes a call and says nothing, or a connection that died unnoticed, must not be waited for for ever. */
async function answered(
    body: BodyInit | undefined,
    signal: AbortSignal | undefined,
    ask: (signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
    const waiting = new AbortController();
    const giveUp = () => waiting.abort(signal?.reason);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true }); // also while the answer is read
    const bytes = typeof body === 'string' ? body.length : body instanceof Blob ? body.size : 0;
    const patience = body instanceof FormData ? null : PATIENCE + bytes * PATIENCE_PER_BYTE;
    const timer = patience === null ? undefined : setTimeout(() => waiting.abort(late()), patience);
    try {
        return await ask(waiting.signal);
    } finally {
        clearTimeout(timer);
    }
}

/** The next part of an answer, which must come in time. */
async function heard<T>(reader: ReadableStreamDefaultReader<T>): Promise<ReadableStreamReadResult<T>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(late()), SILENCE);
    });
    try {
        return await Promise.race([reader.read(), silence]);
    } finally {
        clearTimeout(timer);
    }
}

/** The text of an answer, read part by part: however long it takes, it may not fall silent on the way. */
async function textOf({ body }: Response): Promise<string> {
    if (!body) return '';
    const reader = body.getReader();
    const decoder = new TextDecoder();
    try {
        for (let text = ''; ;) {
            const { done, value } = await heard(reader);
            text += decoder.decode(value, { stream: !done });
            if (done) return text;
        }
    } catch (error) {
        void reader.cancel(error).catch(() => undefined); // lets the connection go
        throw error;
    }
}

/** Sends one call and gives the answer if it is a success; throws ApiError otherwise (AbortError when aborted). */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
    const method = options.method ?? 'GET';
    const url = buildUrl(path, options.query);
    const body = options.json !== undefined ? JSON.stringify(options.json) : options.body;
    const attempt = async () => {
        if (method !== 'GET' && method !== 'HEAD' && !options.anonymous) await guardAccount?.();
        const headers = {
            Accept: ACCEPT,
            ...(options.json !== undefined ? { 'Content-Type': 'application/json' } : {}),
            ...sessionHeaders(method),
            ...organizationHeader(options.anywhere || options.anonymous),
            ...options.headers,
        };
        return answered(body, options.signal, signal =>
            fetch(url, { method, credentials: 'same-origin', signal, keepalive: options.keepalive, headers, body }),
        );
    };
    let response: Response;
    try {
        response = await attempt();
        if (response.status === 401 && !options.anonymous && (await signInAgain())) response = await attempt();
    } catch (error) {
        if (isAbort(error) || error instanceof ApiError) throw error;
        throw new ApiError({ status: 0, message: statusText(0), method, url, cause: error });
    }
    if (response.ok) return response;
    throw errorFrom(
        {
            status: response.status,
            text: await textOf(response).catch(() => ''),
            type: response.headers.get('Content-Type'),
            requestId: response.headers.get('X-Request-Id'),
        },
        { method, url },
    );
}

/**
 * What an answer holds. One that breaks off or falls silent, and a page that somebody on the way (a proxy, the login of a network) put
 * in its place, are no answers: what was asked for may have been done or not.
 */
export async function readJson<T>(response: Response): Promise<T> {
    const text = await readText(response);
    try {
        return (text ? JSON.parse(text) : null) as T;
    } catch (error) {
        throw new ApiError({ status: 502, message: statusText(502), url: response.url, cause: error });
    }
}

async function readText(response: Response): Promise<string> {
    try {
        return await textOf(response);
    } catch (error) {
        if (isAbort(error)) throw error;
        throw new ApiError({ status: 0, message: statusText(0), url: response.url, cause: error });
    }
}

export async function fetchJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return readJson(await send(path, options));
}

export async function fetchNothing(path: string, options: RequestOptions = {}): Promise<void> {
    const response = await send(path, options);
    await readText(response);
}
