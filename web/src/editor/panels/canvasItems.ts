import type { MenuProps } from 'antd';
import { t } from '../../shared/language';
import { gestureText } from '../keys/mouse';
import type { ObjectId } from '../model/types';
import { partKey } from '../model/parts';
import { toggleElement, togglePart } from '../session/operations';
import { lockOthers, onVertex, othersOf, type ObjectMenu } from '../session/objectMenu';
import type { Session } from '../session/session';
import type { PointGesture } from '../tools/selectClick';

type Items = NonNullable<MenuProps['items']>;

/** The point of the outline that was pressed: what a click with a modifier would do to it. */
function vertexItems(session: Session, id: ObjectId, index: number): Items {
    const state = session.document.stateOf(id, session.frame);
    const entry = (asked: PointGesture, label: string) => ({
        key: `vertex/${asked}`,
        label,
        extra: gestureText(asked, t('click')),
        onClick: () => onVertex(session, id, index, asked),
    });
    return [
        entry('remove_point', t('Remove this point')),
        ...(state?.type === 'polygon' ? [entry('first_point', t('Make this point the first'))] : []),
        ...(state?.type === 'points' ? [] : [entry('path', t('New way from this point'))]),
        { type: 'divider' },
    ];
}

/** The node of a skeleton that was pressed. */
function partItems(session: Session, id: ObjectId, labelId: number): Items {
    const part = session.document.stateOf(id, session.frame)?.elements.find(one => one.labelId === labelId);
    if (!part) return [];
    const name = session.labels.get(labelId)?.name ?? t('Part');
    const locked = session.state.lockedParts.has(partKey(id, labelId));
    const entry = (flag: 'occluded' | 'outside', label: string) => ({
        key: `part/${flag}`,
        label,
        disabled: locked,
        onClick: () => toggleElement(session, id, labelId, flag),
    });
    const look = (flag: 'hiddenParts' | 'lockedParts', label: string) => ({
        key: `part/${flag}`,
        label,
        onClick: () => togglePart(session, id, labelId, flag),
    });
    return [
        entry('occluded', part.occluded ? t('{name} is not occluded', { name }) : t('{name} is occluded', { name })),
        entry('outside', t('{name} is absent', { name })),
        look('hiddenParts', t('Hide {name}', { name })),
        look('lockedParts', locked ? t('Unlock {name}', { name }) : t('Lock {name}', { name })),
        { type: 'divider' },
    ];
}

/** Entries of a menu that was opened on the picture: the point meant, what else lies there, locking the rest. */
export function canvasItems(session: Session, { id, vertex, part, under = [] }: ObjectMenu): Items {
    const { others, locked } = othersOf(session, session.state.selection.includes(id) ? session.state.selection : [id]);
    const named = (one: ObjectId) => {
        const object = session.object(one);
        return `${session.labels.get(object?.labelId ?? -1)?.name ?? t('object')} ${one}`;
    };
    const editable = !session.readOnly;
    return [
        ...(vertex === undefined || !editable ? [] : vertexItems(session, id, vertex)),
        ...(part === undefined || !editable ? [] : partItems(session, id, part)),
        ...(under.length > 1
            ? [
                  {
                      key: 'under',
                      label: t('Select what lies here'),
                      children: under.map(one => ({
                          key: `under/${one}`,
                          label: named(one),
                          onMouseEnter: () => session.hover(one),
                          onClick: () => session.select([one]),
                      })),
                  },
              ]
            : []),
        ...(others.length && editable
            ? [
                  {
                      key: 'others',
                      label: locked ? t('Unlock the others') : t('Lock the others'),
                      onClick: () => lockOthers(session, session.state.selection),
                  },
              ]
            : []),
        { type: 'divider' },
    ];
}
