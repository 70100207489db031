import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobAuthors, PersonUser } from '../../api';
import type { WireObject } from '../model/wire';
import { NEUTRAL } from '../render/style';
import { sessionWith } from '../testdata/session';
import { shape } from '../testdata/world';
import { setGeometry } from '../model/edits';
import { AuthorBook } from './authors';
import type { Session } from './session';

const person = (id: number, username: string): PersonUser => ({ id, username, first_name: '', last_name: '' });
const MIA = person(4, 'mia');
const BEN = person(9, 'ben');

const answer = (revision: number, results: Partial<JobAuthors['results'][number]>[], next: number | null = null) =>
    ({
        revision,
        next,
        results: results.map(one => ({ tags: [], shapes: [], tracks: [], ...one })),
        users: [MIA, BEN],
    }) as unknown as JobAuthors;

let session: Session;
const read = vi.fn<(jobId: number, since: number | null) => Promise<JobAuthors>>();

beforeEach(() => {
    vi.useFakeTimers();
    read.mockReset();
    session = sessionWith(...[10, 20, 30].map(x => shape('rectangle', [x, 0, x + 5, 5])));
    for (const [id, object] of session.document.entries())
        session.saved.set(id, { object, wire: { id: 100 + id } as WireObject });
    const book = new AuthorBook(session, read);
    book.me = MIA;
    Object.assign(session, { authors: book });
});

const arrived = () => vi.advanceTimersByTimeAsync(1000);
const hide = () => {
    session.commit('Moved', setGeometry(session.document, [1], 0, { occluded: true }));
};

describe('who changed an object last', () => {
    it('is asked for once somebody looks, page by page, and is unknown until then', async () => {
        read.mockResolvedValueOnce(answer(7, [{ user_id: 9, created_date: 'd', shapes: [[101, 102]] }], 3));
        read.mockResolvedValueOnce(answer(7, [{ user_id: 4, created_date: 'e', shapes: [[102, 102]] }]));
        await arrived();
        expect(read).not.toHaveBeenCalled();
        expect(session.authors.of(1)).toBeUndefined();
        await arrived();
        expect(read.mock.calls).toEqual([
            [1, null],
            [1, 3],
        ]);
        expect(session.authors.of(1)).toEqual({ user: BEN, at: 'd', saved: true });
        expect(session.authors.namesOf(2)).toEqual(['mia', 'mia', 'me']);
        expect(session.authors.namesOf(3)).toEqual(['none']);
        expect(session.authors.colour(3)).toBe(NEUTRAL);
        expect(session.authors.colour(1)).not.toBe(session.authors.colour(2));
        expect(session.authors.names()).toEqual(['me', 'ben']);
    });

    it('is this person before it is saved, and after it, and what others save is asked for', async () => {
        read.mockResolvedValue(answer(7, [{ user_id: 9, created_date: 'd', shapes: [[101, 103]] }]));
        session.authors.want();
        await arrived();
        hide();
        expect(session.authors.of(1)).toEqual({ user: MIA, at: null, saved: false });
        session.saved.touch({ objects: [{ id: 1 }] });
        session.view.setState({ save: { kind: 'saving' } });
        session.saved.set(1, { object: session.object(1)!, wire: { id: 101 } as WireObject });
        session.view.setState({ save: { kind: 'saved' } });
        expect(session.authors.of(1)).toMatchObject({ user: MIA, saved: true });
        read.mockResolvedValueOnce(answer(8, [{ user_id: 4, created_date: 'f', shapes: [[101, 101]] }]));
        await arrived();
        expect(read.mock.lastCall).toEqual([1, 7]);
        expect(session.authors.of(1)).toEqual({ user: MIA, at: 'f', saved: true });
    });

    it('filters, also when it comes to be known later', async () => {
        read.mockResolvedValueOnce(answer(7, [{ user_id: 9, created_date: 'd', shapes: [[101, 102]] }]));
        expect(session.visibility.setFilter('author:ben')).toBeNull();
        expect(session.visibility.listed()).toEqual([]);
        await arrived();
        expect(session.visibility.listed().map(({ id }) => id)).toEqual([1, 2]);
        expect(session.scene.size).toBe(2);
    });

    it('says once that it could not be read, and tries again', async () => {
        read.mockRejectedValueOnce(new Error('no network'));
        session.authors.want();
        await arrived();
        expect(session.state.notice?.text).toContain('no network');
        read.mockResolvedValueOnce(answer(7, []));
        session.authors.retry();
        await arrived();
        expect(session.authors.store.getState().error).toBeNull();
    });
});
