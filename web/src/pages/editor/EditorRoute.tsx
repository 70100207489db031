import { Navigate, useParams } from 'react-router';
import EditorPage from '../../editor';

/** Opens a job in the editor, which fills the window below the top bar. */
export default function EditorRoute() {
    const params = useParams();
    const taskId = Number(params.taskId);
    const jobId = Number(params.jobId);
    if (!Number.isInteger(taskId) || !Number.isInteger(jobId)) return <Navigate to="/jobs" replace />;
    return (
        <div className="limn-editor-host">
            <EditorPage key={jobId} taskId={taskId} jobId={jobId} />
        </div>
    );
}
