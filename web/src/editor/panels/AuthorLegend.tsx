import { Button } from 'antd';
import { useStore } from 'zustand';
import type { PersonUser } from '../../api';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import { distinctColour, NEUTRAL } from '../render/style';
import type { Session } from '../session/session';
import { quote } from '../query/syntax';
import { useSession, useView } from './context';

interface Share {
    readonly user: PersonUser | null;
    readonly count: number;
}

/** Who changed how many of the objects on the frame, the most first; unknown people together, last. */
function sharesOn(session: Session, frame: number): Share[] {
    const counted = new Map<number, Share>();
    const objects = session.document.objectsOn(frame).filter(object => !object.outside);
    for (const id of [...objects.map(object => object.id), ...session.document.tagsOn(frame).map(([tag]) => tag)]) {
        const author = session.authors.of(id);
        if (!author) continue;
        const key = author.user?.id ?? -1;
        counted.set(key, { user: author.user, count: (counted.get(key)?.count ?? 0) + 1 });
    }
    return [...counted.values()].sort((a, b) => Number(!a.user) - Number(!b.user) || b.count - a.count);
}

/** Which colour is whose; a click leaves the objects of one person. */
export function AuthorLegend() {
    const session = useSession();
    const { authors } = session;
    const frame = useView(view => view.frame);
    useView(view => view.version);
    const { reading, error } = useStore(authors.store);
    const shares = sharesOn(session, frame);
    if (error !== null)
        return (
            <p className="ed-legend-note">
                {t('Who changed the objects could not be read.')}{' '}
                <Button size="small" type="link" onClick={() => authors.retry()}>
                    {t('Try again')}
                </Button>
            </p>
        );
    if (!shares.length)
        return <p className="ed-legend-note">{reading ? t('Loading…') : t('Nothing is on this frame.')}</p>;
    return (
        <ul className="ed-legend" aria-label={t('Who changed the objects on this frame')}>
            {shares.map(({ user, count }) => {
                const isMe = authors.isMe(user);
                const name = user ? (isMe ? t('You') : displayName(user)) : t('Nobody known');
                const filter = `author:${user ? (isMe ? 'me' : quote(user.username)) : 'none'}`;
                return (
                    <li key={user?.id ?? -1}>
                        <button
                            type="button"
                            title={t('Filter: {filter}', { filter })}
                            onClick={() => session.visibility.setFilter(filter)}
                        >
                            <i className="ed-swatch" style={{ background: user ? distinctColour(user.id) : NEUTRAL }} />
                            <span className="ed-row-name">{name}</span>
                            <small>{count}</small>
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}
