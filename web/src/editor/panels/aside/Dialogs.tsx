import { useStore } from 'zustand';
import { JobDialogs } from '../job/JobDialogs';
import { PropagateDialog } from '../PropagateDialog';
import { asideStore } from './aside';

/** The dialogs of a window: they open in that from which they were asked for. */
export function AsideDialogs({ there = false }: { there?: boolean }) {
    const dialogsThere = useStore(asideStore, view => view.dialogsThere);
    if (dialogsThere !== there) return null;
    return (
        <>
            <PropagateDialog />
            <JobDialogs />
        </>
    );
}
