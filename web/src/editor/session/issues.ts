import { createStore, type StoreApi } from 'zustand/vanilla';
import {
    addComment,
    createIssue,
    deleteIssue,
    listJobComments,
    listJobIssues,
    listJobPeople,
    messageOf,
    patchComment,
    patchIssue,
    type BasicUser,
    type Issue,
    type IssueChange,
    type IssueComment,
    type JobPerson,
    type Severity,
} from '../../api';
import { fitsFilter, threadsOf, type IssueFilter, type IssueSort, type Thread } from '../model/issues';
import type { Points } from '../model/types';
import { PictureTray } from './pictureTray';

/** A region that an issue is being written for. */
export interface IssueDraft {
    readonly frame: number;
    readonly position: Points;
}

export interface Issues {
    readonly status: 'unread' | 'reading' | 'ready' | 'failed';
    readonly error: string | null;
    readonly threads: readonly Thread[];
    /** The issue whose thread is shown. */
    readonly open: number | null;
    readonly draft: IssueDraft | null;
    readonly hovered: number | null;
    /** Regions are not drawn at all. */
    readonly hidden: boolean;
    /** What is listed and drawn. */
    readonly filter: IssueFilter;
    readonly sort: IssueSort;
    /** Of the issue that is being written. */
    readonly severity: Severity | null;
    /** Who can see the job; none until that is asked for. */
    readonly people: readonly JobPerson[];
    /** What was typed and not sent, by what it is about; it is there again when that is opened again. */
    readonly texts: Readonly<Record<string, string>>;
}

/** The calls to the server, so that tests may answer them. */
const SERVER = {
    listJobIssues,
    listJobComments,
    listJobPeople,
    createIssue,
    patchIssue,
    deleteIssue,
    addComment,
    patchComment,
};

/** The key of `texts` for a new issue. */
export const NEW_ISSUE = 'new';

/**
 * The issues of a job, as the server has them. They are no annotations: each change is sent at once, nothing of it can be
 * undone, and what the server refuses is thrown to whoever asked, with everything left as it was.
 */
export class IssueBook {
    readonly store: StoreApi<Issues> = createStore<Issues>(() => ({
        status: 'unread',
        error: null,
        threads: [],
        open: null,
        draft: null,
        hovered: null,
        hidden: false,
        filter: { severities: [], mine: false, resolved: false },
        sort: 'frame',
        severity: null,
        people: [],
        texts: {},
    }));

    /** Pictures of what is being written. */
    readonly tray: PictureTray;
    private reading: Promise<void> = Promise.resolve();
    private changes = 0;
    private askedForPeople = false;

    /** With who the job is assigned to, and the name of who looks at it. */
    constructor(
        private readonly job: { readonly id: number; readonly assignee: BasicUser | null },
        readonly username: string,
        private readonly server: typeof SERVER = SERVER,
    ) {
        this.tray = new PictureTray(job.id);
    }

    get state(): Issues {
        return this.store.getState();
    }

    get unresolved(): readonly Thread[] {
        return this.state.threads.filter(({ issue }) => !issue.resolved);
    }

    /** Threads that the filter leaves. */
    get fitting(): readonly Thread[] {
        return this.state.threads.filter(thread => fitsFilter(thread, this.state.filter, this.username));
    }

    thread(id: number): Thread | undefined {
        return this.state.threads.find(({ issue }) => issue.id === id);
    }

    /** Reads all issues, one reading at a time; those that are shown stay until the answer is there. */
    read(): Promise<void> {
        this.reading = this.reading.then(() => this.fetch());
        return this.reading;
    }

    private async fetch(): Promise<void> {
        this.store.setState({ status: 'reading' });
        const { changes } = this;
        try {
            const [issues, comments] = await Promise.all([
                this.server.listJobIssues(this.job.id),
                this.server.listJobComments(this.job.id),
            ]);
            // What was sent meanwhile may be missing in the answer.
            if (changes !== this.changes) return await this.fetch();
            const gone = this.state.open !== null && !issues.some(issue => issue.id === this.state.open);
            this.store.setState({
                status: 'ready',
                error: null,
                threads: threadsOf(issues, comments),
                ...(gone ? { open: null } : {}),
            });
        } catch (error) {
            this.store.setState({ status: 'failed', error: messageOf(error) });
        }
    }

    /**
     * Opens an issue; one of a reviewer's waits for the annotator of the job. Its first comment, which the answer does not
     * tell, is read in the background.
     */
    async create(draft: IssueDraft, message: string, severity: Severity | null = null): Promise<Issue> {
        const { assignee, id: job } = this.job;
        const issue = await this.server.createIssue({
            job,
            ...draft,
            message,
            ...(severity && { severity }),
            ...(assignee && assignee.username !== this.username && { assign_to_annotator: true }),
        });
        this.change(threads => [...threads, { issue, comments: [] }]);
        void this.read();
        return issue;
    }

    async comment(issueId: number, message: string): Promise<void> {
        const comment = await this.server.addComment(issueId, message);
        this.changeThread(issueId, thread => ({ ...thread, comments: [...thread.comments, comment] }));
    }

    async rewrite(comment: IssueComment, message: string): Promise<void> {
        const changed = await this.server.patchComment(comment.id, message);
        this.changeThread(comment.issue, thread => ({
            ...thread,
            comments: thread.comments.map(one => (one.id === comment.id ? changed : one)),
        }));
    }

    /** Resolves an issue, grades it, or gives it to somebody. */
    async patch(issueId: number, change: IssueChange): Promise<void> {
        const issue = await this.server.patchIssue(issueId, change);
        this.changeThread(issueId, thread => ({ ...thread, issue }));
    }

    async remove(issueId: number): Promise<void> {
        await this.server.deleteIssue(issueId);
        this.change(threads => threads.filter(({ issue }) => issue.id !== issueId));
        if (this.state.open === issueId) this.store.setState({ open: null });
    }

    /** Reads once who can see the job; where that fails, nobody is offered, and the next wish reads again. */
    async readPeople(): Promise<void> {
        if (this.askedForPeople) return;
        this.askedForPeople = true;
        try {
            this.store.setState({ people: await this.server.listJobPeople(this.job.id) });
        } catch {
            this.askedForPeople = false;
        }
    }

    // What is seen

    /** Issues of a frame that are drawn: those that the filter leaves, and the one that is read or pointed at. */
    shownOn(frame: number): Thread[] {
        const { threads, open, hovered, hidden, filter } = this.state;
        return threads.filter(
            thread =>
                thread.issue.frame === frame &&
                (thread.issue.id === open ||
                    thread.issue.id === hovered ||
                    (!hidden && fitsFilter(thread, filter, this.username))),
        );
    }

    show(id: number | null): void {
        this.store.setState({ open: id, draft: null });
    }

    /** Asks what is to be said about a region. */
    begin(draft: IssueDraft): void {
        this.store.setState({ draft, open: null });
    }

    close(): void {
        this.store.setState({ draft: null, open: null });
    }

    setFilter(change: Partial<IssueFilter>): void {
        this.store.setState({ filter: { ...this.state.filter, ...change } });
    }

    hover(id: number | null): void {
        if (this.state.hovered !== id) this.store.setState({ hovered: id });
    }

    setText(key: string, text: string): void {
        const { [key]: _, ...texts } = this.state.texts;
        this.store.setState({ texts: text ? { ...texts, [key]: text } : texts });
    }

    /** What was written is not wanted. */
    discard(about: string): void {
        this.setText(about, '');
        for (const { key } of this.tray.of(about)) this.tray.remove(about, key);
    }

    /** What was written was sent. */
    written(about: string): void {
        this.setText(about, '');
        this.tray.sent(about);
    }

    private change(make: (threads: readonly Thread[]) => readonly Thread[]): void {
        this.changes += 1;
        const threads = [...make(this.state.threads)];
        this.store.setState({
            threads: threads.sort((a, b) => a.issue.frame - b.issue.frame || a.issue.id - b.issue.id),
        });
    }

    private changeThread(id: number, make: (thread: Thread) => Thread): void {
        this.change(threads => threads.map(thread => (thread.issue.id === id ? make(thread) : thread)));
    }
}
