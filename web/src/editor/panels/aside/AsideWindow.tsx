import { App, ConfigProvider, Tabs } from 'antd';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { useEscape } from '../../../shared/keys/useEscape';
import { t } from '../../../shared/language';
import { EditorKeys } from '../../keys/EditorKeys';
import { useSession } from '../context';
import { Guide } from '../job/GuideDialog';
import { ObjectsPanel } from '../ObjectsPanel';
import { Notices } from '../notices/Notices';
import { useLargeTargets } from '../useLargeTargets';
import { asideStore, closeAside, type Aside } from './aside';
import { AsideDialogs } from './Dialogs';
import './aside.css';

/** The second window, while it is open: the same panels as in the first, and the same session. */
export function AsideWindow() {
    const aside = useStore(asideStore, view => view.aside);
    useEffect(() => closeAside, []);
    return aside && createPortal(<Panels aside={aside} />, aside.panels);
}

function Panels({ aside }: { aside: Aside }) {
    const session = useSession();
    const large = useLargeTargets();
    useEscape(aside.window);
    const objects = { key: 'objects', label: t('Objects'), children: <ObjectsPanel /> };
    const guide = { key: 'guide', label: t('Guide'), children: <Guide /> };
    return (
        // Frames of animations come from the first window, and not while it is covered.
        <ConfigProvider getPopupContainer={() => aside.layer} theme={{ token: { motion: false } }}>
            <App className="ed-aside-app" message={{ getContainer: () => aside.layer, maxCount: 3 }}>
                <div className="ed-root ed-aside" data-layout="aside" data-large={large || undefined}>
                    <main className="ed-sidebar" aria-label={t('Objects and guide')}>
                        <Tabs size="small" items={session.job.guide_id === null ? [objects] : [objects, guide]} />
                    </main>
                    <EditorKeys on={aside.window} />
                    <AsideDialogs there />
                    {/* What happens is said in both windows. */}
                    <Notices />
                </div>
            </App>
        </ConfigProvider>
    );
}
