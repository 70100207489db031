import { useStore } from 'zustand';
import { displayName } from '../../app/session';
import { formatDateTime } from '../../shared/format';
import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import { useSession } from './context';

/** Who changed an object last, and when; nothing where that is not known. */
export function AuthorLine({ id }: { id: ObjectId }) {
    const { authors } = useSession();
    useStore(authors.store, ({ version }) => version);
    const author = authors.of(id);
    if (!author) return null;
    const { user, at, saved } = author;
    const date = at === null ? '' : formatDateTime(at);
    const text = () => {
        if (!saved) return t('Changed by you, not saved yet');
        if (at === null) return null;
        if (!user) return t('Changed on {date}, by an account that is gone', { date });
        if (authors.isMe(user)) return t('Changed by you on {date}', { date });
        return t('Changed by {name} on {date}', { name: displayName(user), date });
    };
    const line = text();
    return line && <small className="ed-author">{line}</small>;
}
