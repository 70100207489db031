import {
    ArrowLeftOutlined,
    MenuFoldOutlined,
    MenuUnfoldOutlined,
    QuestionCircleOutlined,
    RedoOutlined,
    UndoOutlined,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { Link } from 'react-router';
import { t, sideOf } from '../../shared/language';
import { useMe } from '../../shared/rights/useMe';
import { useHints } from '../keys/useHints';
import { openPanel } from '../session/layout';
import { useSession, useView } from './context';
import { FrameBar } from './FrameBar';
import { HistoryList } from './HistoryList';
import { JobMenu } from './job/JobMenu';
import { JobStatus } from './job/JobStatus';
import { PeopleBar } from './PeopleBar';
import { SaveButton } from './SaveButton';
import { Shortcuts } from './Shortcuts';
import { SIDE_PANEL, usePanelOpen } from './SidePanel';
import { TopBarButtons } from './TopBarButtons';
import { WorkspaceSelect } from './WorkspaceSelect';

function HistoryButtons() {
    const session = useSession();
    const { titled } = useHints();
    const undo = useView(view => view.undoLabel);
    const redo = useView(view => view.redoLabel);
    return (
        <>
            <Tooltip title={undo ? titled(t('Undo: {undo}', { undo }), 'undo') : t('Nothing to undo')}>
                <Button
                    type="text"
                    aria-label={t('Undo')}
                    disabled={!undo}
                    icon={<UndoOutlined />}
                    onClick={() => session.undo()}
                />
            </Tooltip>
            <Tooltip title={redo ? titled(t('Redo: {redo}', { redo }), 'redo') : t('Nothing to redo')}>
                <Button
                    type="text"
                    aria-label={t('Redo')}
                    disabled={!redo}
                    icon={<RedoOutlined />}
                    onClick={() => session.redo()}
                />
            </Tooltip>
        </>
    );
}

/** The sidebar is the same panel in every window; in a narrow one its own head opens it. */
function SidebarButton() {
    const session = useSession();
    const { titled } = useHints();
    const open = usePanelOpen();
    const narrow = useView(view => view.layout === 'narrow');
    if (narrow) return null;
    const title = open ? t('Close the sidebar') : t('Open the sidebar');
    return (
        <Tooltip title={titled(title, 'sidebar')} placement={sideOf('topRight')}>
            <Button
                type="text"
                aria-label={t('Sidebar')}
                aria-expanded={open}
                aria-controls={SIDE_PANEL}
                icon={open ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
                onClick={() => openPanel(session, !open)}
            />
        </Tooltip>
    );
}

export function TopBar() {
    const session = useSession();
    const { titled } = useHints();
    // The task of a job is closed to most workers of an organisation.
    const toJobs = useMe().role === 'worker';
    return (
        <div className="ed-topbar">
            <div className="ed-topbar-side">
                <Tooltip
                    title={t('Task #{task_id}: {task_name}, job #{id}', {
                        task_id: session.job.task_id,
                        task_name: session.job.task_name ?? '',
                        id: session.job.id,
                    })}
                >
                    <Link
                        to={toJobs ? '/jobs' : `/tasks/${session.job.task_id}`}
                        aria-label={toJobs ? t('Back to the jobs') : t('Back to the task')}
                    >
                        <Button type="text" tabIndex={-1} icon={<ArrowLeftOutlined />} />
                    </Link>
                </Tooltip>
                <JobMenu />
                <SaveButton />
                <HistoryButtons />
                <HistoryList />
            </div>
            <FrameBar />
            <div className="ed-topbar-side">
                <PeopleBar />
                <TopBarButtons />
                <WorkspaceSelect />
                <JobStatus />
                <Tooltip title={titled(t('Keys and gestures'), 'help')}>
                    <Button
                        type="text"
                        aria-label={t('Keys and gestures')}
                        icon={<QuestionCircleOutlined />}
                        onClick={() => session.view.setState({ dialog: 'help' })}
                    />
                </Tooltip>
                <SidebarButton />
            </div>
            <Shortcuts />
        </div>
    );
}
