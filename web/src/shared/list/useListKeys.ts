import { useCallback, type KeyboardEvent, type RefObject } from 'react';
import { direction } from '../language';

interface Options {
    /** Holds the items; each is marked `data-item` with its index. */
    root: RefObject<HTMLElement | null>;
    count: number;
    open: (index: number) => void;
    toggle: (index: number) => void;
    extend: (index: number) => void;
    selectAll: () => void;
    clear: () => void;
}

/** How many items stand beside each other. */
function columnsOf(items: HTMLElement[]): number {
    if (items[0]?.tagName === 'TR') return 1;
    const below = items.findIndex(item => item.offsetTop !== items[0].offsetTop);
    return below > 0 ? below : Math.max(1, items.length);
}

/** From one item to the next with the arrow keys: by rows in a table, by rows and columns among cards. */
function step(key: string, columns: number): number {
    const forth = columns > 1 ? 1 : 0;
    const right = direction() === 'rtl' ? -forth : forth;
    switch (key) {
        case 'ArrowDown':
            return columns;
        case 'ArrowUp':
            return -columns;
        case 'ArrowRight':
            return right;
        case 'ArrowLeft':
            return -right;
        default:
            return 0;
    }
}

/** Within the list itself, no dialog that was opened from it, and nothing that holds a text. */
const isBesideText = (target: HTMLElement, list: HTMLElement | null) =>
    list?.contains(target) === true &&
    !target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], [role="combobox"]');

/** Keys of a list: arrows move, Enter opens, Space selects, Shift extends, Ctrl+A takes all, Escape lets go. */
export function useListKeys(options: Options): (event: KeyboardEvent) => void {
    const { root, count, open, toggle, extend, selectAll, clear } = options;
    return useCallback(
        (event: KeyboardEvent) => {
            const items = [...(root.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])];
            const at = items.indexOf(event.target as HTMLElement);
            const takesAll = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey);
            // Keys pressed in a field or on a button within an item are that one's own, but for those that mean the whole
            // list: who has ticked a box goes on with Ctrl+A.
            if (at < 0 && count && takesAll && isBesideText(event.target as HTMLElement, root.current)) {
                event.preventDefault();
                selectAll();
                return;
            }
            if (at < 0 || !count) return;
            const index = Number(items[at].dataset.item);
            const by = step(event.key, columnsOf(items));
            const done = (act: () => void) => {
                event.preventDefault();
                act();
            };
            if (by || event.key === 'Home' || event.key === 'End') {
                const to = event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : at + by;
                const target = items[to];
                if (!target) return;
                done(() => target.focus());
                if (event.shiftKey) extend(Number(target.dataset.item));
            } else if (event.key === 'Enter') done(() => open(index));
            else if (event.key === ' ') done(() => (event.shiftKey ? extend(index) : toggle(index)));
            else if (event.key === 'Escape') done(clear);
            else if (takesAll) done(selectAll);
        },
        [root, count, open, toggle, extend, selectAll, clear],
    );
}
