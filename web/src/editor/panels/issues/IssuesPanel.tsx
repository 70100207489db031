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
import { formatAgo } from '../../../shared/format';
import { t } from '../../../shared/language';
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
                    message={
                        threads.length
                            ? t('The issues could not be read. {error} What was read before is shown.', {
                                  error: error ?? '',
                              })
                            : t('The issues could not be read. {error}', { error: error ?? '' })
                    }
                    action={
                        <Button size="small" onClick={() => void session.issues.read()}>
                            {t('Try again')}
                        </Button>
                    }
                />
            )}
            {listed.length > 0 ? (
                <VirtualList
                    label={t('Issues of this job')}
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
                    {resolved > 0 ? t('Show resolved ones ({resolved})', { resolved }) : t('Show resolved ones')}
                </Checkbox>
            </div>
        </div>
    );
}

function emptyText(status: string, resolved: number): string {
    if (status === 'unread' || status === 'reading') return t('Reading the issues…');
    if (status === 'failed') return t('Nothing is known about issues.');
    return resolved
        ? t('{resolved, plural, one {# issue} other {# issues}}, all resolved.', { resolved })
        : t('No issues in this job. The speech bubble among the tools opens one, as does the menu of an object.');
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
            <span className="ed-issues-count">{t('{count, plural, one {# issue} other {# issues}}', { count })}</span>
            <TruthSwitch />
            {button(t('Previous frame with an issue'), <LeftOutlined />, () => stepIssue(session, -1))}
            {button(t('Next frame with an issue'), <RightOutlined />, () => stepIssue(session, 1))}
            {button(
                hidden ? t('Show issues on the picture') : t('Hide issues on the picture'),
                hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />,
                () => session.issues.store.setState({ hidden: !hidden }),
            )}
            {button(t('Read the issues anew'), <ReloadOutlined spin={reading} />, () => void session.issues.read())}
            {button(t('Open an issue'), <PlusOutlined />, () => session.use('issue'))}
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
            <span className="ed-issue-text">{comments[0]?.message ?? t('Issue {id}', { id: issue.id })}</span>
            <small>
                {here ? t('This frame') : t('Frame {frame}', { frame: issue.frame })} ·{' '}
                {state.filter(Boolean).join(t(', '))}
            </small>
        </div>
    );
}
