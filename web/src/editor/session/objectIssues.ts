import { messageOf, type Issue, type Severity } from '../../api';
import { t } from '../../shared/language';
import { quickTexts, regionOf, regionOfImage } from '../model/issues';
import type { ObjectId, Points } from '../model/types';
import { NEW_ISSUE, type IssueDraft } from './issues';
import type { Session } from './session';

/** Issues about objects: the region of an issue is that of its object on the frame. */

/** The region of an object on the present frame; a tag is about all of it. */
export function regionFor(session: Session, id: ObjectId): Points {
    const state = session.document.stateOf(id, session.frame);
    return state ? regionOf(state) : regionOfImage(session.sizeOf(session.frame));
}

/** Asks what is wrong with an object. */
export function askAbout(session: Session, id: ObjectId): void {
    session.issues.begin({ frame: session.frame, position: regionFor(session, id) });
}

/** Opens an issue about an object, or fails with everything as it was. */
export function createAbout(
    session: Session,
    id: ObjectId,
    text: string,
    severity: Severity | null = null,
): Promise<Issue> {
    return session.issues.create({ frame: session.frame, position: regionFor(session, id) }, text, severity);
}

/** Opens an issue about an object at once. */
export function openAbout(session: Session, id: ObjectId, text: string): Promise<void> {
    return openQuickly(session, { frame: session.frame, position: regionFor(session, id) }, text);
}

/** Opens an issue at once. Where that fails, the text is kept and can be sent again. */
export async function openQuickly(session: Session, draft: IssueDraft, text: string): Promise<void> {
    const { issues } = session;
    try {
        const issue = await issues.create(draft, text);
        session.notify('info', t('Issue {id} is open: {text}', { id: issue.id, text }));
    } catch (error) {
        issues.setText(NEW_ISSUE, text);
        issues.begin(draft);
        session.notify(
            'error',
            t('The issue was not opened. {error} Its text is kept; try again.', { error: messageOf(error) }),
        );
    }
}

/** What may be wrong with an object, one click away. */
export function quickTextsFor(session: Session, id: ObjectId): string[] {
    const object = session.object(id);
    const label = object && session.labels.get(object.labelId);
    return quickTexts(Boolean(label?.attributes.length), object?.kind === 'tag');
}

/** With one object selected, asks what is wrong with it; otherwise takes up the tool that points at something. */
export function pointOrAsk(session: Session): void {
    const { selection, tool } = session.state;
    if (selection.length === 1 && tool === 'select') askAbout(session, selection[0]);
    else session.use('issue');
}
