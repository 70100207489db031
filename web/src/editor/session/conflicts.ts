import { t } from '../../shared/language';
import { drawnBox } from '../model/geometry';
import { conflictText, type Found } from '../model/conflicts';
import { nextFrame, regionOf, regionOfImage } from '../model/issues';
import type { Box, FrameObject, ObjectId } from '../model/types';
import { openQuickly, openAbout } from './objectIssues';
import type { Session } from './session';

/** Ways to what differs from the ground truth, and from there on. */

/** The object of a conflict that a person looks at first: that of the job, or else what is missing there. */
function subjectOf(session: Session, { own, truth }: Found): FrameObject | undefined {
    const here = own === null ? undefined : session.document.stateOf(own, session.frame);
    return here ?? (truth === null ? undefined : session.truth.stateOf(truth));
}

export function boxOfConflict(session: Session, found: Found): Box | null {
    const object = subjectOf(session, found);
    return object ? drawnBox(object) : null;
}

/** The objects of a conflict in words: what the job has, and what the ground truth has. */
export function nameConflict(session: Session, { own, truth }: Found): string {
    const label = (id: number | undefined) => session.labels.get(id ?? -1)?.name ?? t('unknown label');
    const mine = own === null ? null : `${label(session.object(own)?.labelId)} ${own}`;
    const theirs =
        truth === null
            ? null
            : t('{labelId} in the ground truth', { labelId: label(session.truth.document.get(truth)?.labelId) });
    return [mine, theirs].filter(Boolean).join(t(', '));
}

/** Brings a conflict into view, and selects what the job has of it. */
export function revealConflict(session: Session, found: Found): void {
    const { frame } = found.conflict;
    if (frame !== session.frame && !session.goTo(frame)) return;
    session.select(found.own === null ? [] : [found.own]);
    const box = boxOfConflict(session, found);
    if (box) session.viewport.reveal(box);
}

/** The next frame that differs from the ground truth, its first conflict in view. */
export function stepConflict(session: Session, direction: 1 | -1): void {
    const frames = session.truth.found().map(({ conflict }) => conflict.frame);
    const frame = nextFrame(frames, session.frame, direction);
    const [first] = frame === null ? [] : session.truth.onFrame(frame);
    if (first) revealConflict(session, first);
    else session.notify('info', t('No other frame differs from the ground truth.'));
}

/** Opens an issue that says what the conflict is, about the object of the job or of the ground truth. */
export async function openAboutConflict(session: Session, found: Found): Promise<void> {
    const text = conflictText(found.conflict.type);
    if (found.own !== null) return openAbout(session, found.own, text);
    await openAboutTruth(session, found.truth, text);
}

/** Opens an issue at the place of an object of the ground truth. */
export function openAboutTruth(session: Session, id: ObjectId | null, text: string): Promise<void> {
    const state = id === null ? undefined : session.truth.stateOf(id);
    const position = state ? regionOf(state) : regionOfImage(session.sizeOf(session.frame));
    return openQuickly(session, { frame: session.frame, position }, text);
}
