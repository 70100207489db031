import { useState } from 'react';
import type { BasicUser, IssueComment } from '../../../api';
import { displayName, useUsername } from '../../../app/session';
import { t } from '../../../shared/language';
import { Ago } from '../../../shared/ui/Ago';
import { partsOf, splitPictures } from '../../model/commentText';
import type { Points } from '../../model/types';
import { useSession } from '../context';
import { CommentPictures } from './Pictures';
import { SendField } from './SendField';
import { useSending } from './useIssues';

/** What somebody said; its author may change it. */
export function Comment({ comment, position }: { comment: IssueComment; position: Points }) {
    const session = useSession();
    const username = useUsername();
    const { issues } = session;
    const about = `edit/${comment.id}`;
    // What was typed is there again when the thread is opened again.
    const [editing, setEditing] = useState(() => about in issues.state.texts);
    const sending = useSending();
    const own = comment.owner?.username === username;
    const { text, pictures } = splitPictures(comment.message);
    const rewrite = async (message: string) => {
        if (!(await sending.send(() => issues.rewrite(comment, message)))) return;
        issues.written(about);
        setEditing(false);
    };
    const toggle = () => {
        setEditing(!editing);
        if (editing) return issues.discard(about);
        issues.setText(about, text);
        issues.tray.begin(about, pictures);
    };
    return (
        <li>
            <div className="ed-comment-head">
                <strong>{comment.owner ? displayName(comment.owner) : t('Somebody who has left')}</strong>
                <small>
                    <Ago date={comment.created_date} />
                </small>
                {own && (
                    <button type="button" className="ed-flag" onClick={toggle}>
                        {editing ? t('Leave as it is') : t('Edit')}
                    </button>
                )}
            </div>
            {editing ? (
                <SendField
                    about={about}
                    label={t('Your comment')}
                    action={t('Change')}
                    failure={t('The comment was left as it is.')}
                    sending={sending}
                    autoFocus
                    position={position}
                    onSend={message => void rewrite(message)}
                />
            ) : (
                <>
                    {text && <CommentText text={text} mentions={comment.mentions} />}
                    <CommentPictures pictures={pictures} />
                </>
            )}
        </li>
    );
}

/** Text as it was typed, with the people it names; never markup. */
function CommentText({ text, mentions }: { text: string; mentions?: BasicUser[] }) {
    const username = useUsername();
    return (
        <p>
            {partsOf(text, mentions).map((part, i) =>
                part.kind === 'text' ? (
                    part.text
                ) : (
                    <span
                        key={i}
                        className={part.user.username === username ? 'ed-mention ed-on' : 'ed-mention'}
                        title={displayName(part.user)}
                    >
                        @{part.user.username}
                    </span>
                ),
            )}
        </p>
    );
}
