import { Progress, Tag, Tooltip, Typography } from 'antd';
import type { Task } from '../../api';
import { t } from '../../shared/language';
import { useCreationState } from './creationState';

function JobsProgress({ jobs }: { jobs: Task['jobs'] }) {
    const share = (count: number) => (jobs.count ? Math.round((count / jobs.count) * 100) : 0);
    const annotating = jobs.count - jobs.completed - jobs.validation;
    return (
        <Tooltip
            title={t('{completed} done, {validation} in review, {annotating} in annotation, {count} in all', {
                completed: jobs.completed,
                validation: jobs.validation,
                annotating,
                count: jobs.count,
            })}
        >
            <Progress
                percent={share(jobs.completed + jobs.validation)}
                success={{ percent: share(jobs.completed) }}
                showInfo={false}
                size="small"
                aria-label={t('{completed} of {count, plural, one {# job} other {# jobs}} done', {
                    completed: jobs.completed,
                    count: jobs.count,
                })}
            />
            <span className="limn-meta limn-number">
                {jobs.validation > 0
                    ? t('{completed} of {count, plural, one {# job} other {# jobs}} done, {validation} in review', {
                          completed: jobs.completed,
                          count: jobs.count,
                          validation: jobs.validation,
                      })
                    : t('{completed} of {count, plural, one {# job} other {# jobs}} done', {
                          completed: jobs.completed,
                          count: jobs.count,
                      })}
            </span>
        </Tooltip>
    );
}

/** How far a task is: its jobs, or, before it has any, the making of its frames. */
export function TaskProgress({ task }: { task: Task }) {
    const state = useCreationState(task);
    switch (state.kind) {
        case 'ready':
            return <JobsProgress jobs={task.jobs} />;
        case 'running':
            return (
                <>
                    <Progress percent={Math.floor(state.progress * 100)} size="small" status="active" />
                    <span className="limn-meta">{state.message || t('Making frames')}</span>
                </>
            );
        case 'failed':
            return (
                <>
                    <Tag color="error">{t('No frames')}</Tag>
                    <Typography.Text type="secondary" ellipsis={{ tooltip: state.reason }} className="limn-meta">
                        {state.reason}
                    </Typography.Text>
                </>
            );
        case 'empty':
            return <Tag>{t('No frames yet')}</Tag>;
    }
}
