import { Progress, Tag, Tooltip, Typography } from 'antd';
import type { Task } from '../../api';
import { formatCount } from '../../shared/format';
import { useCreationState } from './creationState';

function JobsProgress({ jobs }: { jobs: Task['jobs'] }) {
    const share = (count: number) => (jobs.count ? Math.round((count / jobs.count) * 100) : 0);
    const annotating = jobs.count - jobs.completed - jobs.validation;
    return (
        <Tooltip
            title={`${jobs.completed} done, ${jobs.validation} in review, ${annotating} in annotation, ${jobs.count} in all`}
        >
            <Progress
                percent={share(jobs.completed + jobs.validation)}
                success={{ percent: share(jobs.completed) }}
                showInfo={false}
                size="small"
                aria-label={`${jobs.completed} of ${formatCount(jobs.count, 'job')} done`}
            />
            <span className="limn-meta limn-number">
                {jobs.completed} of {formatCount(jobs.count, 'job')} done
                {jobs.validation > 0 && `, ${jobs.validation} in review`}
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
                    <span className="limn-meta">{state.message || 'Making frames'}</span>
                </>
            );
        case 'failed':
            return (
                <>
                    <Tag color="error">No frames</Tag>
                    <Typography.Text type="secondary" ellipsis={{ tooltip: state.reason }} className="limn-meta">
                        {state.reason}
                    </Typography.Text>
                </>
            );
        case 'empty':
            return <Tag>No frames yet</Tag>;
    }
}
