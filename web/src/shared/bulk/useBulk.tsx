import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { fitting, type BulkAction } from './actions';
import type { BulkJob } from './BulkDialog';
import { Late } from './Late';

const dialog = () => import('./BulkDialog');

interface Bulk<T> {
    start: (action: BulkAction<T>, items: T[]) => void;
    /** Put it anywhere on the page. */
    dialogs: ReactNode;
}

/** Asks what an action needs to know, runs it, and lets the lists ask again when it has ended. */
export function useBulk<T>(nameOf: (item: T) => string): Bulk<T> {
    const client = useQueryClient();
    const [asking, setAsking] = useState<{ action: BulkAction<T>; items: T[] } | null>(null);
    const [job, setJob] = useState<BulkJob<T> | null>(null);
    return {
        start: (action, items) => setAsking({ action, items: fitting(action, items) }),
        dialogs: (
            <>
                {asking?.action.form({
                    items: asking.items,
                    run: begun => {
                        setAsking(null);
                        setJob({ ...begun, items: asking.items, nameOf });
                    },
                    onClose: () => setAsking(null),
                })}
                {job && (
                    <Late
                        load={dialog}
                        render={({ BulkDialog }) => (
                            <BulkDialog
                                job={job}
                                onClose={() => {
                                    setJob(null);
                                    void client.invalidateQueries();
                                }}
                            />
                        )}
                    />
                )}
            </>
        ),
    };
}
