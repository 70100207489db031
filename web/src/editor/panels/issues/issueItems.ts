import type { MenuProps } from 'antd';
import { useSession as useAccount } from '../../../app/session';
import { t } from '../../../shared/language';
import { firstKey } from '../../keys/bindings';
import { conflictText } from '../../model/conflicts';
import { recentTexts } from '../../model/issues';
import type { ObjectId } from '../../model/types';
import { askAbout, openAbout, quickTextsFor } from '../../session/objectIssues';
import type { Session } from '../../session/session';

/** Entries of an object's menu that open issues about it. */
export function issueItems(session: Session, { id }: { readonly id: ObjectId }): NonNullable<MenuProps['items']> {
    const username = useAccount.getState().user?.username ?? '';
    const conflicts = session.truth.onFrame().filter(({ own }) => own === id);
    const quick = [
        ...new Set([
            ...conflicts.map(({ conflict }) => conflictText(conflict.type)),
            ...quickTextsFor(session, id),
            ...recentTexts(session.issues.state.threads, username),
        ]),
    ];
    return [
        {
            key: 'issue',
            label: t('Open an issue…'),
            extra: firstKey('issue'),
            onClick: () => {
                session.select([id]);
                askAbout(session, id);
            },
        },
        {
            key: 'quick',
            label: t('Quick issue'),
            children: quick.map(text => ({
                key: `quick/${text}`,
                label: text,
                onClick: () => void openAbout(session, id, text),
            })),
        },
    ];
}
