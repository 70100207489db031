import { Alert, Progress } from 'antd';
import { Link } from 'react-router';
import type { Task } from '../../api';
import { useUnfinished } from '../../shared/activity/useUnfinished';
import { t } from '../../shared/language';
import { useCreationState } from '../tasks/creationState';

function NoFrames({ task }: { task: Task }) {
    const unfinished = useUnfinished().some(({ upload }) => upload.taskId === task.id);
    return (
        <Alert
            type={unfinished ? 'warning' : 'info'}
            showIcon
            message={unfinished ? t('The upload of this task was broken off') : t('This task has no frames yet')}
            description={
                unfinished
                    ? t('What had arrived is kept. The rest is sent when the same files are chosen again.')
                    : t(
                          'An upload may be under way in another browser or on another page. If not, delete the task and create it again with files.',
                      )
            }
            action={unfinished && <Link to="/tasks/create">{t('Continue the upload')}</Link>}
        />
    );
}

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
                    message={state.message || t('The frames of this task are being made')}
                    description={<Progress percent={Math.floor(state.progress * 100)} status="active" />}
                />
            );
        case 'failed':
            return (
                <Alert
                    type="error"
                    showIcon
                    message={t('The frames of this task could not be made')}
                    description={
                        <span className="limn-prewrap">
                            {t(
                                '{reason}\nThe task, its labels and the uploaded files are kept. Delete it and create it again from suitable files.',
                                { reason: state.reason },
                            )}
                        </span>
                    }
                />
            );
        case 'empty':
            return <NoFrames task={task} />;
    }
}
