import { Alert, App, ConfigProvider, Tabs } from 'antd';
import { useEffect, useRef } from 'react';
import { t } from '../../shared/language';
import { useSetting } from '../../shared/settings';
import { EditorKeys } from '../keys/EditorKeys';
import { AppearancePanel } from './AppearancePanel';
import { Canvas } from './Canvas';
import { useSession, useView } from './context';
import { BesidePanel } from './beside/BesidePanel';
import { ContextPanel } from './contextImages/ContextPanel';
import { IssuesPanel } from './issues/IssuesPanel';
import { JobDialogs } from './job/JobDialogs';
import { LabelsPanel } from './LabelsPanel';
import { LeaveGuard } from './LeaveGuard';
import { LinksPanel } from './links/LinksPanel';
import { NoticeText } from './NoticeText';
import { ObjectsPanel } from './ObjectsPanel';
import { PropagateDialog } from './PropagateDialog';
import { NarrowNotice } from './NarrowNotice';
import { SidePanel } from './SidePanel';
import { TabGuard } from './TabGuard';
import { TimelinePanel } from './timeline/TimelinePanel';
import { ToolStrip } from './ToolStrip';
import { TopBar } from './TopBar';
import { LARGE, useLargeTargets } from './useLargeTargets';
import { useLayout } from './useLayout';
import { useWorkspaceParts } from './workspaces';

const TABS = [
    { key: 'objects', label: t('Objects'), children: <ObjectsPanel /> },
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
    useNotices();
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
                        <Canvas />
                        <TimelinePanel />
                    </div>
                    <BesidePanel />
                    <ContextPanel />
                    <SidePanel>{Sidebar ? <Sidebar /> : <Tabs size="small" items={TABS} />}</SidePanel>
                </div>
                <PropagateDialog />
                <JobDialogs />
                <LeaveGuard />
                <EditorKeys />
            </div>
        </ConfigProvider>
    );
}

/** So long, in seconds, a message stays. */
const SECONDS = { info: 3, warning: 3, error: 8 } as const;

/** Short messages appear above the canvas, at most one of a kind at a time; one that comes again is counted. */
function useNotices() {
    const session = useSession();
    const { message } = App.useApp();
    const notice = useView(view => view.notice);
    const [popUps] = useSetting('notifications', 'all');
    const last = useRef({ text: '', at: 0, count: 0 });
    useEffect(() => {
        // What was refused is always said, with its reason.
        if (!notice || (notice.kind === 'info' && popUps !== 'all')) return;
        const { kind, text, offer } = notice;
        const key = `ed-${kind}`;
        const seconds = offer ? SECONDS.error : SECONDS[kind];
        const now = performance.now();
        const again = last.current.text === text && now - last.current.at < seconds * 1000;
        last.current = { text, at: now, count: again ? last.current.count + 1 : 1 };
        const said = again ? t('{text} ({count} times)', { text, count: last.current.count }) : text;
        const content = offer ? (
            <NoticeText session={session} text={said} offer={offer} onTaken={() => message.destroy(key)} />
        ) : (
            said
        );
        void message.open({ type: kind, content, key, duration: seconds });
    }, [session, notice, popUps, message]);
}
