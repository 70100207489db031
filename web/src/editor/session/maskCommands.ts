import { t } from '../../shared/language';
import { heldFor, keyName } from '../keys/names';
import { reshape } from '../model/edits';
import { decodeMask, encodeMask, type MaskBitmap } from '../model/mask';
import { common, fillHoles, grown, largestPart, shrunk, without } from '../model/maskEdits';
import type { FrameObject, Size } from '../model/types';
import { unlocked } from './actions';
import type { Command } from './keys';
import type { Session } from './session';

/** What is done to the pixels of selected masks. Each is one step of history; locked masks are left alone. */

function masksOf(session: Session): FrameObject[] {
    const { selection } = session.state;
    return selection.flatMap(id => {
        const state = session.document.stateOf(id, session.frame);
        return state?.type === 'mask' ? [state] : [];
    });
}

/** New pixels for some masks; one that would lose all of them stays. */
function repaint(
    session: Session,
    masks: readonly FrameObject[],
    label: string,
    make: (mask: MaskBitmap) => MaskBitmap,
) {
    if (!masks.length) return session.notify('info', t('Select masks first.'));
    const free = new Set(
        unlocked(
            session,
            masks.map(mask => mask.id),
        ),
    );
    const size = session.sizeOf(session.frame);
    const made = masks
        .filter(mask => free.has(mask.id))
        .map(({ id, points }) => ({ id, points: encodeMask(make(decodeMask(points)), size) }));
    const before = new Map(masks.map(({ id, points }) => [id, `${points}`]));
    const edits = made.flatMap(({ id, points }) => (points && `${points}` !== before.get(id) ? [{ id, points }] : []));
    session.commit(label, reshape(session.document, edits, session.frame, size));
    if (made.length && !edits.length) session.notify('info', t('Nothing about the selected masks would change.'));
    const empty = made.filter(one => !one.points).map(one => one.id);
    if (empty.length)
        session.notify(
            'warning',
            t('Nothing would be left of {empty}: it was left as it was. {key} removes it.', {
                key: keyName('delete'),
                empty: empty.join(t(', ')),
            }),
        );
}

/** The mask selected first, changed by those selected after it. */
function combine(
    session: Session,
    label: string,
    make: (mask: MaskBitmap, others: readonly MaskBitmap[]) => MaskBitmap,
): void {
    const [first, ...rest] = masksOf(session);
    if (!rest.length)
        return session.notify(
            'info',
            t('Select the mask to change first, then others with {held}.', { held: heldFor('add') }),
        );
    const others = rest.map(mask => decodeMask(mask.points));
    repaint(session, [first], label, mask => make(mask, others));
}

/** A command on masks, which needs at least so many of them. */
type MaskCommand = Command & { readonly least: number };

function command(id: string, title: string, run: (session: Session) => void, least = 1): MaskCommand {
    return { id, title, group: 'Objects', keys: [], run, least };
}

function each(
    id: string,
    title: string,
    label: string,
    make: (mask: MaskBitmap, size: Size) => MaskBitmap,
): MaskCommand {
    return command(id, title, session =>
        repaint(session, masksOf(session), label, mask => make(mask, session.sizeOf(session.frame))),
    );
}

export const MASK_COMMANDS: readonly MaskCommand[] = [
    each('mask_fill', t('Mask: fill holes'), t('Filled holes'), fillHoles),
    each('mask_largest', t('Mask: keep the largest part'), t('Kept largest part'), largestPart),
    each('mask_grow', t('Mask: grow by a pixel'), t('Grew mask'), grown),
    each('mask_shrink', t('Mask: shrink by a pixel'), t('Shrank mask'), shrunk),
    command(
        'mask_subtract',
        t('Mask: take the others selected away from the first'),
        session => combine(session, t('Subtracted masks'), without),
        2,
    ),
    command(
        'mask_common',
        t('Mask: keep of the first what all selected have'),
        session => combine(session, t('Intersected masks'), common),
        2,
    ),
];
