import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { useEffect, useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { direction, sideOf } from '../shared/language';
import { componentTexts } from '../shared/language/load';
import { useIsDark, useIsStill } from './preferences';
import { queryClient } from './queryClient';
import { router } from './routes';
import { useSession } from './session';
import { themeConfig } from './theme';

const popupContainer = () => document.body;

export function App() {
    const dark = useIsDark();
    const still = useIsStill();
    const theme = useMemo(() => themeConfig(dark, still), [dark, still]);
    const boot = useSession(session => session.boot);

    useEffect(() => {
        document.documentElement.dataset.theme = dark ? 'dark' : 'light';
        document.documentElement.dataset.motion = still ? 'reduced' : 'full';
    }, [dark, still]);

    useEffect(() => {
        void boot();
    }, [boot]);

    return (
        <ConfigProvider
            theme={theme}
            modal={{ centered: true }}
            locale={componentTexts()}
            direction={direction()}
            // Into an element that is there: one of their own comes too late for fields that are to have the focus.
            getPopupContainer={popupContainer}
        >
            <AntApp
                component="div"
                className="limn-root"
                message={{ maxCount: 3 }}
                // The rest is in the notification centre.
                notification={{ maxCount: 3, stack: false, placement: sideOf('bottomRight') }}
            >
                <QueryClientProvider client={queryClient}>
                    <RouterProvider router={router} />
                </QueryClientProvider>
            </AntApp>
        </ConfigProvider>
    );
}
