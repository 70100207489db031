import type { BackgroundRequest } from './types';

/** What a watcher is told: how a request is now, or nothing but that it had better ask itself. */
export type News = BackgroundRequest | null;
type Watcher = (news: News) => void;

/** The part of the browser's EventSource that is used. */
export interface Stream {
    readonly readyState: number;
    addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
    close(): void;
}

const CLOSED = 2;
const REFUSED_PAUSE_MS = 30_000;

/**
 * What the server says, as it happens, of this person's background requests: one connection for everybody on the page
 * who watches, and none while nobody does or the page is hidden (a browser has few connections for one host). Nobody
 * may rely on it: whoever watches asks by themselves, only more rarely while `live`.
 */
export class RequestEvents {
    live = false;
    private readonly watchers = new Set<Watcher>();
    private stream: Stream | null = null;
    private again: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly open: () => Stream | null,
        private readonly isHidden: () => boolean,
    ) {}

    /** Calls the watcher for every request of the person that changes. Gives what ends that. */
    watch(watcher: Watcher): () => void {
        this.watchers.add(watcher);
        this.settle();
        return () => {
            this.watchers.delete(watcher);
            this.settle();
        };
    }

    /** Opens or closes the connection, whichever is wanted now. */
    settle(): void {
        const wanted = this.watchers.size > 0 && !this.isHidden();
        if (wanted && !this.stream && this.again === undefined) this.connect();
        if (!wanted) this.disconnect();
    }

    private connect(): void {
        const stream = this.open();
        if (!stream) return;
        this.stream = stream;
        stream.addEventListener('open', () => this.become(true));
        stream.addEventListener('request', event => this.tell(JSON.parse(event.data) as BackgroundRequest));
        stream.addEventListener('gone', () => this.tell(null));
        stream.addEventListener('error', () => {
            this.become(false);
            if (stream.readyState !== CLOSED) return; // the browser connects again by itself
            this.disconnect();
            this.again = setTimeout(() => {
                this.again = undefined;
                this.settle();
            }, REFUSED_PAUSE_MS);
        });
    }

    private disconnect(): void {
        clearTimeout(this.again);
        this.again = undefined;
        this.stream?.close();
        this.stream = null;
        this.become(false);
    }

    private become(live: boolean): void {
        if (this.live === live) return;
        this.live = live;
        this.tell(null);
    }

    private tell(news: News): void {
        for (const watcher of [...this.watchers]) watcher(news);
    }
}

function openStream(): Stream | null {
    return typeof EventSource === 'undefined' ? null : new EventSource('/api/requests/events');
}

export const requestEvents = new RequestEvents(openStream, () => document.hidden);

if (typeof document !== 'undefined') document.addEventListener('visibilitychange', () => requestEvents.settle());
