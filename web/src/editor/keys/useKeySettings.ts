import { clash, conflictsOf, type Binding, type Wanted } from '../../shared/keys/keymap';
import { bindingsWith, KEPT_AS, readKeySettings, withKeys, type KeySettings } from '../../shared/keys/settings';
import { t } from '../../shared/language';
import { useSetting } from '../../shared/settings';
import { changedGestures, readGestures, type GestureKeys } from '../tools/modifiers';
import { allBindings } from './bindings';
import { PRESETS } from './presets';

/** The keys of this person, and the ways to change them. */
export interface Keys {
    readonly settings: KeySettings;
    readonly bindings: readonly Binding[];
    /** The keys held beside the mouse. */
    readonly mouse: GestureKeys;
    setMouse(mouse: GestureKeys): void;
    set(settings: KeySettings): void;
    /** Gives a command keys; whatever else has them loses them. */
    assign(id: string, keys: readonly string[]): void;
    /** The keys that the preset has for a command. */
    usual(id: string): readonly string[];
}

export function useKeySettings(): Keys {
    const [kept, keep] = useSetting<unknown>(KEPT_AS, null);
    const { settings } = readKeySettings(kept);
    return {
        settings,
        bindings: bindingsWith(allBindings(), settings, PRESETS),
        mouse: readGestures(settings.mouse),
        setMouse: mouse => keep({ ...settings, mouse: changedGestures(mouse) }),
        set: next => keep(next),
        assign: (id, keys) => keep(withOnly(settings, id, keys)),
        usual: id => PRESETS[settings.preset][id] ?? commandWith(id).keys,
    };
}

function commandWith(id: string): Binding {
    const found = allBindings().find(command => command.id === id);
    if (!found) throw new Error(t('No command is called {id}.', { id }));
    return found;
}

/** Settings in which a command has these keys, and nothing that can be asked for at the same moment has them, too. */
export function withOnly(settings: KeySettings, id: string, keys: readonly string[]): KeySettings {
    const command = commandWith(id);
    const before = bindingsWith(allBindings(), settings, PRESETS).find(one => one.id === id)?.keys ?? [];
    const added = keys.filter(one => !before.includes(one));
    return withKeys(withoutKeys(settings, added, command), command, keys, PRESETS);
}

/** Settings in which sequences are free for somebody. */
export function withoutKeys(settings: KeySettings, sequences: readonly string[], wanted: Wanted): KeySettings {
    const losers = bindingsWith(allBindings(), settings, PRESETS).filter(one =>
        sequences.some(sequence => conflictsOf(sequence, wanted, [one]).length > 0),
    );
    return losers.reduce((next, { id, keys }) => {
        const rest = keys.filter(one => !sequences.some(sequence => clash(one, sequence)));
        return withKeys(next, commandWith(id), rest, PRESETS);
    }, settings);
}
