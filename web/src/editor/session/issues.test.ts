import { describe, expect, it, vi } from 'vitest';
import type { Issue, IssueChange, IssueComment, NewIssue } from '../../api';
import { IssueBook } from './issues';

const annotator = { url: '', id: 2, username: 'anna', first_name: '', last_name: '' };
const owner = { url: '', id: 1, username: 'rita', first_name: '', last_name: '' };

/** A server that keeps issues and comments, and fails when it is told to. */
function fakeServer() {
    const issues: Issue[] = [];
    const comments: IssueComment[] = [];
    let broken = false;
    let id = 0;
    const dates = { created_date: '2026-01-01T00:00:00Z', updated_date: '2026-01-01T00:00:00Z' };
    const answer = <T>(make: () => T): Promise<T> =>
        broken ? Promise.reject(new Error('no connection')) : Promise.resolve().then(make);
    const addComment = (issue: number, message: string) =>
        answer(() => {
            const comment = { id: ++id, issue, owner, message, ...dates };
            comments.push(comment);
            return comment;
        });
    return {
        break: (yes: boolean) => (broken = yes),
        listJobIssues: () => answer(() => [...issues]),
        listJobComments: () => answer(() => [...comments]),
        createIssue: async ({ message, position, severity, assign_to_annotator: assign, ...rest }: NewIssue) => {
            const issue = await answer(() => {
                const made: Issue = {
                    ...rest,
                    ...dates,
                    id: ++id,
                    position: [...position],
                    owner,
                    assignee: assign ? annotator : null,
                    resolved: false,
                    ...(severity && { severity }),
                    comments: { count: 1, url: '' },
                };
                issues.push(made);
                return made;
            });
            await addComment(issue.id, message);
            return issue;
        },
        patchIssue: (which: number, { resolved, severity }: IssueChange) =>
            answer(() => {
                const at = issues.findIndex(one => one.id === which);
                const { severity: old, ...issue } = issues[at];
                const now = severity === undefined ? old : severity;
                return (issues[at] = { ...issue, resolved: resolved ?? issue.resolved, ...(now && { severity: now }) });
            }),
        listJobPeople: () =>
            answer(() => [
                { user: annotator, annotator: true, assignable: true },
                { user: owner, annotator: false, assignable: true },
            ]),
        deleteIssue: (which: number) =>
            answer(() => {
                issues.splice(
                    issues.findIndex(one => one.id === which),
                    1,
                );
            }),
        addComment,
        patchComment: (which: number, message: string) =>
            answer(() => {
                const at = comments.findIndex(one => one.id === which);
                return (comments[at] = { ...comments[at], message });
            }),
    };
}

const draft = { frame: 2, position: [1, 2] };

async function bookWithOne() {
    const server = fakeServer();
    const book = new IssueBook({ id: 7, assignee: annotator }, 'rita', server);
    const issue = await book.create(draft, 'too wide');
    await book.read();
    return { server, book, issue };
}

describe('issues', () => {
    it('are there with their first comment once they are opened', async () => {
        const { book, issue } = await bookWithOne();
        expect(issue).toMatchObject({ job: 7, frame: 2, position: [1, 2] });
        expect(book.thread(issue.id)?.comments.map(one => one.message)).toEqual(['too wide']);
    });

    it('are commented on, rewritten, resolved and removed', async () => {
        const { book, issue } = await bookWithOne();
        await book.comment(issue.id, 'done');
        const [first] = book.thread(issue.id)?.comments ?? [];
        await book.rewrite(first, 'much too wide');
        expect(book.thread(issue.id)?.comments.map(one => one.message)).toEqual(['much too wide', 'done']);
        expect(book.unresolved).toHaveLength(1);
        await book.patch(issue.id, { resolved: true });
        expect(book.unresolved).toHaveLength(0);
        book.show(issue.id);
        await book.remove(issue.id);
        expect(book.state).toMatchObject({ threads: [], open: null });
    });

    it('stay as they were where the server does not answer, and whoever asked is told', async () => {
        const { server, book, issue } = await bookWithOne();
        const before = book.state.threads;
        server.break(true);
        await expect(book.comment(issue.id, 'lost?')).rejects.toThrow('no connection');
        await expect(book.create(draft, 'lost?')).rejects.toThrow('no connection');
        await book.read();
        expect(book.state).toMatchObject({ status: 'failed', error: 'no connection', threads: before });
        server.break(false);
        await book.read();
        expect(book.state).toMatchObject({ status: 'ready', error: null });
    });

    it('sent while others are read are not lost by an older answer', async () => {
        const { server, book, issue } = await bookWithOne();
        const old = await server.listJobComments();
        const list = vi.spyOn(server, 'listJobComments').mockResolvedValueOnce(old);
        const reading = book.read();
        await book.comment(issue.id, 'meanwhile');
        await reading;
        expect(list).toHaveBeenCalled();
        expect(book.thread(issue.id)?.comments.map(one => one.message)).toEqual(['too wide', 'meanwhile']);
    });

    it('that are resolved or hidden are drawn only while they are looked at', async () => {
        const { book, issue } = await bookWithOne();
        const drawn = () => book.shownOn(2).length;
        expect(drawn()).toBe(1);
        await book.patch(issue.id, { resolved: true });
        expect(drawn()).toBe(0);
        book.hover(issue.id);
        expect(drawn()).toBe(1);
        book.hover(null);
        book.setFilter({ resolved: true });
        expect(drawn()).toBe(1);
        book.store.setState({ hidden: true });
        expect(drawn()).toBe(0);
        book.show(issue.id);
        expect(drawn()).toBe(1);
        expect(book.shownOn(3)).toEqual([]);
    });

    it('of a reviewer wait for the annotator, those of the annotator for nobody', async () => {
        const { server, issue } = await bookWithOne();
        expect(issue.assignee).toBe(annotator);
        const own = new IssueBook({ id: 7, assignee: annotator }, 'anna', server);
        expect((await own.create(draft, 'what is this?')).assignee).toBeNull();
    });

    it('are graded when they are opened and later, and listed and drawn by that', async () => {
        const { book, issue } = await bookWithOne();
        const worse = await book.create(draft, 'no car', 'major');
        expect(book.thread(worse.id)?.issue.severity).toBe('major');
        book.setFilter({ severities: ['major'] });
        expect(book.fitting.map(one => one.issue.id)).toEqual([worse.id]);
        await book.patch(issue.id, { severity: 'blocking' });
        book.setFilter({ severities: ['major', 'blocking'] });
        expect(book.shownOn(2)).toHaveLength(2);
        await book.patch(issue.id, { severity: null });
        expect(book.shownOn(2)).toHaveLength(1);
    });

    it('ask once who can see the job, and again where that failed', async () => {
        const { book, server } = await bookWithOne();
        const list = vi.spyOn(server, 'listJobPeople').mockRejectedValueOnce(new Error('no connection'));
        await book.readPeople();
        expect(book.state.people).toEqual([]);
        await book.readPeople();
        await book.readPeople();
        expect(book.state.people).toHaveLength(2);
        expect(list).toHaveBeenCalledTimes(2);
    });

    it('keep what was typed until it is sent', () => {
        const book = new IssueBook({ id: 7, assignee: null }, 'rita', fakeServer());
        book.setText('new', 'half a sen');
        book.close();
        expect(book.state.texts).toEqual({ new: 'half a sen' });
        book.setText('new', '');
        expect(book.state.texts).toEqual({});
    });
});
