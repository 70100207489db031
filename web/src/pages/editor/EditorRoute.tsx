import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { getJob } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import EditorPage from '../../editor';
import { t } from '../../shared/language';

/** Opens a job in the editor, which fills the window below the top bar. */
export default function EditorRoute() {
    const jobId = Number(useParams().jobId);
    return <JobRoute key={jobId} jobId={jobId} />;
}

/**
 * The editor is opened in the workspace the job belongs to; when that cannot be found out, the editor itself says why.
 * Whatever is heard of the job later, the editor stays as it is: there is work in it.
 */
function JobRoute({ jobId }: { jobId: number }) {
    const job = useQuery({
        queryKey: ['job', jobId],
        queryFn: ({ signal }) => getJob(jobId, signal),
        staleTime: 60_000,
    });
    const [home, setHome] = useState<{ readonly organizationId?: number | null } | null>(null);
    if (home === null && !job.isPending) setHome({ organizationId: job.data?.organization });
    if (home === null) return null;
    const editor = (
        <div className="limn-editor-host">
            <EditorPage jobId={jobId} />
        </div>
    );
    if (home.organizationId === undefined) return editor;
    return (
        <InWorkspaceOf organizationId={home.organizationId} what={t('job #{jobId}', { jobId })}>
            {editor}
        </InWorkspaceOf>
    );
}
