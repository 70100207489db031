import { changeSettings, useSettings } from '../../shared/settings';
import {
    preferencesIn,
    toKeep,
    type PreferenceGroup,
    type Preferences,
    type PreferencesChange,
} from '../session/preferences';
import { useProjectDefaults } from '../session/projectDefaults';

/** The preferences of the editor, also where no job is open. An open job follows what is changed here. */
export function usePreferences(): [Preferences, (change: PreferencesChange) => void] {
    const kept = useSettings(state => state.values);
    const project = useProjectDefaults(state => state.settings);
    return [preferencesIn(kept, project), change => changeSettings(toKeep(kept, change))];
}

/** One preference, and the way to change it. */
export function usePreference<G extends PreferenceGroup, N extends keyof Preferences[G]>(
    group: G,
    name: N,
): [Preferences[G][N], (value: Preferences[G][N]) => void] {
    const [preferences, change] = usePreferences();
    return [preferences[group][name], value => change({ [group]: { [name]: value } } as PreferencesChange)];
}
