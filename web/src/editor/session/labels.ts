import { getJobLabels, messageOf, patchLabel } from '../../api';
import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import { quote } from '../query/syntax';
import type { Session } from './session';

/** How many objects of each label a frame and the whole job hold. */
export interface LabelCount {
    readonly frame: number;
    readonly job: number;
}

export function countLabels(session: Session): Map<number, LabelCount> {
    const counts = new Map<number, { frame: number; job: number }>();
    const of = (labelId: number) => {
        const known = counts.get(labelId);
        if (known) return known;
        const made = { frame: 0, job: 0 };
        counts.set(labelId, made);
        return made;
    };
    const { document, frame } = session;
    for (const [, object] of document.entries()) of(object.labelId).job += 1;
    for (const object of document.objectsOn(frame)) of(object.labelId).frame += 1;
    for (const [, tag] of document.tagsOn(frame)) of(tag.labelId).frame += 1;
    return counts;
}

/** Everything of a label in the job. */
export function idsOfLabel(session: Session, labelId: number): ObjectId[] {
    return [...session.document.entries()].flatMap(([id, object]) => (object.labelId === labelId ? [id] : []));
}

/** Whether nothing but objects of one label shows on the frame. */
export function isSolo(session: Session, labelId: number): boolean {
    const { hidden } = session.state;
    const objects = session.document.objectsOn(session.frame);
    return (
        objects.some(object => object.labelId !== labelId) &&
        objects.every(object => hidden.has(object.id) === (object.labelId !== labelId))
    );
}

/** Shows one label alone, all over the job; again brings everything back. */
export function toggleSolo(session: Session, labelId: number): void {
    if (isSolo(session, labelId)) return session.setFlags({ hidden: new Set() });
    const others = [...session.document.entries()].filter(([, object]) => object.labelId !== labelId);
    session.setFlags({ hidden: new Set(others.map(([id]) => id)) });
}

function showColour(session: Session, id: number, colour: string): void {
    session.labels.recolour(id, colour);
    session.view.setState({ labelsVersion: session.state.labelsVersion + 1 });
    session.viewport.restyle();
}

/** Gives a label another colour, for everybody. Shown at once; what the server refuses is taken back. */
export async function recolour(session: Session, id: number, colour: string, patch = patchLabel): Promise<void> {
    const before = session.labels.get(id);
    if (!before || before.color === colour) return;
    showColour(session, id, colour);
    try {
        await patch(id, { color: colour });
    } catch (error) {
        showColour(session, id, before.color);
        session.notify('error', t('{name} keeps its colour. {error}', { name: before.name, error: messageOf(error) }));
    }
}

/**
 * Takes in that the labels were changed, here or elsewhere. Which label is drawn next stays, unless it is gone. What cannot be
 * read stays as it is: the next change is told of again.
 */
export async function followLabels(session: Session, read = getJobLabels): Promise<void> {
    const labels = await read(session.job.id).catch(() => null);
    if (!labels || JSON.stringify(labels) === JSON.stringify(session.labels.roots)) return;
    session.labels.replace(labels);
    const { labelId, labelsVersion } = session.state;
    const isThere = labels.some(({ id }) => id === labelId);
    const next = isThere ? labelId : (labels.find(({ type }) => type !== 'skeleton' && type !== 'tag')?.id ?? null);
    session.view.setState({ labelId: next, labelsVersion: labelsVersion + 1 });
    session.scene.load(session.frame);
    session.viewport.restyle();
    session.notify('warning', t('The labels of this task were changed. What you see here follows them.'));
}

/** Filters by a label, or no more where that is done already. */
export function toggleLabelFilter(session: Session, name: string): void {
    const text = `label:${quote(name)}`;
    session.visibility.setFilter(session.state.filter === text ? '' : text);
}
