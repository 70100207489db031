import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stream } from './eventStream';
import { RequestEvents, type News } from './requestEvents';

class FakeStream implements Stream {
    readyState = 0;
    closed = false;
    private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

    addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
        this.listeners.set(type, listener);
    }

    close(): void {
        this.closed = true;
    }

    say(type: string, data: object = {}): void {
        this.listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
    }
}

describe('RequestEvents', () => {
    let streams: FakeStream[];
    let hidden: boolean;
    let events: RequestEvents;
    let heard: News[];
    const last = () => streams[streams.length - 1];

    beforeEach(() => {
        vi.useFakeTimers();
        streams = [];
        heard = [];
        hidden = false;
        events = new RequestEvents(
            () => {
                streams.push(new FakeStream());
                return last();
            },
            () => hidden,
        );
    });
    afterEach(() => {
        vi.useRealTimers();
    });

    it('has one connection for all who watch, and none for nobody', () => {
        expect(streams).toHaveLength(0);
        const first = events.watch(() => undefined);
        const second = events.watch(() => undefined);
        expect(streams).toHaveLength(1);
        first();
        expect(last().closed).toBe(false);
        second();
        expect(last().closed).toBe(true);
    });

    it('passes on what the server says', () => {
        events.watch(news => heard.push(news));
        last().say('open');
        last().say('request', { id: 'a', status: 'started' });
        last().say('gone', { id: 'a' });
        expect(events.live).toBe(true);
        expect(heard).toEqual([null, { id: 'a', status: 'started' }, null]);
    });

    it('tells watchers to ask themselves when the connection breaks, while the browser connects again', () => {
        events.watch(news => heard.push(news));
        last().say('open');
        heard.length = 0;
        last().say('error');
        expect(events.live).toBe(false);
        expect(heard).toEqual([null]);
        expect(streams).toHaveLength(1);
        last().say('open');
        expect(events.live).toBe(true);
    });

    it('tries again after a while when it is refused, and not while nobody watches', () => {
        const stop = events.watch(() => undefined);
        last().readyState = 2;
        last().say('error');
        expect(events.live).toBe(false);
        events.watch(() => undefined)();
        expect(streams).toHaveLength(1);
        vi.advanceTimersByTime(30_000);
        expect(streams).toHaveLength(2);
        last().readyState = 2;
        last().say('error');
        stop();
        vi.advanceTimersByTime(60_000);
        expect(streams).toHaveLength(2);
    });

    it('lets go while the page is hidden', () => {
        events.watch(() => undefined);
        hidden = true;
        events.settle();
        expect(last().closed).toBe(true);
        hidden = false;
        events.settle();
        expect(streams).toHaveLength(2);
    });
});
