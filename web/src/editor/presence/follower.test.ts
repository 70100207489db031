import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../session/session';
import type { Saver } from '../sync/saver';
import { sessionWith } from '../testdata/session';
import { Follower } from './follower';

const MIA = { id: 2, username: 'mia', first_name: 'Mia', last_name: '' };

let session: Session;
let follower: Follower;
let revision: number;
let followed: number[];
let conflicts: number;

beforeEach(() => {
    vi.useFakeTimers();
    session = sessionWith();
    revision = 1;
    followed = [];
    conflicts = 0;
    session.saver = {
        isBehind: (one: number) => revision < one,
        follow: (one: number, mayMerge: () => boolean) => {
            if (!mayMerge()) return Promise.resolve(null);
            followed.push(one);
            revision = one;
            return Promise.resolve({ objects: [{ id: 1 }], conflicts });
        },
        edited: () => undefined,
    } as unknown as Saver;
    follower = new Follower(session);
});
afterEach(() => {
    follower.stop();
    vi.useRealTimers();
});
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

describe('following what others save', () => {
    it('waits until the document is settled, and then catches up', async () => {
        follower.saved({ revision: 2, user: MIA });
        await settle(5000);
        expect(followed).toEqual([]);
        follower.begin();
        await settle();
        expect(followed).toEqual([2]);
    });

    it('takes saves in quick succession together, and leaves its own alone', async () => {
        follower.begin();
        follower.saved({ revision: 1, user: null });
        for (const one of [2, 3, 4]) follower.saved({ revision: one, user: MIA });
        await settle(2000);
        expect(followed).toEqual([2, 4]);
    });

    it('says once that it happens, and afterwards only what was changed on both sides', async () => {
        follower.begin();
        follower.saved({ revision: 2, user: MIA });
        await settle(2000);
        expect(session.state.notice).toMatchObject({
            kind: 'info',
            text: 'Mia saved. What others save appears here by itself.',
        });
        session.view.setState({ notice: null });
        follower.saved({ revision: 3, user: MIA });
        await settle(2000);
        expect(session.state.notice).toBeNull();
        conflicts = 1;
        follower.saved({ revision: 4, user: null });
        await settle(2000);
        expect(session.state.notice).toMatchObject({
            kind: 'warning',
            text: expect.stringMatching(/^Somebody saved an object that you/),
        });
    });

    it('does not disturb what a tool has in hand', async () => {
        follower.begin();
        session.viewport.lifted = new Set([1]);
        follower.saved({ revision: 2, user: MIA });
        await settle(5000);
        expect(followed).toEqual([]);
        session.viewport.lifted = new Set();
        await settle(1000);
        expect(followed).toEqual([2]);
    });
});
