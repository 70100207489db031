import { useState, type KeyboardEvent } from 'react';
import { direction } from '../../shared/language';
import type { ObjectId } from '../model/types';
import { between, type ListItem } from '../query/objectList';
import { useSession } from './context';
import type { ItemKey } from './VirtualList';

export const keyOf = (item: ListItem): ItemKey => (typeof item === 'number' ? item : item.key);

/** Identity of a row's element, for whoever reads the page aloud. */
export const rowId = (key: ItemKey) => `ed-row-${String(key).replaceAll(' ', '-')}`;

const MOVES: Record<string, (at: number, count: number) => number> = {
    ArrowDown: at => at + 1,
    ArrowUp: at => (at < 0 ? 0 : at - 1),
    PageDown: at => at + 10,
    PageUp: at => at - 10,
    Home: () => 0,
    End: (_at, count) => count - 1,
};

const SIDES = ['ArrowLeft', 'ArrowRight'];

/**
 * Walking through the list with the keyboard: arrows choose, with Shift they extend, the space bar adds or takes away,
 * Enter shows the object, left and right close and open groups.
 */
export function useListKeys(items: readonly ListItem[], toggleGroup: (key: string, closed: boolean) => void) {
    const session = useSession();
    const [cursor, setCursor] = useState<ItemKey | null>(null);
    const [start, setStart] = useState<ObjectId | null>(null);

    const choose = (id: ObjectId, extend: boolean, toggle: boolean) => {
        const { selection } = session.state;
        setCursor(id);
        if (extend && start !== null) return session.select(between(items, start, id));
        setStart(id);
        if (!toggle) return session.select([id]);
        session.select(selection.includes(id) ? selection.filter(one => one !== id) : [...selection, id]);
    };

    const move = (index: number, extend: boolean) => {
        const item = items[Math.min(items.length - 1, Math.max(0, index))];
        if (item === undefined) return;
        if (typeof item === 'number') choose(item, extend, false);
        else setCursor(item.key);
    };

    const act = (key: string, item: ListItem | undefined): boolean => {
        if (item === undefined) return false;
        if (typeof item !== 'number') {
            if (!['Enter', ' ', ...SIDES].includes(key)) return false;
            // Groups open the way the text runs, as the signs before them point.
            const [close, open] = direction() === 'rtl' ? SIDES.toReversed() : SIDES;
            toggleGroup(item.key, key === close || (key !== open && !item.collapsed));
            return true;
        }
        if (key === ' ') choose(item, false, true);
        else if (key === 'Enter') session.viewport.focus(item);
        else return false;
        return true;
    };

    const onKeyDown = (event: KeyboardEvent) => {
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
        const at = items.findIndex(item => keyOf(item) === (cursor ?? session.state.selection.at(-1)));
        const next = MOVES[event.key]?.(at, items.length);
        if (next !== undefined) move(next, event.shiftKey);
        else if (!act(event.key, items[at])) return;
        event.preventDefault();
    };

    return { cursor, choose, onKeyDown };
}
