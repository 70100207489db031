import { useSetting } from '../../../shared/settings';

export interface HiddenHints {
    readonly count: number;
    isHidden(topic: string): boolean;
    hide(topic: string): void;
    show(topic: string): void;
    showAll(): void;
}

/** The topics somebody does not want to be told about any more, as kept with the account. What cannot be read hides nothing. */
export function hiddenTopics(kept: unknown): readonly string[] {
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return [];
    return Object.entries(kept).flatMap(([topic, hidden]) => (hidden === true ? [topic] : []));
}

/** Hints are hidden by topic, and shown again one by one or all at once. */
export function useHiddenHints(): HiddenHints {
    const [kept, keep] = useSetting<unknown>('hiddenHints', {});
    const topics = hiddenTopics(kept);
    const set = (next: readonly string[]) =>
        keep(next.length ? Object.fromEntries(next.map(topic => [topic, true])) : null);
    return {
        count: topics.length,
        isHidden: topic => topics.includes(topic),
        hide: topic => set([...topics.filter(one => one !== topic), topic]),
        show: topic => set(topics.filter(one => one !== topic)),
        showAll: () => set([]),
    };
}
