import { ACCEPT, sessionHeaders, signInAgain } from '../http';
import { organizationHeader } from '../organization';

/** One call of an upload. Kept apart from the rest of the client because only XMLHttpRequest tells how far a body got. */
export interface Call {
    method: 'POST' | 'PATCH' | 'HEAD';
    url: string;
    headers?: Record<string, string>;
    body?: Blob | FormData | string;
    signal?: AbortSignal;
    /** Bytes of the body that have left so far. */
    onSent?: (bytes: number) => void;
}

export interface Answer {
    /** 0 when no answer came back. */
    status: number;
    header: (name: string) => string | null;
    text: string;
}

export type Transport = (call: Call) => Promise<Answer>;

function once(call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const aborted = () => new DOMException('Aborted', 'AbortError');
        if (call.signal?.aborted) {
            reject(aborted());
            return;
        }
        const xhr = new XMLHttpRequest();
        const stop = () => xhr.abort();
        const release = () => call.signal?.removeEventListener('abort', stop);
        call.signal?.addEventListener('abort', stop, { once: true });
        xhr.open(call.method, call.url);
        const headers = { Accept: ACCEPT, ...sessionHeaders(call.method), ...organizationHeader(), ...call.headers };
        for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
        xhr.upload.onprogress = event => call.onSent?.(event.loaded);
        xhr.onload = () => {
            release();
            resolve({ status: xhr.status, header: name => xhr.getResponseHeader(name), text: xhr.responseText });
        };
        xhr.onerror = () => {
            release();
            resolve({ status: 0, header: () => null, text: '' });
        };
        xhr.onabort = () => {
            release();
            reject(aborted());
        };
        xhr.send(call.body ?? null);
    });
}

export const browserTransport: Transport = async call => {
    const answer = await once(call);
    return answer.status === 401 && (await signInAgain()) ? once(call) : answer;
};
