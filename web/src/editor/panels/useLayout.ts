import { useEffect, useLayoutEffect } from 'react';
import { useMediaQuery } from '../../shared/useMediaQuery';
import { fitWorkspace, WIDTHS, type Layout } from '../session/layout';
import { useSession, useView } from './context';

/** How much room the window has at the moment; the session follows, with a workspace that fits into it. */
export function useLayout(): Layout {
    const session = useSession();
    const wide = useMediaQuery(`(min-width: ${WIDTHS.wide}px)`);
    const medium = useMediaQuery(`(min-width: ${WIDTHS.medium}px)`);
    const layout = wide ? 'wide' : medium ? 'medium' : 'narrow';
    useLayoutEffect(() => session.view.setState({ layout }), [session, layout]);

    const workspace = useView(view => view.workspace);
    // Any of these may tell that what was being drawn has come to its end.
    const tool = useView(view => view.tool);
    const hint = useView(view => view.toolHint);
    const version = useView(view => view.version);
    useEffect(() => fitWorkspace(session), [session, layout, workspace, tool, hint, version]);
    return layout;
}
