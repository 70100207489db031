import { displayName } from '../../../app/session';
import { formatAgo } from '../../../shared/format';
import { t } from '../../../shared/language';
import { SeverityMark } from '../../../shared/ui/SeverityMark';
import { headOf, type Thread } from '../../model/issues';
import { revealIssue } from '../../session/issueLinks';
import { useSession, useView } from '../context';
import { useIssues } from './useIssues';

/** An issue in the list: what it is about, how bad it is, who is asked and who said something last. */
export function IssueRow({ thread }: { thread: Thread }) {
    const { issue, comments } = thread;
    const session = useSession();
    const open = useIssues(state => state.open === issue.id);
    const hovered = useIssues(state => state.hovered === issue.id);
    const here = useView(view => view.frame === issue.frame);
    const className = ['ed-issue-row', open && 'ed-selected', hovered && 'ed-hovered', issue.resolved && 'ed-resolved'];
    const when = comments.at(-1)?.created_date ?? issue.created_date;
    const { assignee, severity } = issue;
    const state = [
        assignee && t('for {name}', { name: displayName(assignee) }),
        `${issue.owner ? displayName(issue.owner) : t('unknown')} ${formatAgo(when)}`,
        comments.length > 1 && t('{count, plural, one {# answer} other {# answers}}', { count: comments.length - 1 }),
        issue.resolved && t('resolved'),
    ];
    return (
        <div
            role="option"
            aria-selected={open}
            tabIndex={0}
            className={className.filter(Boolean).join(' ')}
            onClick={() => revealIssue(session, issue.id)}
            onKeyDown={event => {
                if (event.key === 'Enter') revealIssue(session, issue.id);
            }}
            onMouseEnter={() => session.issues.hover(issue.id)}
            onMouseLeave={() => session.issues.hover(null)}
        >
            <span className="ed-issue-text">
                {severity && <SeverityMark severity={severity} />}
                {headOf(thread) || t('Issue {id}', { id: issue.id })}
            </span>
            <small>
                {here ? t('This frame') : t('Frame {frame}', { frame: issue.frame })} ·{' '}
                {state.filter(Boolean).join(t(', '))}
            </small>
        </div>
    );
}
