import { useSettings } from '../../shared/settings';
import { firstKey } from './bindings';

/** The keys of commands as they are at this moment, for the texts of buttons. */
export interface Hints {
    keyOf(id: string): string | undefined;
    /** A title with the key behind it, where there is one. */
    titled(title: string, id: string): string;
}

export function useHints(): Hints {
    const kept = useSettings(state => state.values);
    const keyOf = (id: string) => firstKey(id, kept);
    return {
        keyOf,
        titled: (title, id) => {
            const key = keyOf(id);
            return key === undefined ? title : `${title} (${key})`;
        },
    };
}
