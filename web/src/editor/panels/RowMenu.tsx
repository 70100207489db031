import { Dropdown, type MenuProps } from 'antd';
import { copyText } from '../../shared/copyText';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { firstKey } from '../keys/bindings';
import { gestureText } from '../keys/mouse';
import * as actions from '../session/actions';
import { copySelection, duplicate } from '../session/clipboard';
import { paintOn } from '../session/effects';
import type { ObjectMenu } from '../session/objectMenu';
import * as operations from '../session/operations';
import type { ObjectId } from '../model/types';
import type { Session } from '../session/session';
import { trimHere } from '../timeline/edits';
import { canvasItems } from './canvasItems';
import { useSession } from './context';
import { issueItems } from './issues/issueItems';
import { maskItems } from './maskItems';
import { truthItems } from './truth/truthItems';

/** The address at which the job opens with one object shown. */
async function copyLink(session: Session, id: ObjectId): Promise<void> {
    const kind = session.object(id)?.kind;
    const query = `frame=${session.frame}&serverID=${session.saved.get(id)?.wire.id}&type=${kind}`;
    try {
        await copyText(`${window.location.origin}${window.location.pathname}?${query}`);
        session.notify('info', t('The link to this object is copied.'));
    } catch {
        session.notify('error', t('The browser does not let the page copy. The link ends in ?{query}', { query }));
    }
}

type Items = NonNullable<MenuProps['items']>;

/** An entry that acts on the objects the menu was opened for. */
interface Entry {
    readonly label: string;
    /** The command that does the same, whose key is told. */
    readonly command?: string;
    /** What the mouse does the same by. */
    readonly gesture?: string;
    readonly danger?: boolean;
    readonly shown?: boolean;
    readonly run: () => void;
}

function items(entries: readonly Entry[]): Items {
    return entries
        .filter(entry => entry.shown !== false)
        .map(({ label, command, gesture, danger, run }) => ({
            key: label,
            label,
            extra: gesture ?? (command && firstKey(command)),
            danger,
            onClick: run,
        }));
}

function menuOf(session: Session, id: ObjectId): Items {
    const object = session.object(id);
    if (!object) return [];
    const ids = session.state.selection.includes(id) ? session.state.selection : [id];
    const selected = (run: () => void) => () => {
        session.select(ids);
        run();
    };
    return [
        ...items([
            { label: t('Copy'), command: 'copy', run: selected(() => copySelection(session)) },
            {
                label: t('Copy link'),
                shown: session.saved.get(id)?.wire.id !== undefined,
                run: () => void copyLink(session, id),
            },
            { label: t('Duplicate'), command: 'duplicate', run: selected(() => duplicate(session)) },
            {
                label: t('Copy to other frames…'),
                command: 'propagate',
                shown: session.frames.numbers.length > 1,
                run: selected(() => session.view.setState({ dialog: 'propagate' })),
            },
            {
                label: t('Run an action…'),
                command: 'run_action',
                run: selected(() => session.view.setState({ dialog: 'actions' })),
            },
        ]),
        ...(object.kind === 'tag' ? [] : shapeItems(session, id, object.kind, ids)),
        { type: 'divider' },
        ...issueItems(session, { id }),
        { type: 'divider' },
        ...items([
            { label: t('Delete'), command: 'delete', danger: true, run: () => actions.deleteObjects(session, ids) },
        ]),
    ];
}

/** A longer menu is no help; “Run an action” offers them all. */
const MOST_LABELS = 12;

function shapeItems(session: Session, id: ObjectId, kind: 'shape' | 'track', ids: readonly ObjectId[]): Items {
    const type = actions.typeOf(session, id);
    const targets = operations.targetsFor(session, ids);
    const convertible: Items = [
        ...items(
            targets.map(to => ({
                label: t('To {to}', { to: word(to) }),
                run: () => operations.convertTo(session, ids, to),
            })),
        ),
        ...items(
            operations
                .labelsToExchange(session, ids)
                .slice(0, MOST_LABELS)
                .map(label => ({
                    label:
                        label.type === 'skeleton'
                            ? t('To skeleton: {label}', { label: label.name })
                            : t('To points: {label}', { label: label.name }),
                    run: () => operations.exchange(session, ids, label),
                })),
        ),
        ...items([
            {
                label: t('To track'),
                shown: kind === 'shape' && type !== 'mask',
                run: () => operations.changeKind(session, ids, 'track'),
            },
            { label: t('To shapes'), shown: kind === 'track', run: () => operations.changeKind(session, ids, 'shape') },
        ]),
    ];
    return [
        { type: 'divider' },
        ...items([
            {
                label: t('Draw anew'),
                command: 'redraw',
                shown: ids.length === 1,
                run: () => session.toolbox.redraw(id),
            },
            {
                label: t('Paint'),
                gesture: gestureText('open', t('double click')),
                shown: type === 'mask',
                run: () => paintOn(session, id),
            },
            {
                label: t('Cut in two'),
                command: 'slice',
                shown: kind === 'shape' && (type === 'mask' || type === 'polygon'),
                run: () => {
                    session.select([id]);
                    session.use('slice');
                },
            },
            {
                label: t('Cut a hole'),
                command: 'hole',
                shown: kind === 'shape' && (type === 'mask' || type === 'polygon'),
                run: () => {
                    session.select([id]);
                    session.use('hole');
                },
            },
            {
                label: t('Fill holes'),
                shown: type === 'polygon' && operations.haveHoles(session, ids),
                run: () => operations.closeHoles(session, ids),
            },
            {
                label: t('Switch direction'),
                shown: type === 'polygon' || type === 'polyline',
                run: () => operations.reverse(session, ids),
            },
            {
                label: t('Simplify…'),
                command: 'simplify',
                shown: type === 'polygon' || type === 'polyline',
                run: () => operations.simplifyOutlines(session, ids),
            },
            {
                label: t('Switch orientation'),
                shown: type === 'cuboid',
                run: () => operations.switchOrientation(session, ids),
            },
            {
                label: t('Reset perspective'),
                gesture: gestureText('open', t('double click')),
                shown: type === 'cuboid',
                run: () => operations.resetPerspective(session, ids),
            },
            {
                label: t('Link with another object'),
                command: 'link',
                shown: ids.length === 1,
                run: () => {
                    session.select(ids);
                    session.use('link');
                },
            },
            { label: t('Mirror'), shown: type === 'skeleton', run: () => operations.mirror(session, ids) },
            {
                label: t('Start here'),
                command: 'start_here',
                shown: kind === 'track',
                run: () => trimHere(session, ids, 'first'),
            },
            {
                label: t('End here'),
                command: 'end_here',
                shown: kind === 'track',
                run: () => trimHere(session, ids, 'last'),
            },
            { label: t('Crop to the image'), shown: kind === 'shape', run: () => operations.cropToImage(session, ids) },
        ]),
        ...(type === 'mask' && kind === 'shape' ? maskItems(session, ids) : []),
        ...(convertible.length ? [{ key: 'convert', label: t('Convert'), children: convertible }] : []),
        { type: 'divider' },
        ...items([
            { label: t('To the front'), command: 'foreground', run: () => actions.toLayer(session, ids, 'front') },
            { label: t('To the back'), command: 'background', run: () => actions.toLayer(session, ids, 'back') },
            { label: t('Another colour'), run: () => actions.nextColour(session, ids) },
        ]),
    ];
}

function itemsOf(session: Session, menu: ObjectMenu): Items {
    if (menu.truth) return truthItems(session, menu.id);
    return [...canvasItems(session, menu), ...menuOf(session, menu.id)];
}

/** Long menus are moved into the window where neither side has room for them. */
const IN_VIEW = { overflow: { adjustX: true, adjustY: true, shiftX: true, shiftY: true } };

/** The menu of a row, or of the whole selection when the row belongs to it. */
export function RowMenu({ menu, onClose }: { menu: ObjectMenu | null; onClose: () => void }) {
    const session = useSession();
    if (!menu) return null;
    return (
        <Dropdown
            open
            autoFocus
            trigger={['click']}
            align={IN_VIEW}
            menu={{ items: itemsOf(session, menu), onClick: onClose }}
            onOpenChange={open => {
                if (!open) onClose();
            }}
        >
            <span className="ed-menu-anchor" style={{ left: menu.x, top: menu.y }} />
        </Dropdown>
    );
}
