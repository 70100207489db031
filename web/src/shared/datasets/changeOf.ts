import type { ImportCount, ImportSummary, ProjectImportSummary } from '../../api';

export const KINDS = ['tags', 'shapes', 'tracks'] as const;

/** How many objects an import adds and takes away in all. */
export function changeOf(summary: ImportSummary | ProjectImportSummary): { added: number; removed: number } {
    if ('new_labels' in summary) return { added: summary.tasks.length, removed: 0 };
    const sum = (value: (count: ImportCount) => number) => KINDS.reduce((all, kind) => all + value(summary[kind]), 0);
    return { added: sum(count => count.added), removed: sum(count => count.removed) };
}
