import { t } from '../../shared/language';
import { boundsOf } from '../model/geometry';
import { nextFrame } from '../model/issues';
import type { Session } from './session';

/** Ways to issues: from a list, from frame to frame, and from links. */

/** Goes to the frame of an issue, brings its region into view and opens its thread. */
export function revealIssue(session: Session, id: number): void {
    const thread = session.issues.thread(id);
    if (!thread) return;
    const { frame, position } = thread.issue;
    if (frame !== session.frame && !session.goTo(frame)) return;
    session.issues.show(id);
    session.viewport.reveal(boundsOf(position));
}

/** The next frame with an issue that the filter leaves, with the first one there open. */
export function stepIssue(session: Session, direction: 1 | -1): void {
    const { issues } = session;
    const { fitting } = issues;
    const frame = nextFrame(
        fitting.map(({ issue }) => issue.frame),
        session.frame,
        direction,
    );
    if (frame === null) {
        const here = issues.shownOn(session.frame).length > 0;
        return session.notify('info', here ? t('No other frame has an open issue.') : t('No frame has an open issue.'));
    }
    const first = fitting.find(({ issue }) => issue.frame === frame);
    if (first) revealIssue(session, first.issue.id);
}

export function issueUrl(session: Session, id: number): string {
    return `${window.location.origin}/tasks/${session.job.task_id}/jobs/${session.job.id}?issue=${id}`;
}

/** Reads the issues, and goes to the one the address asks for: a number, or `open` for the first that is not resolved. */
export async function followIssueLink(session: Session): Promise<void> {
    await session.issues.read();
    const url = new URL(window.location.href);
    const wanted = url.searchParams.get('issue');
    // An address whose issues could not be read keeps its wish for the next try.
    if (wanted === null || session.issues.state.status !== 'ready') return;
    url.searchParams.delete('issue');
    window.history.replaceState(window.history.state, '', url);
    const id = wanted === 'open' ? session.issues.unresolved[0]?.issue.id : Number(wanted);
    if (id !== undefined && session.issues.thread(id)) return revealIssue(session, id);
    session.notify(
        'warning',
        wanted === 'open'
            ? t('This job has no open issue.')
            : t('Issue #{wanted} is not in this job. It may have been removed.', { wanted }),
    );
}
