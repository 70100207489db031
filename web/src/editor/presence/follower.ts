import type { JobSaved } from '../../api';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import type { Session } from '../session/session';
import type { Merge } from '../sync/merge';

/** A page that follows reads the job again so much longer than it took to read it, and a second at least. */
const SHARE = 5;
const REST = 1000;
/** Until what the tool has in hand is looked at again. */
const PATIENCE = 500;

/**
 * Takes in what others save, when they do: never while a tool has an object of the document in hand, and rarely where a
 * job is large. What this page does not get in this way it finds at its own next save, as ever.
 */
export class Follower {
    private latest: JobSaved | null = null;
    private following = false;
    private running = false;
    private introduced = false;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly session: Session) {}

    /** From now on; before, work kept on this computer may have to be put into the document as it was opened. */
    begin(): void {
        this.following = true;
        void this.catchUp();
    }

    stop(): void {
        this.following = false;
        clearTimeout(this.timer);
        this.running = false;
    }

    saved(news: JobSaved): void {
        this.latest = news;
        void this.catchUp();
    }

    private get busy(): boolean {
        return this.session.viewport.lifted.size > 0 || this.session.state.redrawing !== null;
    }

    private async catchUp(): Promise<void> {
        const { latest, session } = this;
        if (!this.following || this.running || !latest || !session.saver.isBehind(latest.revision)) return;
        if (this.busy) return this.later(PATIENCE);
        this.running = true;
        const began = Date.now();
        const merge = await session.saver.follow(latest.revision, () => !this.busy);
        if (merge) this.tell(merge, latest);
        this.later(merge ? Math.max(REST, SHARE * (Date.now() - began)) : SHARE * REST);
    }

    private later(milliseconds: number): void {
        clearTimeout(this.timer);
        this.running = true;
        this.timer = setTimeout(() => {
            this.running = false;
            void this.catchUp();
        }, milliseconds);
    }

    /** The first time it is said that this happens; afterwards only what needs attention. */
    private tell({ objects, conflicts }: Merge, { user }: JobSaved): void {
        const who = user ? displayName(user) : t('Somebody');
        if (conflicts) {
            const text = t(
                '{count, plural, one {{who} saved an object that you had changed, too: an edit here was kept, a deletion undone.} other {{who} saved # objects that you had changed, too: edits here were kept, deletions undone.}}',
                { who, count: conflicts },
            );
            this.session.notify('warning', text);
        } else if (objects.length && !this.introduced) {
            this.introduced = true;
            this.session.notify('info', t('{who} saved. What others save appears here by itself.', { who }));
        }
    }
}
