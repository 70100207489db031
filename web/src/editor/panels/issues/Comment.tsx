import type { IssueComment } from '../../../api';
import { displayName, useUsername } from '../../../app/session';
import { t } from '../../../shared/language';
import { Ago } from '../../../shared/ui/Ago';
import { partsOf } from '../../model/commentText';
import { useSession } from '../context';
import { SendField } from './SendField';
import { useIssues, useSending } from './useIssues';

/** What somebody said; its author may change it. */
export function Comment({ comment }: { comment: IssueComment }) {
    const session = useSession();
    const username = useUsername();
    const { issues } = session;
    const about = `edit/${comment.id}`;
    const editing = useIssues(state => about in state.texts);
    const sending = useSending();
    const own = comment.owner?.username === username;
    const rewrite = async (text: string) => {
        if (await sending.send(() => issues.rewrite(comment, text))) issues.setText(about, '');
    };
    return (
        <li>
            <div className="ed-comment-head">
                <strong>{comment.owner ? displayName(comment.owner) : t('Somebody who has left')}</strong>
                <small>
                    <Ago date={comment.created_date} />
                </small>
                {own && (
                    <button
                        type="button"
                        className="ed-flag"
                        onClick={() => issues.setText(about, editing ? '' : comment.message)}
                    >
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
                    onSend={text => void rewrite(text)}
                />
            ) : (
                <CommentText comment={comment} />
            )}
        </li>
    );
}

/** Text as it was typed, with the people it names; never markup. */
function CommentText({ comment: { message, mentions } }: { comment: IssueComment }) {
    const username = useUsername();
    return (
        <p>
            {partsOf(message, mentions).map((part, i) =>
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
