import { Alert, message, Tabs } from 'antd';
import { useEffect } from 'react';
import { belongsToControl, chordOf, commandFor, waitsForPicture } from '../session/keys';
import { AppearancePanel } from './AppearancePanel';
import { Canvas } from './Canvas';
import { useSession, useView } from './context';
import { IssuesPanel } from './issues/IssuesPanel';
import { LabelsPanel } from './LabelsPanel';
import { LeaveGuard } from './LeaveGuard';
import { ObjectsPanel } from './ObjectsPanel';
import { PropagateDialog } from './PropagateDialog';
import { SaveTrouble } from './SaveButton';
import { TabGuard } from './TabGuard';
import { Timeline } from './Timeline';
import { ToolStrip } from './ToolStrip';
import { TopBar } from './TopBar';
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
    useShortcuts();
    useNotices();
    return (
        <div className="ed-root">
            <TopBar />
            {is3d && <Alert banner type="warning" message={readOnly} />}
            <TabGuard />
            <SaveTrouble />
            <div className="ed-body">
                <Tools />
                <div className="ed-middle">
                    <Canvas />
                    <Timeline />
                </div>
                <aside className="ed-sidebar">{Sidebar ? <Sidebar /> : <Tabs size="small" items={TABS} />}</aside>
            </div>
            <PropagateDialog />
            <LeaveGuard />
        </div>
    );
}

function useShortcuts() {
    const session = useSession();
    useEffect(() => {
        const key = (event: KeyboardEvent) => {
            if (event.defaultPrevented || belongsToControl(event.target, chordOf(event))) return;
            const command = commandFor(event, session.state.workspace);
            if (!command || command.onRelease) return;
            event.preventDefault();
            if (event.repeat && (!command.repeats || waitsForPicture(session, command))) return;
            command.run(session);
        };
        window.addEventListener('keydown', key);
        return () => window.removeEventListener('keydown', key);
    }, [session]);
}

/** Short messages appear above the canvas, at most one of a kind at a time. */
function useNotices() {
    const notice = useView(view => view.notice);
    useEffect(() => {
        if (!notice) return;
        const seconds = notice.kind === 'error' ? 8 : 3;
        void message.open({ type: notice.kind, content: notice.text, key: `ed-${notice.kind}`, duration: seconds });
    }, [notice]);
}
