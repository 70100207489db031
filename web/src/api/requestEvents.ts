import { EventStream, openStream, type Stream } from './eventStream';
import type { BackgroundRequest } from './types';

/** What a watcher is told: how a request is now, or nothing but that it had better ask itself. */
export type News = BackgroundRequest | null;
type Watcher = (news: News) => void;

const REFUSED_PAUSE_MS = 30_000;

/**
 * What the server says, as it happens, of this person's background requests: one connection for everybody on the page
 * who watches, and none while nobody does. Nobody may rely on it: whoever watches asks by themselves, only more rarely
 * while `live`.
 */
export class RequestEvents {
    private readonly watchers = new Set<Watcher>();
    private readonly stream: EventStream;

    constructor(open: () => Stream | null, isHidden: () => boolean) {
        this.stream = new EventStream({
            open,
            isHidden,
            on: {
                request: data => this.tell(JSON.parse(data) as BackgroundRequest),
                gone: () => this.tell(null),
            },
            live: () => this.tell(null),
            pause: () => REFUSED_PAUSE_MS,
        });
    }

    get live(): boolean {
        return this.stream.live;
    }

    /** Calls the watcher for every request of the person that changes. Gives what ends that. */
    watch(watcher: Watcher): () => void {
        this.watchers.add(watcher);
        this.settle();
        return () => {
            this.watchers.delete(watcher);
            this.settle();
        };
    }

    settle(): void {
        this.stream.want(this.watchers.size > 0);
    }

    private tell(news: News): void {
        for (const watcher of [...this.watchers]) watcher(news);
    }
}

export const requestEvents = new RequestEvents(
    () => openStream('/api/requests/events'),
    () => document.hidden,
);

if (typeof document !== 'undefined') document.addEventListener('visibilitychange', () => requestEvents.settle());
