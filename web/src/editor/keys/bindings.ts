import { shownKeys } from '../../shared/keys/chord';
import { t } from '../../shared/language';
import type { Binding, KeyIndex } from '../../shared/keys/keymap';
import { clash, indexOf, mountedIn } from '../../shared/keys/keymap';
import { PAGE_COMMANDS } from '../../shared/keys/page';
import { bindingsWith, KEPT_AS, readKeySettings, type KeySettings } from '../../shared/keys/settings';
import { useSettings } from '../../shared/settings';
import { COMMANDS, takeLabel, type Command } from '../session/keys';
import { labelBindings, labelCommand, labelKeys, labelSetOf, LABEL_KEYS, ownLabelKeys } from '../session/labelKeys';
import type { Session } from '../session/session';
import { WORKSPACE_NAMES, WORKSPACES } from '../session/workspaces';
import { PRESETS } from './presets';

/** Made when first asked for: commands name keys in their texts, so their modules and this one know each other. */
function once<T>(make: () => T): () => T {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
}

const byId = once(() => new Map(COMMANDS.map(command => [command.id, command])));

export const commandOf = (id: string): Command | undefined => byId().get(id);

/** What the groups of commands are called. */
const GROUP_TITLES: Readonly<Record<Command['group'], string>> = {
    Tools: t('Tools'),
    Objects: t('Objects'),
    Frames: t('Frames'),
    View: t('View'),
    Job: t('Job'),
    Attributes: WORKSPACES.attributes.title,
    'Single shape': WORKSPACES.single.title,
    Tags: WORKSPACES.tags.title,
};

/** In the order in which windows list them; those of labels and of single workspaces go first. */
export const GENERAL_GROUPS: readonly string[] = [
    GROUP_TITLES.Tools,
    GROUP_TITLES.Objects,
    GROUP_TITLES.Frames,
    GROUP_TITLES.View,
    GROUP_TITLES.Job,
];

/** Under which heading a command stands; without one it gives a label. */
export function groupOf(id: string): string {
    const command = commandOf(id);
    return command ? GROUP_TITLES[command.group] : t('Labels');
}

/** The workspaces that take a group of the general commands. */
export function workspacesWith(group: Command['group']): readonly string[] {
    return WORKSPACE_NAMES.filter(name => WORKSPACES[name].keys.includes(group));
}

/** Every command with its own keys, those of the page first. */
export const allBindings = once((): readonly Binding[] => [
    ...PAGE_COMMANDS,
    ...COMMANDS.map(({ id, title, scope = 'editor', group, keys }) => {
        const workspaces = scope === 'editor' ? workspacesWith(group) : undefined;
        return { id, title, scope, workspaces, keys };
    }),
]);

/** Labels are given where objects are edited. */
export const LABEL_WORKSPACES = workspacesWith('Objects');

type Kept = Readonly<Record<string, unknown>>;

export function keySettingsIn(kept: Kept): KeySettings {
    return readKeySettings(kept[KEPT_AS]).settings;
}

/** Every command with the keys it has for this person. */
export function bindingsIn(kept: Kept): readonly Binding[] {
    if (last.kept !== kept) last = { kept, bindings: bindingsWith(allBindings(), keySettingsIn(kept), PRESETS) };
    return last.bindings;
}

/** What was read last: texts of tools ask with every move of the pointer. */
let last: { readonly kept: Kept | null; readonly bindings: readonly Binding[] } = { kept: null, bindings: [] };

/** The first key of a command as it is shown, where it has one. */
export function firstKey(id: string, kept: Kept = useSettings.getState().values): string | undefined {
    const [first] = bindingsIn(kept).find(one => one.id === id)?.keys ?? [];
    return first && shownKeys(first);
}

/** The keys that the job's labels have for this person; a command that has got one of them keeps it. */
export function labelKeysIn(kept: Kept, session: Session): ReadonlyMap<number, string> {
    const keys = labelKeys(session.labels.roots, ownLabelKeys(kept[LABEL_KEYS], labelSetOf(session.job)));
    const taken = bindingsIn(kept).filter(({ scope }) => scope === 'page' || scope === 'editor');
    return new Map([...keys].filter(([, key]) => !taken.some(one => one.keys.some(other => clash(other, key)))));
}

/** What can be asked for in a session by keys, its labels included. */
export function bindingsFor(session: Session, kept: Kept = useSettings.getState().values): Binding[] {
    return [...labelBindings(session.labels.roots, labelKeysIn(kept, session), LABEL_WORKSPACES), ...bindingsIn(kept)];
}

/** What can be asked for in the workspace in use. */
export function liveBindings(session: Session, kept: Kept = useSettings.getState().values): Binding[] {
    const { workspace } = session.state;
    return bindingsFor(session, kept).filter(one => one.scope !== 'page' && mountedIn(one, workspace));
}

/** What the keys mean in a session at this moment. The keys of the page have a listener of their own. */
export function keysFor(session: Session): { index: KeyIndex; byPlace: boolean } {
    const kept = useSettings.getState().values;
    return {
        index: indexOf(liveBindings(session, kept), session.state.workspace),
        byPlace: keySettingsIn(kept).byPlace,
    };
}

/** A key held down goes through pictures, not through numbers: the next step waits until the frame is there to be seen. */
function waitsForPicture(session: Session, { group }: Command): boolean {
    return group === 'Frames' && session.state.frameStatus.loading;
}

/** Gives a command, or one of the labels. Returns whether there is such a one. */
export function give(session: Session, id: string, repeated = false): boolean {
    const command = commandOf(id);
    const label = command ? undefined : session.labels.roots.find(one => labelCommand(one.id) === id);
    if (!command && !label) return false;
    if (repeated && (!command?.repeats || waitsForPicture(session, command))) return true;
    if (command) command.run(session);
    else if (label) takeLabel(session, label);
    return true;
}

/** The key of a command is let go. */
export function release(session: Session, id: string): void {
    commandOf(id)?.release?.(session);
}

/** Gives what a key is for. */
export function giveKey(session: Session, chord: string): void {
    const id = keysFor(session).index.commands.get(chord);
    if (id !== undefined) give(session, id);
}
