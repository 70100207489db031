import { t } from '../shared/language';

/** What the server said when it refused, in the one form the page works with. */
export class ApiError extends Error {
    /** HTTP status; 0 when no answer came back at all. */
    readonly status: number;
    /** Messages by field path, such as `name` or `labels.1.name`. */
    readonly fields: Readonly<Record<string, string[]>>;
    readonly requestId: string | null;
    readonly method: string;
    readonly url: string;
    /** The id of the background request already under way, on 409. */
    readonly runningRequest: string | null;

    constructor(init: {
        status: number;
        message: string;
        fields?: Record<string, string[]>;
        requestId?: string | null;
        method?: string;
        url?: string;
        runningRequest?: string | null;
        cause?: unknown;
    }) {
        super(init.message, { cause: init.cause });
        this.name = 'ApiError';
        this.status = init.status;
        this.fields = init.fields ?? {};
        this.requestId = init.requestId ?? null;
        this.method = init.method ?? '';
        this.url = init.url ?? '';
        this.runningRequest = init.runningRequest ?? null;
    }
}

export interface NormalisedError {
    message: string;
    fields: Record<string, string[]>;
    runningRequest: string | null;
}

const STATUS_TEXT: Record<number, string> = {
    0: t('The server does not answer. Check the connection and try again.'),
    400: t('The server did not accept the request.'),
    401: t('You are not signed in.'),
    403: t('You do not have permission to do this.'),
    404: t('This does not exist, or it was deleted.'),
    405: t('The server does not offer this action.'),
    409: t('This is already under way.'),
    413: t('The file is larger than the server accepts.'),
    415: t('The server does not accept this kind of file.'),
    429: t('Too many requests. Wait a little and try again.'),
    500: t('The server failed. Your data is kept as it was before; try again.'),
    502: t('The server is not reachable at the moment. Try again shortly.'),
    503: t('The server is not ready at the moment. Try again shortly.'),
    504: t('The server took too long to answer. Try again.'),
};

export function statusText(status: number): string {
    return (
        STATUS_TEXT[status] ??
        (status >= 500 ? STATUS_TEXT[500] : t('The server answered with status {status}.', { status }))
    );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** Walks nested validation bodies: `{labels: [{}, {name: ['…']}]}` gives `labels.1.name`. */
function collect(value: unknown, path: string, out: Record<string, string[]>): void {
    if (value === null || value === undefined || value === '') return;
    if (Array.isArray(value)) {
        const texts = value.filter(item => !isRecord(item) && !Array.isArray(item)).map(String);
        if (texts.length) out[path] = [...(out[path] ?? []), ...texts];
        value.forEach((item, index) => {
            if (isRecord(item) || Array.isArray(item)) collect(item, path ? `${path}.${index}` : String(index), out);
        });
    } else if (isRecord(value)) {
        for (const [key, inner] of Object.entries(value)) {
            const own = key === 'non_field_errors' || key === 'detail' || key === 'message';
            collect(inner, own ? path : path ? `${path}.${key}` : key, out);
        }
    } else {
        out[path] = [...(out[path] ?? []), String(value)];
    }
}

export function looksLikeHtml(text: string): boolean {
    return /^\s*<(!doctype|html|h1|head|body)\b/i.test(text);
}

/** `name` → `Name`, `new_password2` → `New password2`, `labels.1.name` → `Labels 2 name`. */
function fieldTitle(path: string): string {
    const words = path
        .split('.')
        .map(part => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll('_', ' ')))
        .join(' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Turns any error body the server may send (array, object by field, `detail`, `non_field_errors`, bare or plain text)
 * into one readable message and the messages by field.
 */
export function normaliseError(status: number, body: unknown): NormalisedError {
    if (isRecord(body) && typeof body.rq_id === 'string') {
        return { message: t('The same operation is already running.'), fields: {}, runningRequest: body.rq_id };
    }
    if (typeof body === 'string') {
        const text = body.trim();
        return { message: text && !looksLikeHtml(text) ? text : statusText(status), fields: {}, runningRequest: null };
    }
    const all: Record<string, string[]> = {};
    collect(body, '', all);
    const { '': general = [], ...fields } = all;
    const lines = [
        ...general,
        ...Object.entries(fields).map(([field, texts]) => `${fieldTitle(field)}: ${texts.join(' ')}`),
    ];
    return { message: lines.join('\n') || statusText(status), fields, runningRequest: null };
}

/** The text to show for anything that was thrown. */
export function messageOf(error: unknown): string {
    if (error instanceof Error && error.message) return error.message;
    return typeof error === 'string' && error ? error : t('Something went wrong.');
}

export function isAbort(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'AbortError';
}
