import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameCache } from '../media/cache';
import { FrameList } from '../model/frames';
import { setLoop, shuttle, stopShuttle, togglePlay } from './player';
import type { Session } from './session';
import { DEFAULT_PREFERENCES } from './preferences';

/** Playing on 100 frames at 25 a second, with a display of 60, of which only some have arrived. */
function world(arrived: (frame: number) => boolean = () => true, deleted: number[] = []) {
    const shown: number[] = [];
    const led: number[] = [];
    const state = { playing: false, rate: 1, loop: null as Session['state']['loop'], preferences: DEFAULT_PREFERENCES };
    const session = {
        atOnce: (change: () => void) => change(),
        frame: 0,
        frames: new FrameList(Array.from({ length: 100 }, (_, i) => i)),
        document: { deletedFrames: new Set(deleted) },
        view: { setState: (change: object) => Object.assign(state, change) },
        state,
        notify: vi.fn(),
        cache: {
            get: (frame: number) => (arrived(frame) ? {} : null),
            lead: (frame: number) => void led.push(frame),
        } as unknown as FrameCache,
        goTo: (frame: number) => {
            session.frame = frame;
            shown.push(frame);
            return true;
        },
    };
    return { session: session as unknown as Session & { frame: number }, shown, led, state };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'performance', 'setTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('playing', () => {
    it('shows the frames of a second in a second', () => {
        const { session, shown } = world();
        togglePlay(session);
        vi.advanceTimersByTime(1000);
        expect(session.frame).toBeGreaterThanOrEqual(22);
        expect(session.frame).toBeLessThanOrEqual(25);
        expect(shown).toEqual(shown.map((_, i) => i + 1));
    });

    it('leaves frames out that come too late, and keeps the pace', () => {
        const { session, shown } = world(frame => frame % 3 === 0);
        togglePlay(session);
        vi.advanceTimersByTime(2000);
        expect(session.frame).toBeGreaterThanOrEqual(45);
        expect(shown.every(frame => frame % 3 === 0)).toBe(true);
    });

    it('waits where nothing comes, and does not catch up afterwards', () => {
        let there = 5;
        const { session, led } = world(frame => frame <= there);
        togglePlay(session);
        vi.advanceTimersByTime(2000);
        expect(session.frame).toBe(5);
        expect(led.length).toBeGreaterThan(0);
        there = 99;
        vi.advanceTimersByTime(200);
        expect(session.frame).toBeLessThan(22);
    });

    it('plays once, however quickly it was stopped and begun again', () => {
        const { session, shown } = world();
        for (let i = 0; i < 5; ++i) togglePlay(session);
        vi.advanceTimersByTime(20);
        togglePlay(session);
        togglePlay(session);
        vi.advanceTimersByTime(1000);
        expect(session.frame).toBeGreaterThanOrEqual(20);
        expect(session.frame).toBeLessThanOrEqual(26);
        expect(shown).toEqual(shown.map((_, i) => i + 1));
    });

    it('passes over deleted frames', () => {
        const { session, shown } = world(() => true, [3, 4]);
        togglePlay(session);
        vi.advanceTimersByTime(600);
        expect(shown).toContain(5);
        expect(shown).not.toContain(3);
        expect(shown).not.toContain(4);
    });

    it('ends before deleted frames at the end', () => {
        const { session, state } = world(() => true, [98, 99]);
        session.frame = 95;
        togglePlay(session);
        vi.advanceTimersByTime(1000);
        expect([session.frame, state.playing]).toEqual([97, false]);
    });

    it('ends on the last frame, and begins anew from there', () => {
        const { session, state } = world();
        session.frame = 95;
        togglePlay(session);
        vi.advanceTimersByTime(1000);
        expect([session.frame, state.playing]).toEqual([99, false]);
        togglePlay(session);
        expect(session.frame).toBe(0);
    });

    it('repeats a loop', () => {
        const { session, shown } = world();
        session.frame = 10;
        setLoop(session, 'first');
        session.frame = 14;
        setLoop(session, 'last');
        session.frame = 10;
        togglePlay(session);
        vi.advanceTimersByTime(1500);
        expect(Math.max(...shown)).toBe(14);
        expect(shown.filter(frame => frame === 10).length).toBeGreaterThan(1);
    });
});

describe('the shuttle', () => {
    it('goes faster with every press in one direction, turns round at once, and stops', () => {
        const { session, state } = world();
        shuttle(session, 1);
        shuttle(session, 1);
        shuttle(session, 1);
        expect(state.rate).toBe(4);
        for (let i = 0; i < 5; ++i) shuttle(session, 1);
        expect(state.rate).toBe(8);
        shuttle(session, -1);
        expect(state.rate).toBe(-1);
        stopShuttle(session);
        expect(state).toMatchObject({ playing: false, rate: 1 });
    });

    it('plays backwards', () => {
        const { session, shown } = world();
        session.frame = 50;
        shuttle(session, -1);
        vi.advanceTimersByTime(400);
        expect(shown[0]).toBe(49);
        expect(session.frame).toBeLessThan(45);
    });

    it('covers twice the frames at twice the speed', () => {
        const { session } = world();
        shuttle(session, 1);
        shuttle(session, 1);
        vi.advanceTimersByTime(1000);
        expect(session.frame).toBeGreaterThanOrEqual(45);
        expect(session.frame).toBeLessThanOrEqual(50);
    });
});

describe('a loop', () => {
    it('gives way where its end would come before its beginning', () => {
        const { session, state } = world();
        session.frame = 20;
        setLoop(session, 'last');
        expect(state.loop).toEqual({ first: 0, last: 20 });
        session.frame = 30;
        setLoop(session, 'first');
        expect(state.loop).toEqual({ first: 30, last: 99 });
    });
});
