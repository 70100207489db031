import type { Job, Task } from '../../api';
import { useUsername } from '../../app/session';
import { t } from '../../shared/language';
import { LinkButton } from '../../shared/ui/LinkButton';
import { jobPath } from '../jobs/jobActions';
import { useTaskJobs } from './useTaskJobs';

/** The job to go on with: one's own before others, unfinished before finished, then in order. */
export function nextJob(jobs: Job[], username: string): Job | undefined {
    const rank = (job: Job) =>
        (job.state === 'completed' || job.stage === 'acceptance' ? 2 : 0) +
        (job.assignee?.username === username ? 0 : 1);
    return [...jobs].sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0];
}

export function OpenJobButton({ task }: { task: Task }) {
    const jobs = useTaskJobs(task);
    const username = useUsername();
    const job = nextJob(jobs.data ?? [], username);
    if (!job) return null;
    return (
        <LinkButton to={jobPath(job)} icon={null}>
            {t('Open job #{id}', { id: job.id })}
        </LinkButton>
    );
}
