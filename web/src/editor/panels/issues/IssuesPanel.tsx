import {
    EyeInvisibleOutlined,
    EyeOutlined,
    LeftOutlined,
    PlusOutlined,
    ReloadOutlined,
    RightOutlined,
} from '@ant-design/icons';
import { Alert, Button, Checkbox, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { displayName } from '../../../app/session';
import { formatAgo, formatCount } from '../../../shared/format';
import type { Thread } from '../../model/issues';
import { revealIssue, stepIssue } from '../../session/issueLinks';
import { useSession, useView } from '../context';
import { ConflictList } from '../truth/ConflictList';
import { TruthSwitch } from '../truth/TruthSwitch';
import { VirtualList } from '../VirtualList';
import { useIssues } from './useIssues';

/** All issues of the job, frame by frame. */
export function IssuesPanel() {
    const session = useSession();
    const { status, error, threads, showResolved, open } = useIssues(state => state);
    const listed = showResolved ? threads : threads.filter(({ issue }) => !issue.resolved);
    const resolved = threads.filter(({ issue }) => issue.resolved).length;
    return (
        <div className="ed-objects">
            <IssuesHead count={listed.length} />
            {status === 'failed' && (
                <Alert
                    banner
                    type="warning"
                    message={`The issues could not be read. ${error ?? ''}${threads.length ? ' What was read before is shown.' : ''}`}
                    action={
                        <Button size="small" onClick={() => void session.issues.read()}>
                            Try again
                        </Button>
                    }
                />
            )}
            {listed.length > 0 ? (
                <VirtualList
                    label="Issues of this job"
                    items={listed}
                    keyOf={({ issue }) => issue.id}
                    rowHeight={46}
                    focus={open}
                    renderRow={thread => <IssueRow key={thread.issue.id} thread={thread} />}
                />
            ) : (
                <p className="ed-empty">{emptyText(status, resolved)}</p>
            )}
            <ConflictList />
            <div className="ed-issues-foot">
                <Checkbox
                    checked={showResolved}
                    onChange={event => session.issues.store.setState({ showResolved: event.target.checked })}
                >
                    Show resolved ones{resolved > 0 && ` (${resolved})`}
                </Checkbox>
            </div>
        </div>
    );
}

function emptyText(status: string, resolved: number): string {
    if (status === 'unread' || status === 'reading') return 'Reading the issues…';
    if (status === 'failed') return 'Nothing is known about issues.';
    return resolved
        ? `${formatCount(resolved, 'issue')}, all resolved.`
        : 'No issues in this job. The speech bubble among the tools opens one, as does the menu of an object.';
}

function IssuesHead({ count }: { count: number }) {
    const session = useSession();
    const hidden = useIssues(state => state.hidden);
    const reading = useIssues(state => state.status === 'reading');
    const button = (title: string, icon: ReactNode, run: () => void) => (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button size="small" type="text" aria-label={title} icon={icon} onClick={run} />
        </Tooltip>
    );
    return (
        <div className="ed-issues-head">
            <span className="ed-issues-count">{formatCount(count, 'issue')}</span>
            <TruthSwitch />
            {button('Previous frame with an issue', <LeftOutlined />, () => stepIssue(session, -1))}
            {button('Next frame with an issue', <RightOutlined />, () => stepIssue(session, 1))}
            {button(
                hidden ? 'Show issues on the picture' : 'Hide issues on the picture',
                hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />,
                () => session.issues.store.setState({ hidden: !hidden }),
            )}
            {button('Read the issues anew', <ReloadOutlined spin={reading} />, () => void session.issues.read())}
            {button('Open an issue', <PlusOutlined />, () => session.use('issue'))}
        </div>
    );
}

function IssueRow({ thread: { issue, comments } }: { thread: Thread }) {
    const session = useSession();
    const open = useIssues(state => state.open === issue.id);
    const hovered = useIssues(state => state.hovered === issue.id);
    const here = useView(view => view.frame === issue.frame);
    const className = ['ed-issue-row', open && 'ed-selected', hovered && 'ed-hovered', issue.resolved && 'ed-resolved'];
    const when = comments.at(-1)?.created_date ?? issue.created_date;
    const state = [
        `${issue.owner ? displayName(issue.owner) : 'unknown'} ${formatAgo(when)}`,
        comments.length > 1 && formatCount(comments.length - 1, 'answer'),
        issue.resolved && 'resolved',
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
            <span className="ed-issue-text">{comments[0]?.message ?? `Issue ${issue.id}`}</span>
            <small>
                {here ? 'This frame' : `Frame ${issue.frame}`} · {state.filter(Boolean).join(', ')}
            </small>
        </div>
    );
}
