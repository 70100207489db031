import type { Job } from '../../api';
import { t } from '../../shared/language';
import { jobPath } from '../jobs/jobActions';

/** The jobs as tab-separated lines, for a spreadsheet. */
export function jobsAsText(jobs: Job[], origin: string): string {
    const head = [
        t('Job'),
        t('Link'),
        t('Assignee'),
        t('Stage'),
        t('State'),
        t('First frame'),
        t('Last frame'),
        t('Frames'),
    ];
    const rows = jobs.map(job => [
        job.id,
        `${origin}${jobPath(job)}`,
        job.assignee?.username ?? '',
        job.stage,
        job.state,
        job.start_frame,
        job.stop_frame,
        job.frame_count,
    ]);
    return [head, ...rows].map(row => row.join('\t')).join('\n');
}
