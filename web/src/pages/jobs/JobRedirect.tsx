import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { Navigate, useLocation, useParams } from 'react-router';
import { getJob } from '../../api';
import { t } from '../../shared/language';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { jobPath } from './jobActions';

/** A job by its number alone: finds its task and opens it. */
export default function JobRedirect() {
    const id = Number(useParams().id);
    const { search } = useLocation();
    const job = useQuery({ queryKey: ['job', id], queryFn: ({ signal }) => getJob(id, signal) });
    if (job.data) return <Navigate to={`${jobPath(job.data)}${search}`} replace />;
    return (
        <Page title={t('Job #{id}', { id })}>
            {job.isError ? <LoadError error={job.error} onRetry={job.refetch} /> : <Spin className="limn-page-spin" />}
        </Page>
    );
}
