import { EyeInvisibleOutlined, EyeOutlined, PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Tooltip } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { t } from '../../../shared/language';
import { fitsFilter, sortedThreads } from '../../model/issues';
import { stepIssue } from '../../session/issueLinks';
import { useSession } from '../context';
import { FrameSteps } from '../FrameSteps';
import { ConflictList } from '../truth/ConflictList';
import { TruthSwitch } from '../truth/TruthSwitch';
import { VirtualList } from '../VirtualList';
import { IssueFilters } from './IssueFilters';
import { IssueRow } from './IssueRow';
import { useIssues } from './useIssues';

/** All issues of the job, frame by frame. */
export function IssuesPanel() {
    const session = useSession();
    const { status, error, threads, filter, sort, open } = useIssues(state => state);
    const listed = useMemo(
        () =>
            sortedThreads(
                threads.filter(thread => fitsFilter(thread, filter, session.issues.username)),
                sort,
            ),
        [session, threads, filter, sort],
    );
    const resolved = threads.filter(({ issue }) => issue.resolved).length;
    return (
        <div className="ed-objects">
            <IssuesHead count={listed.length} />
            {threads.length > 0 && <IssueFilters />}
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
                <p className="ed-empty">{emptyText(status, threads.length, resolved)}</p>
            )}
            <ConflictList />
            <div className="ed-issues-foot">
                <Checkbox
                    checked={filter.resolved}
                    onChange={event => session.issues.setFilter({ resolved: event.target.checked })}
                >
                    {resolved > 0 ? t('Show resolved ones ({resolved})', { resolved }) : t('Show resolved ones')}
                </Checkbox>
            </div>
        </div>
    );
}

function emptyText(status: string, count: number, resolved: number): string {
    if (status === 'unread' || status === 'reading') return t('Reading the issues…');
    if (status === 'failed') return t('Nothing is known about issues.');
    if (count > resolved) return t('No issue fits the choice above.');
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
            <FrameSteps
                previous={t('Previous frame with an issue')}
                next={t('Next frame with an issue')}
                onStep={direction => stepIssue(session, direction)}
            />
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
