import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Severity } from '../../api';
import { t } from '../../shared/language';
import { keyName } from '../keys/names';
import {
    nextUndecided,
    NO_VERDICTS,
    printOf,
    progressOf,
    reviewedOn,
    verdictOn,
    withVerdict,
    type Progress,
    type Verdict,
    type Verdicts,
} from '../model/verdicts';
import type { DocObject, ObjectId } from '../model/types';
import { createAbout } from './objectIssues';
import type { Session } from './session';
import { ACCOUNT, type VerdictKeeper } from './verdictStore';
import { idSet } from '../model/idSet';

export interface ReviewState {
    readonly verdicts: Verdicts;
    /** The object for which a reason is being asked. */
    readonly rejecting: ObjectId | null;
}

/** Why nothing is edited while a job is reviewed. */
export const REVIEWING = t('Nothing is edited in Review. Choose another workspace at the top right to edit.');

/** A reviewer's way through a job: a verdict on each object, kept with the account and not with the annotations. */
export class Review {
    readonly store: StoreApi<ReviewState> = createStore<ReviewState>(() => ({
        verdicts: NO_VERDICTS,
        rejecting: null,
    }));
    private readonly prints = new WeakMap<DocObject, { serverId: number; print: string }>();

    constructor(
        private readonly session: Session,
        private readonly keeper: VerdictKeeper = ACCOUNT,
    ) {
        this.store.setState({ verdicts: keeper.read(session.job.id) });
    }

    /** Undefined for objects that the server does not have: nobody else could look at them. */
    private printOf(id: ObjectId): string | undefined {
        const object = this.session.document.get(id);
        const serverId = this.session.saved.get(id)?.wire.id;
        if (!object || serverId == null) return undefined;
        const known = this.prints.get(object);
        if (known?.serverId === serverId) return known.print;
        const print = printOf(serverId, object);
        this.prints.set(object, { serverId, print });
        return print;
    }

    verdict(id: ObjectId): Verdict | null {
        const print = this.printOf(id);
        return print === undefined ? null : verdictOn(this.store.getState().verdicts, print);
    }

    /** Objects of the frame in the order in which they are looked at. */
    onFrame(): ObjectId[] {
        return reviewedOn(this.session.document, this.session.frame);
    }

    progressOnFrame(): Progress {
        return progressOf(this.onFrame(), id => this.verdict(id));
    }

    progressInJob(): Progress {
        const { document, frames } = this.session;
        const seen = [...document.entries()].filter(
            ([, object]) =>
                object.kind === 'track' || (frames.has(object.frame) && !document.deletedFrames.has(object.frame)),
        );
        return progressOf(
            seen.map(([id]) => id),
            id => this.verdict(id),
        );
    }

    /** Selects an object, bringing it into view. */
    look(id: ObjectId): void {
        const { session } = this;
        session.select([id]);
        const box = session.scene.boxOf(id);
        if (box) session.viewport.reveal(box);
    }

    /** A frame has come: the first of its objects that waits for a verdict is at hand, so that one key is enough. */
    arrive(): void {
        const { session } = this;
        if (session.state.workspace !== 'review') return;
        const here = this.onFrame();
        const present = idSet(here);
        if (session.state.selection.some(id => present.has(id))) return;
        const first = here.find(id => this.verdict(id) === null);
        if (first !== undefined) session.select([first]);
    }

    /** The object a key acts on: the selected one of this frame. */
    private subject(): ObjectId | null {
        const { session } = this;
        const here = this.onFrame();
        const present = idSet(here);
        const found = session.state.selection.find(id => present.has(id));
        if (found !== undefined) return found;
        if (here.length)
            session.notify(
                'info',
                t('Select an object, or go to the next one with {key}.', { key: keyName('review_next') }),
            );
        else
            session.notify(
                'info',
                t('Nothing is on this frame. {key} goes to the next object that waits for a verdict.', {
                    key: keyName('review_next'),
                }),
            );
        return null;
    }

    private judge(ids: readonly ObjectId[], verdict: Verdict | null): boolean {
        const prints = ids.flatMap(id => this.printOf(id) ?? []);
        if (prints.length < ids.length) {
            this.tellUnsaved();
            return false;
        }
        const { verdicts: before } = this.store.getState();
        const verdicts = prints.reduce((all, print) => withVerdict(all, print, verdict), before);
        this.store.setState({ verdicts });
        this.keeper.write(this.session.job.id, verdicts);
        this.session.viewport.mark('overlay');
        return true;
    }

    accept(): void {
        const id = this.subject();
        if (id !== null && this.judge([id], 'accepted')) this.advance(id);
    }

    /** Accepts what is left on the frame without a verdict. */
    acceptFrame(): void {
        const open = this.onFrame().filter(id => this.verdict(id) === null);
        if (this.judge(open, 'accepted')) this.advance(null);
    }

    /** Asks what is wrong with the selected object. */
    askReason(): void {
        const id = this.subject();
        if (id === null) return;
        if (this.printOf(id) === undefined) return this.tellUnsaved();
        this.session.issues.close();
        this.store.setState({ rejecting: id });
    }

    stopAsking(): void {
        this.store.setState({ rejecting: null });
    }

    private tellUnsaved(): void {
        this.session.notify(
            'warning',
            t('An object is not on the server yet. Save ({key}), then judge it.', { key: keyName('save') }),
        );
    }

    /** Sends an object back: an issue says why. Fails without a verdict where the issue cannot be opened. */
    async reject(id: ObjectId, reason: string, severity: Severity | null = null): Promise<void> {
        await createAbout(this.session, id, reason, severity);
        this.stopAsking();
        if (this.judge([id], 'rejected')) this.advance(id);
    }

    /** Takes the verdict on the selected object back. Its issue stays. */
    takeBack(): void {
        const id = this.subject();
        if (id === null) return;
        const verdict = this.verdict(id);
        if (!verdict) return this.session.notify('info', t('There is no verdict on this object yet.'));
        this.judge([id], null);
        if (verdict === 'rejected')
            this.session.notify(
                'info',
                t('The verdict is taken back. The issue stays until it is resolved or deleted.'),
            );
    }

    /** On to the next object without a verdict, on another frame where this one has none left. */
    advance(from: ObjectId | null = this.session.state.selection[0] ?? null): void {
        const { session } = this;
        const { document, frames, frame } = session;
        const next = nextUndecided(document, frames, { frame, id: from }, id => this.verdict(id) !== null);
        if (!next) return this.tellEnd();
        if (next.frame !== frame && !session.goTo(next.frame)) return;
        this.look(next.id);
    }

    private tellEnd(): void {
        const { rejected, total } = this.progressInJob();
        const what = rejected
            ? t('{rejected} sent back: {key} rejects the job.', { rejected, key: keyName('review_reject_job') })
            : t('None is sent back: {key} accepts the job.', { key: keyName('review_accept_job') });
        this.session.notify(
            'info',
            total ? t('Every object has a verdict. {what}', { what }) : t('This job has no objects.'),
        );
    }

    /** The next object of the frame, whatever was said about it. */
    step(direction: 1 | -1): void {
        const here = this.onFrame();
        if (!here.length) return this.advance(null);
        const at = here.indexOf(this.session.state.selection[0] ?? -1);
        const next = at < 0 ? (direction > 0 ? 0 : here.length - 1) : at + direction;
        this.look(here[(next + here.length) % here.length]);
    }

    /** The job is done with: its verdicts need not be kept. */
    forget(): void {
        this.store.setState({ verdicts: NO_VERDICTS });
        this.keeper.write(this.session.job.id, NO_VERDICTS);
    }
}
