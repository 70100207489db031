import { useCallback, useRef, useState } from 'react';
import { runBulk, totals, WAITING, type ItemState } from '../../shared/bulk/run';
import type { Edit } from './edits';

export interface EditRun {
    readonly edit: Edit;
    readonly states: readonly ItemState[];
    readonly running: boolean;
    /** What happened, once it has ended. */
    readonly outcome: string;
    readonly undo: Edit | null;
}

export interface Edits {
    readonly last: EditRun | null;
    readonly busy: boolean;
    start: (edit: Edit) => void;
    /** Does again what failed. */
    retry: () => void;
    undo: () => void;
    dismiss: () => void;
}

/** Jobs that are changed at the same time. */
const PARALLEL = 2;

/** Carries out one edit at a time, its jobs side by side; a failure of one does not stop the others. */
export function useEdits(): Edits {
    const [last, setLast] = useState<EditRun | null>(null);
    const running = useRef(false);

    const run = useCallback(async (edit: Edit, before: readonly ItemState[], again: readonly number[]) => {
        if (running.current || !edit.parts.length) return;
        running.current = true;
        let states = [...before];
        const show = (more: Partial<EditRun> = {}) =>
            setLast({ edit, states, running: true, outcome: '', undo: null, ...more });
        show();
        await runBulk(
            again.map(index => edit.parts[index]),
            part => part.run(),
            (at, state) => {
                states = states.map((old, index) => (index === again[at] ? state : old));
                show();
            },
            new AbortController().signal,
            PARALLEL,
        );
        running.current = false;
        show({ running: false, outcome: edit.outcome(), undo: edit.undo() });
    }, []);

    const start = (edit: Edit) =>
        void run(
            edit,
            edit.parts.map(() => WAITING),
            edit.parts.map((_, index) => index),
        );
    return {
        last,
        busy: last?.running ?? false,
        start,
        retry: () => {
            if (!last) return;
            const again = last.states.flatMap((state, index) => (state.status === 'failed' ? [index] : []));
            void run(last.edit, last.states, again);
        },
        undo: () => {
            if (last?.undo) start(last.undo);
        },
        dismiss: () => setLast(null),
    };
}

export function failures({ states }: EditRun): number {
    return totals(states).failed;
}
