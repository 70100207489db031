import { BarChartOutlined, FullscreenExitOutlined, FullscreenOutlined, ReadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useSyncExternalStore, type ReactNode } from 'react';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { toggleFullscreen } from '../session/frameMenu';
import { useSession, useView } from './context';
import { FiltersButton } from './FiltersButton';

interface BarButtonProps {
    title: string;
    command?: string;
    pressed?: boolean;
    icon: ReactNode;
    onClick: () => void;
}

function BarButton({ title, command, pressed, icon, onClick }: BarButtonProps) {
    const { titled } = useHints();
    return (
        <Tooltip title={command ? titled(title, command) : title} mouseEnterDelay={0.4}>
            <Button type="text" aria-label={title} aria-pressed={pressed} icon={icon} onClick={onClick} />
        </Tooltip>
    );
}

/** What is always one click away. A narrow window has these in the menu of the job, but for the filter. */
export function TopBarButtons() {
    const session = useSession();
    const narrow = useView(view => view.layout === 'narrow');
    const full = useFullscreen();
    if (narrow) return <FiltersButton />;
    return (
        <>
            <BarButton
                title={full ? t('Leave full screen') : t('Full screen')}
                command="fullscreen"
                pressed={full}
                icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
                onClick={() => void toggleFullscreen(session)}
            />
            {session.job.guide_id !== null && (
                <BarButton
                    title={t('Guide')}
                    command="guide"
                    icon={<ReadOutlined />}
                    onClick={() => session.view.setState({ dialog: 'guide' })}
                />
            )}
            <BarButton
                title={t('Statistics')}
                command="statistics"
                icon={<BarChartOutlined />}
                onClick={() => session.view.setState({ dialog: 'statistics' })}
            />
            <FiltersButton />
        </>
    );
}

/** Whether the page fills the screen by itself. */
function useFullscreen(): boolean {
    return useSyncExternalStore(
        notify => {
            document.addEventListener('fullscreenchange', notify);
            return () => document.removeEventListener('fullscreenchange', notify);
        },
        () => document.fullscreenElement !== null,
    );
}
