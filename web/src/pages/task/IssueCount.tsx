import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { fetchPage, type Job } from '../../api';
import { t } from '../../shared/language';

/**
 * How many issues reviewers left in a job, as a link to the first open one; how many of them are open is asked for on hover.
 */
export function IssueCount({ job }: { job: Job }) {
    const [wanted, setWanted] = useState(false);
    const open = useQuery({
        queryKey: ['issues', 'open', job.id],
        queryFn: ({ signal }) => fetchPage('/api/issues', { job_id: job.id, resolved: false, page_size: 1 }, signal),
        enabled: wanted,
    });
    const unresolved = open.data?.count;
    const text =
        unresolved === undefined
            ? t('Counting…')
            : t('{unresolved} open, {count} resolved', { unresolved, count: job.issues.count - unresolved });
    return (
        <Tooltip title={text} onOpenChange={setWanted}>
            <div className="limn-meta">
                <Link to={`/tasks/${job.task_id}/jobs/${job.id}?issue=open`}>
                    {t('{count, plural, one {# issue} other {# issues}}', { count: job.issues.count })}
                </Link>
            </div>
        </Tooltip>
    );
}
