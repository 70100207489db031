import { CommentOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { listMyIssues, messageOf, type WaitingIssue } from '../../api';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import { LoadError } from '../../shared/ui/LoadError';
import { SeverityMark } from '../../shared/ui/SeverityMark';
import './myIssues.css';

/** Others open issues all the time. */
const REFRESH_MS = 60_000;

/** How many open issues wait for the person; opens a list that leads to each of them. */
export function MyIssues() {
    const [open, setOpen] = useState(false);
    const waiting = useQuery({
        queryKey: ['issues', 'mine'],
        queryFn: ({ signal }) => listMyIssues(signal),
        refetchInterval: REFRESH_MS,
    });
    const count = waiting.data?.count ?? 0;
    const content = waiting.isError ? (
        <LoadError error={waiting.error} onRetry={waiting.refetch} />
    ) : (
        <WaitingList results={waiting.data?.results ?? []} count={count} />
    );
    return (
        <Popover
            trigger="click"
            placement="bottomRight"
            title={t('Open issues that wait for you')}
            content={open ? content : null}
            open={open}
            onOpenChange={setOpen}
        >
            <Badge count={count} size="small" overflowCount={99} title="">
                <Button
                    icon={<CommentOutlined />}
                    aria-expanded={open}
                    aria-label={t('My open issues: {count}', { count })}
                    title={waiting.isError ? messageOf(waiting.error) : undefined}
                >
                    {t('My open issues')}
                </Button>
            </Badge>
        </Popover>
    );
}

function WaitingList({ results, count }: { results: readonly WaitingIssue[]; count: number }) {
    if (!results.length) {
        return (
            <p className="limn-my-issues limn-meta">
                {t('Nothing waits for you: no open issue is assigned to you, lies in your jobs, or names you.')}
            </p>
        );
    }
    return (
        <div className="limn-my-issues">
            <ul>
                {results.map(waiting => (
                    <li key={waiting.issue.id}>
                        <Waiting waiting={waiting} />
                    </li>
                ))}
            </ul>
            {count > results.length && (
                <p className="limn-meta">
                    {t('{count, plural, one {# more waits} other {# more wait}} behind these.', {
                        count: count - results.length,
                    })}
                </p>
            )}
        </div>
    );
}

function Waiting({
    waiting: { issue, task_id: task, task_name: name, message, assigned, mentioned },
}: {
    waiting: WaitingIssue;
}) {
    const why = [
        assigned && t('assigned to you'),
        mentioned && t('names you'),
        !assigned && !mentioned && t('in your job'),
    ];
    return (
        <Link to={`/tasks/${task}/jobs/${issue.job}?issue=${issue.id}`}>
            <span className="limn-my-issue-text">
                {issue.severity && <SeverityMark severity={issue.severity} />}{' '}
                {message || t('Issue {id}', { id: issue.id })}
            </span>
            <span className="limn-meta">
                {[
                    ...why,
                    issue.owner && t('from {name}', { name: displayName(issue.owner) }),
                    t('job #{id}', { id: issue.job }),
                    name,
                ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
        </Link>
    );
}
