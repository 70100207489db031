import { Alert, message, Tabs } from 'antd';
import { useEffect } from 'react';
import { useSetting } from '../../shared/settings';
import { EditorKeys } from '../keys/EditorKeys';
import { AppearancePanel } from './AppearancePanel';
import { Canvas } from './Canvas';
import { useSession, useView } from './context';
import { ContextPanel } from './contextImages/ContextPanel';
import { IssuesPanel } from './issues/IssuesPanel';
import { JobDialogs } from './job/JobDialogs';
import { LabelsPanel } from './LabelsPanel';
import { LeaveGuard } from './LeaveGuard';
import { ObjectsPanel } from './ObjectsPanel';
import { PropagateDialog } from './PropagateDialog';
import { NarrowNotice } from './NarrowNotice';
import { SidePanel } from './SidePanel';
import { TabGuard } from './TabGuard';
import { TimelinePanel } from './timeline/TimelinePanel';
import { ToolStrip } from './ToolStrip';
import { TopBar } from './TopBar';
import { useLayout } from './useLayout';
import { useWorkspaceParts } from './workspaces';

const TABS = [
    { key: 'objects', label: 'Objects', children: <ObjectsPanel /> },
    { key: 'labels', label: 'Labels', children: <LabelsPanel /> },
    { key: 'issues', label: 'Issues', children: <IssuesPanel /> },
    { key: 'appearance', label: 'View', children: <AppearancePanel /> },
];

/** The opened job: canvas in the middle, panels around it. */
export function Workspace() {
    const readOnly = useView(view => view.readOnly);
    const is3d = useSession().job.dimension === '3d';
    const { Tools = ToolStrip, Sidebar } = useWorkspaceParts();
    const layout = useLayout();
    useNotices();
    return (
        <div className="ed-root" data-layout={layout}>
            <a href="#canvas" className="limn-skip">
                Skip to the canvas
            </a>
            <TopBar />
            {is3d && <Alert banner type="warning" message={readOnly} />}
            <TabGuard />
            <NarrowNotice />
            <div className="ed-body">
                <Tools />
                <div className="ed-middle">
                    <Canvas />
                    <TimelinePanel />
                </div>
                <ContextPanel />
                <SidePanel>{Sidebar ? <Sidebar /> : <Tabs size="small" items={TABS} />}</SidePanel>
            </div>
            <PropagateDialog />
            <JobDialogs />
            <LeaveGuard />
            <EditorKeys />
        </div>
    );
}

/** Short messages appear above the canvas, at most one of a kind at a time. */
function useNotices() {
    const notice = useView(view => view.notice);
    const [popUps] = useSetting('notifications', 'all');
    useEffect(() => {
        // What was refused is always said, with its reason.
        if (!notice || (notice.kind === 'info' && popUps !== 'all')) return;
        const seconds = notice.kind === 'error' ? 8 : 3;
        void message.open({ type: notice.kind, content: notice.text, key: `ed-${notice.kind}`, duration: seconds });
    }, [notice, popUps]);
}
