import { ArrowLeftOutlined, DownOutlined, QuestionCircleOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf, type JobStage, type JobState } from '../../api';
import { changeJob } from '../session/open';
import { useSession, useView } from './context';
import { FrameBar } from './FrameBar';
import { HistoryList } from './HistoryList';
import { SaveButton } from './SaveButton';
import { Shortcuts } from './Shortcuts';
import { WorkspaceSelect } from './WorkspaceSelect';

const STATES: readonly JobState[] = ['new', 'in progress', 'completed', 'rejected'];
const STAGES: readonly JobStage[] = ['annotation', 'validation', 'acceptance'];

function HistoryButtons() {
    const session = useSession();
    const undo = useView(view => view.undoLabel);
    const redo = useView(view => view.redoLabel);
    return (
        <>
            <Tooltip title={undo ? `Undo: ${undo} (Ctrl+Z)` : 'Nothing to undo'}>
                <Button
                    type="text"
                    aria-label="Undo"
                    disabled={!undo}
                    icon={<UndoOutlined />}
                    onClick={() => session.undo()}
                />
            </Tooltip>
            <Tooltip title={redo ? `Redo: ${redo} (Ctrl+Shift+Z)` : 'Nothing to redo'}>
                <Button
                    type="text"
                    aria-label="Redo"
                    disabled={!redo}
                    icon={<RedoOutlined />}
                    onClick={() => session.redo()}
                />
            </Tooltip>
        </>
    );
}

/** Where the job stands; setting it to completed saves first. */
function JobStatus() {
    const session = useSession();
    const state = useView(view => view.state);
    const stage = useView(view => view.stage);
    const [busy, setBusy] = useState(false);
    const change = async (next: { state?: JobState; stage?: JobStage }) => {
        setBusy(true);
        try {
            if (!(await session.saver.save())) {
                return session.notify('warning', 'The job was left as it is: its annotations are not saved yet.');
            }
            await changeJob(session, next);
            session.notify('info', next.state ? `The job is now ${next.state}.` : `The job is now at ${next.stage}.`);
        } catch (error) {
            session.notify('error', `The job was left as it is. ${messageOf(error)}`);
        } finally {
            setBusy(false);
        }
    };
    const items = [
        {
            key: 'states',
            type: 'group' as const,
            label: 'State',
            children: STATES.map(one => ({
                key: one,
                label: one,
                disabled: one === state,
                onClick: () => void change({ state: one }),
            })),
        },
        {
            key: 'stages',
            type: 'group' as const,
            label: 'Stage',
            children: STAGES.map(one => ({
                key: one,
                label: one,
                disabled: one === stage,
                onClick: () => void change({ stage: one }),
            })),
        },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']}>
            <Button loading={busy} aria-label={`Job ${session.job.id}: ${stage}, ${state}`}>
                {stage}: {state} <DownOutlined />
            </Button>
        </Dropdown>
    );
}

export function TopBar() {
    const session = useSession();
    return (
        <div className="ed-topbar">
            <div className="ed-topbar-side">
                <Tooltip title={`Task #${session.job.task_id}: ${session.job.task_name ?? ''}, job #${session.job.id}`}>
                    <Link to={`/tasks/${session.job.task_id}`} aria-label="Back to the task">
                        <Button type="text" tabIndex={-1} icon={<ArrowLeftOutlined />} />
                    </Link>
                </Tooltip>
                <SaveButton />
                <HistoryButtons />
                <HistoryList />
            </div>
            <FrameBar />
            <div className="ed-topbar-side">
                <WorkspaceSelect />
                <JobStatus />
                <Tooltip title="Keys and gestures (?)">
                    <Button
                        type="text"
                        aria-label="Keys and gestures"
                        icon={<QuestionCircleOutlined />}
                        onClick={() => session.view.setState({ dialog: 'help' })}
                    />
                </Tooltip>
            </div>
            <Shortcuts />
        </div>
    );
}
