import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { askAgainBut, dropRecords, putRecord } from '../list/records';
import { fitting, type BulkAction } from './actions';
import type { BulkJob } from './BulkDialog';
import { Late } from './Late';

const dialog = () => import('./BulkDialog');

interface Bulk<T> {
    start: (action: BulkAction<T>, items: T[]) => void;
    /** Put it anywhere on the page. */
    dialogs: ReactNode;
}

/** Asks what an action needs to know, runs it, and shows in the lists cached under `list` what became of the items. */
export function useBulk<T extends { id: number }>(list: string, nameOf: (item: T) => string): Bulk<T> {
    const client = useQueryClient();
    const [asking, setAsking] = useState<{ action: BulkAction<T>; items: T[] } | null>(null);
    const [job, setJob] = useState<(BulkJob<T> & Pick<BulkAction<T>, 'outcome'>) | null>(null);
    const gone = useRef<number[]>([]);

    const run = ({ action, items }: NonNullable<typeof asking>, begun: Pick<BulkJob<T>, 'title' | 'each'>) => {
        const { outcome } = action;
        gone.current = [];
        setAsking(null);
        setJob({
            title: begun.title,
            items,
            nameOf,
            outcome,
            each: async (item, signal) => {
                const answer = await begun.each(item, signal);
                if (outcome === 'changed') putRecord(client, list, answer as T);
                if (outcome === 'gone') gone.current.push(item.id);
            },
        });
    };
    const close = () => {
        setJob(null);
        dropRecords(client, list, gone.current);
        if (job?.outcome !== 'same') askAgainBut(client, list);
    };
    return {
        start: (action, items) => setAsking({ action, items: fitting(action, items) }),
        dialogs: (
            <>
                {asking?.action.form({
                    items: asking.items,
                    run: begun => run(asking, begun),
                    onClose: () => setAsking(null),
                })}
                {job && <Late load={dialog} render={({ BulkDialog }) => <BulkDialog job={job} onClose={close} />} />}
            </>
        ),
    };
}
