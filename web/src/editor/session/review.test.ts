import { beforeEach, describe, expect, it, vi } from 'vitest';
import { drawn, tagOn } from '../model/edits';
import { NO_VERDICTS, printOf, unpacked, withVerdict, type Verdicts } from '../model/verdicts';
import type { DocObject } from '../model/types';
import { toWire } from '../model/wire';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import { opensGuide, withSeen } from './guide';
import { Review, REVIEWING } from './review';
import type { Session } from './session';
import { keptWith, verdictsIn, type VerdictKeeper } from './verdictStore';
import { firstWorkspace } from './workspaces';

const BOX = shape('rectangle', [20, 20, 60, 50]);
const OTHER = shape('rectangle', [80, 20, 120, 50]);
const onFrame = (object: DocObject, frame: number): DocObject => ({ ...object, frame }) as DocObject;
const TRACK = drawn({ type: 'rectangle', points: [0, 0, 9, 9] }, 'track', 5, CAR, 0);

/** A session whose objects are on the server under ids from 101 on, and a keeper that forgets nothing. */
function reviewed(...objects: DocObject[]) {
    const session = sessionWith(...objects);
    for (const [id, object] of session.document.entries()) {
        session.saved.set(id, { object, wire: { ...toWire(object), id: 100 + id } });
    }
    let kept: Verdicts = NO_VERDICTS;
    const keeper: VerdictKeeper = { read: () => kept, write: (_, verdicts) => (kept = verdicts) };
    return { session, review: new Review(session, keeper), again: () => new Review(session, keeper) };
}

let session: Session;
let review: Review;
let again: () => Review;

describe('reviewing', () => {
    beforeEach(() => {
        ({ session, review, again } = reviewed(BOX, OTHER, onFrame(BOX, 2), tagOn(2, CAR), TRACK));
    });

    it('goes from object to object over the frames, each accepted by one key', () => {
        review.advance(null);
        const way: string[] = [];
        for (let i = 0; i < 5; ++i) {
            way.push(`${session.frame}/${session.state.selection}`);
            review.accept();
        }
        expect(way).toEqual(['0/1', '0/2', '2/3', '2/4', '5/5']);
        expect(review.progressInJob()).toEqual({ accepted: 5, rejected: 0, total: 5 });
        expect(session.state.notice?.text).toMatch(/Every object has a verdict/);
    });

    it('has the first object at hand that waits for a verdict, unless one is chosen', () => {
        session.changeWorkspace('review');
        review.arrive();
        expect(session.state.selection).toEqual([1]);
        review.accept();
        session.select([]);
        review.arrive();
        expect(session.state.selection).toEqual([2]);
        session.select([1]);
        review.arrive();
        expect(session.state.selection).toEqual([1]);
        review.look(2);
        review.accept();
        session.goTo(0);
        session.select([]);
        review.arrive();
        expect(session.state.selection).toEqual([]);
    });

    it('goes round at the end of the job, and leaves deleted frames out', () => {
        session.document.apply({ objects: [], frames: [2] });
        session.goTo(5);
        review.look(5);
        review.accept();
        expect([session.frame, ...session.state.selection]).toEqual([0, 1]);
        expect(review.progressInJob().total).toBe(3);
    });

    it('counts the frame and the job, a track once', () => {
        session.goTo(7);
        expect(review.progressOnFrame()).toEqual({ accepted: 0, rejected: 0, total: 1 });
        review.look(5);
        review.accept();
        expect(review.verdict(5)).toBe('accepted');
        session.goTo(8);
        expect(review.progressOnFrame()).toEqual({ accepted: 1, rejected: 0, total: 1 });
    });

    it('rejects with an issue, and not without it', async () => {
        review.look(2);
        const create = vi.spyOn(session.issues, 'create').mockRejectedValueOnce(new Error('no connection'));
        await expect(review.reject(2, 'Incorrect position')).rejects.toThrow('no connection');
        expect(review.verdict(2)).toBeNull();
        create.mockResolvedValueOnce({ id: 1 } as never);
        await review.reject(2, 'Incorrect position');
        expect(create).toHaveBeenLastCalledWith({ frame: 0, position: [80, 20, 120, 50] }, 'Incorrect position', null);
        expect(review.verdict(2)).toBe('rejected');
        expect(session.state.selection).toEqual([1]);
    });

    it('accepts what is left on the frame, and takes verdicts back', () => {
        review.acceptFrame();
        expect(session.frame).toBe(2);
        session.goTo(0);
        expect([1, 2].map(id => review.verdict(id))).toEqual(['accepted', 'accepted']);
        review.look(2);
        review.takeBack();
        expect([1, 2].map(id => review.verdict(id))).toEqual(['accepted', null]);
    });

    it('is remembered the next time, except for objects that have changed', () => {
        review.look(1);
        review.accept();
        review.accept();
        session.document.apply({
            objects: [{ id: 1, before: session.document.get(1), after: shape('rectangle', [20, 20, 61, 50]) }],
        });
        const later = again();
        expect([1, 2].map(id => later.verdict(id))).toEqual([null, 'accepted']);
    });

    it('does not judge what the server does not have', () => {
        session.saved.acknowledge([{ id: 1, kind: 'shape', wire: toWire(BOX) }], []);
        review.look(1);
        review.accept();
        expect(review.verdict(1)).toBeNull();
        expect(session.state.notice?.text).toMatch(/Save/);
    });

    it('edits nothing, and neither does undo', () => {
        session.commit('Moved', { objects: [{ id: 1, before: session.document.get(1), after: OTHER }] });
        session.changeWorkspace('review');
        expect(session.state.readOnly).toBe(REVIEWING);
        session.undo();
        expect(session.document.get(1)).toBe(OTHER);
        session.changeWorkspace('standard');
        expect(session.state.readOnly).toBeNull();
        session.undo();
        expect(session.document.get(1)).toBe(BOX);
    });

    it('leaves a job that another tab has as it is', () => {
        session.view.setState({ readOnly: 'Elsewhere' });
        session.changeWorkspace('review');
        session.changeWorkspace('standard');
        expect(session.state.readOnly).toBe('Elsewhere');
    });

    it('opens by itself for a job to be validated', () => {
        const job = { is3d: false, asked: 'standard', remembered: null } as const;
        expect(firstWorkspace({ ...job, stage: 'validation' })).toBe('review');
        expect(firstWorkspace({ ...job, stage: 'acceptance' })).toBe('standard');
        expect(firstWorkspace({ ...job, is3d: true, stage: 'validation' })).toBe('standard');
    });
});

describe('kept verdicts', () => {
    const of = (...prints: string[]): Verdicts =>
        prints.reduce((all, print) => withVerdict(all, print, 'accepted'), NO_VERDICTS);

    it('come back as they were', () => {
        const verdicts = withVerdict(of('aaaaaa', 'bb_-b1'), 'cccccc', 'rejected');
        expect(verdictsIn(keptWith(undefined, 7, verdicts), 7)).toEqual(verdicts);
        expect(verdictsIn('nonsense', 7)).toEqual(NO_VERDICTS);
    });

    it('of the jobs reviewed longest ago go first where room is short, then the oldest of this one', () => {
        let kept = keptWith([], 1, of('aaaaaa', 'bbbbbb'), 24);
        kept = keptWith(kept, 2, of('cccccc'), 24);
        expect(kept.map(one => one.job)).toEqual([2, 1]);
        kept = keptWith(kept, 3, of('dddddd', 'eeeeee'), 24);
        expect(kept.map(one => one.job)).toEqual([3, 2]);
        const own = verdictsIn(keptWith(kept, 3, of('dddddd', 'eeeeee', 'ffffff', 'gggggg', 'hhhhhh'), 24), 3);
        expect([...own.accepted]).toEqual(['eeeeee', 'ffffff', 'gggggg', 'hhhhhh']);
    });

    it('of a job that is done with are no longer kept', () => {
        const kept = keptWith(keptWith([], 1, of('aaaaaa')), 2, of('bbbbbb'));
        expect(keptWith(kept, 1, NO_VERDICTS).map(one => one.job)).toEqual([2]);
    });

    it('know objects by the id of the server and by all of their content', () => {
        const print = printOf(5, BOX);
        expect(print).toHaveLength(6);
        expect(unpacked(print)).toEqual(new Set([print]));
        expect(printOf(5, { ...BOX })).toBe(print);
        const others = [printOf(6, BOX), printOf(5, OTHER), printOf(5, { ...BOX, labelId: 2 } as DocObject)];
        expect(new Set([print, ...others]).size).toBe(4);
    });
});

describe('the guide', () => {
    const job = { guide_id: 4, stage: 'annotation', state: 'new' } as const;

    it('opens once to who begins a job, and where a link asks for it', () => {
        expect(opensGuide(job, '', undefined)).toBe(true);
        expect(opensGuide(job, '', [4])).toBe(false);
        expect(opensGuide(job, '?openGuide', [4])).toBe(true);
        expect(opensGuide({ ...job, state: 'in progress' }, '', [])).toBe(false);
        expect(opensGuide({ ...job, stage: 'validation' }, '', [])).toBe(false);
        expect(opensGuide({ ...job, guide_id: null }, '?openGuide', [])).toBe(false);
    });

    it('is remembered among the last ten', () => {
        expect(withSeen([1, 2, 3], 2)).toEqual([2, 1, 3]);
        expect(
            withSeen(
                Array.from({ length: 10 }, (_, i) => i),
                99,
            ),
        ).toHaveLength(10);
        expect(withSeen('nonsense', 1)).toEqual([1]);
    });
});
