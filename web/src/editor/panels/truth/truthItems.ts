import type { MenuProps } from 'antd';
import { t } from '../../../shared/language';
import { conflictText } from '../../model/conflicts';
import type { ObjectId } from '../../model/types';
import { openAboutTruth } from '../../session/conflicts';
import type { Session } from '../../session/session';

/** Entries of the menu of an object of the ground truth. */
export function truthItems(session: Session, id: ObjectId): NonNullable<MenuProps['items']> {
    const found = session.truth.onFrame().filter(one => one.truth === id);
    const texts = new Set([...found.map(({ conflict }) => conflictText(conflict.type)), t('Missing annotation')]);
    return [
        { key: 'copy', label: t('Copy annotation into the job'), onClick: () => session.truth.copy(id) },
        ...[...texts].map(text => ({
            key: text,
            label: t('Quick issue: {text}', { text: text.toLowerCase() }),
            onClick: () => void openAboutTruth(session, id, text),
        })),
    ];
}
