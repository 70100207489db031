import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { queryClient } from './queryClient';
import { enterOrganization, pathInOtherWorkspace } from './workspace';

/** Changes the workspace: what the page knows of the old one is dropped, and a page about one thing of it left. */
export function useSwitchWorkspace(): (organizationId: number | null) => Promise<void> {
    const navigate = useNavigate();
    const { pathname } = useLocation();
    return useCallback(
        async organizationId => {
            const path = pathInOtherWorkspace(pathname);
            await navigate(path);
            // Whoever is asked about unsaved changes first, and may stay, stays in the workspace, too.
            if (window.location.pathname !== path) return;
            enterOrganization(organizationId);
            // Lists that are open ask again; the rest is forgotten.
            await queryClient.resetQueries();
        },
        [navigate, pathname],
    );
}
