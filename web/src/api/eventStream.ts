/** The part of the browser's EventSource that is used. */
export interface Stream {
    readonly readyState: number;
    addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
    close(): void;
}

const CLOSED = 2;

export interface StreamPlan {
    /** A new connection; null where the browser has none to give. */
    open(): Stream | null;
    isHidden(): boolean;
    /** What is done with each kind of event. */
    readonly on: Readonly<Record<string, (data: string) => void>>;
    live(live: boolean): void;
    /** Milliseconds until it is asked again, after so many refusals in a row. */
    pause(refusals: number): number;
}

/**
 * Server-sent events for as long as they are wanted and the page can be seen (a browser has few connections for one
 * host). The browser connects again by itself when a connection breaks; one that is refused is asked for again later.
 */
export class EventStream {
    live = false;
    private wanted = false;
    private refusals = 0;
    private stream: Stream | null = null;
    private again: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly plan: StreamPlan) {}

    want(wanted: boolean): void {
        this.wanted = wanted;
        this.settle();
    }

    /** Opens or closes the connection, whichever is right now. */
    settle(): void {
        const wanted = this.wanted && !this.plan.isHidden();
        if (wanted && !this.stream && this.again === undefined) this.connect();
        if (!wanted) this.disconnect();
    }

    private connect(): void {
        const stream = this.plan.open();
        if (!stream) return;
        this.stream = stream;
        stream.addEventListener('open', () => {
            this.refusals = 0;
            this.become(true);
        });
        for (const [type, act] of Object.entries(this.plan.on)) stream.addEventListener(type, ({ data }) => act(data));
        stream.addEventListener('error', () => {
            this.become(false);
            if (stream.readyState !== CLOSED) return; // the browser connects again by itself
            this.disconnect();
            this.again = setTimeout(() => {
                this.again = undefined;
                this.settle();
            }, this.plan.pause(++this.refusals));
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
        this.plan.live(live);
    }
}

/** Connects to an address of the server. */
export function openStream(url: string): Stream | null {
    return typeof EventSource === 'undefined' ? null : new EventSource(url);
}
