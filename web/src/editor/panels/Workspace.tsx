import { Alert, ConfigProvider, Tabs } from 'antd';
import { t } from '../../shared/language';
import { EditorKeys } from '../keys/EditorKeys';
import { Announcer } from './Announcer';
import { AppearancePanel } from './AppearancePanel';
import { AsideWindow } from './aside/AsideWindow';
import { AsideDialogs } from './aside/Dialogs';
import { ObjectsTab } from './aside/ObjectsTab';
import { useSession, useView } from './context';
import { BesidePanel } from './beside/BesidePanel';
import { IssuesPanel } from './issues/IssuesPanel';
import { LabelsPanel } from './LabelsPanel';
import { LeaveGuard } from './LeaveGuard';
import { LinksPanel } from './links/LinksPanel';
import { NarrowNotice } from './NarrowNotice';
import { SidePanel } from './SidePanel';
import { StatusBar } from './StatusBar';
import { TabGuard } from './TabGuard';
import { TimelinePanel } from './timeline/TimelinePanel';
import { ToolStrip } from './ToolStrip';
import { TopBar } from './TopBar';
import { useFocusBack } from './useFocusBack';
import { LARGE, useLargeTargets } from './useLargeTargets';
import { useLayout } from './useLayout';
import { Views } from './views/Views';
import { useWorkspaceParts } from './workspaces';

const TABS = [
    { key: 'objects', label: t('Objects'), children: <ObjectsTab /> },
    { key: 'labels', label: t('Labels'), children: <LabelsPanel /> },
    { key: 'issues', label: t('Issues'), children: <IssuesPanel /> },
    { key: 'links', label: t('Links'), children: <LinksPanel /> },
    { key: 'appearance', label: t('View'), children: <AppearancePanel /> },
];

/** The opened job: canvas in the middle, panels around it. */
export function Workspace() {
    const readOnly = useView(view => view.readOnly);
    const is3d = useSession().job.dimension === '3d';
    const { Tools = ToolStrip, Sidebar } = useWorkspaceParts();
    const layout = useLayout();
    const large = useLargeTargets();
    useFocusBack();
    return (
        <ConfigProvider theme={large ? LARGE : undefined}>
            <div className="ed-root" data-layout={layout} data-large={large || undefined}>
                <a href="#canvas" className="limn-skip">
                    {t('Skip to the canvas')}
                </a>
                <TopBar />
                {is3d && <Alert banner type="warning" message={readOnly} />}
                <TabGuard />
                <NarrowNotice />
                <div className="ed-body">
                    <Tools />
                    <div className="ed-middle">
                        <Views />
                        <StatusBar />
                        <TimelinePanel />
                    </div>
                    <BesidePanel />
                    <SidePanel>{Sidebar ? <Sidebar /> : <Tabs size="small" items={TABS} />}</SidePanel>
                </div>
                <Announcer />
                <AsideDialogs />
                <AsideWindow />
                <LeaveGuard />
                <EditorKeys />
            </div>
        </ConfigProvider>
    );
}
