import type { GestureDraft } from '../sync/drafts';
import type { Session } from './session';

/** Milliseconds between two writes of a drawing that goes on. */
const PACE = 400;

/**
 * Keeps what is being drawn (a path half-way round, a mask after some strokes) in the draft store until it is finished
 * or given up, so that a closed tab costs at most the last moment of it. Returns a function that ends this.
 */
export function keepGestures(session: Session, write: (gesture: GestureDraft | null) => Promise<void>): () => void {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let kept = false;
    const store = () => {
        if (timer) clearTimeout(timer);
        timer = null;
        if (session.state.elsewhere) return; // the tab that has the job now offers what was kept
        const gesture = session.toolbox.kept();
        if (!gesture && !kept) return;
        kept = gesture !== null;
        write(gesture && { jobId: session.job.id, ...gesture }).catch((error: unknown) =>
            session.saver.draftsFailed(error),
        );
    };
    session.toolbox.changed = resumed => {
        kept ||= Boolean(resumed); // it is in the store, and has to go from there even if it ends at once
        // What has ended goes at once, or a tab closed now would offer it the next time.
        if (kept && !session.toolbox.busy) store();
        else timer ??= setTimeout(store, PACE);
    };
    return () => {
        if (timer) clearTimeout(timer);
        session.toolbox.changed = () => undefined;
    };
}
