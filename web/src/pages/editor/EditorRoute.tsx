import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { getJob } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import EditorPage from '../../editor';
import { t } from '../../shared/language';

/**
 * Opens a job in the editor, which fills the window below the top bar. The editor is opened in the workspace the job
 * belongs to; when that cannot be found out, the editor itself says why.
 */
export default function EditorRoute() {
    const params = useParams();
    const taskId = Number(params.taskId);
    const jobId = Number(params.jobId);
    const valid = Number.isInteger(taskId) && Number.isInteger(jobId);
    const job = useQuery({
        queryKey: ['job', jobId],
        queryFn: ({ signal }) => getJob(jobId, signal),
        enabled: valid,
        staleTime: 60_000,
    });
    if (!valid) return <Navigate to="/jobs" replace />;
    const editor = (
        <div className="limn-editor-host">
            <EditorPage key={jobId} jobId={jobId} />
        </div>
    );
    if (job.isPending) return null;
    if (!job.data) return editor;
    return (
        <InWorkspaceOf organizationId={job.data.organization} what={t('job #{jobId}', { jobId })}>
            {editor}
        </InWorkspaceOf>
    );
}
