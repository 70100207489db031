import { useStore } from 'zustand';
import type { Found } from '../../model/conflicts';
import type { TruthState } from '../../session/truth';
import { useSession, useView } from '../context';

export function useTruth<T>(select: (state: TruthState) => T): T {
    return useStore(useSession().truth.store, select);
}

/** Whether the ground truth shows over the job. */
export function useTruthShown(): boolean {
    const wanted = useView(view => view.preferences.review.truth);
    const ready = useTruth(state => state.status === 'ready');
    return wanted && ready;
}

/** The conflicts of the present frame; none where they are not shown. */
export function useConflicts(): Found[] {
    const session = useSession();
    useView(view => view.frame);
    useView(view => view.version);
    useTruthShown();
    return session.truth.onFrame();
}
