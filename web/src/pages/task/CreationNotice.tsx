import { Alert, Progress } from 'antd';
import type { Task } from '../../api';
import { useCreationState } from '../tasks/creationState';

/** Tells why a task has no frames (yet). */
export function CreationNotice({ task }: { task: Task }) {
    const state = useCreationState(task);
    switch (state.kind) {
        case 'ready':
            return null;
        case 'running':
            return (
                <Alert
                    type="info"
                    showIcon
                    message={state.message || 'The frames of this task are being made'}
                    description={<Progress percent={Math.floor(state.progress * 100)} status="active" />}
                />
            );
        case 'failed':
            return (
                <Alert
                    type="error"
                    showIcon
                    message="The frames of this task could not be made"
                    description={
                        <span className="limn-prewrap">
                            {`${state.reason}\nThe task, its labels and the uploaded files are kept. Delete it and create it again from suitable files.`}
                        </span>
                    }
                />
            );
        case 'empty':
            return (
                <Alert
                    type="info"
                    showIcon
                    message="This task has no frames yet"
                    description="An upload may be under way on another page. If not, delete the task and create it again with files."
                />
            );
    }
}
