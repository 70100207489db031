export interface EditorPageProps {
    taskId: number;
    jobId: number;
}

export default function EditorPage({ taskId, jobId }: EditorPageProps) {
    return <p role="status">{`Loading job ${jobId} of task ${taskId}`}</p>;
}
