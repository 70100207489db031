import { readSequence } from './chord';
import type { Binding } from './keymap';

export const PRESET_NAMES = ['limn', 'cvat', 'labelstudio', 'roboflow', 'hand'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** A preset: the keys of commands that differ from their own. */
export type Preset = Readonly<Record<string, readonly string[]>>;

/** What somebody has chosen about keys. */
export interface KeySettings {
    readonly preset: PresetName;
    /** Sequences of commands that were changed, in place of the preset's. */
    readonly own: Preset;
    /** Keys held beside the mouse that were changed, by the name of what they ask for; the editor knows these. */
    readonly mouse: Preset;
    /** Letters by where they are on a US keyboard, instead of by what is on the key caps. */
    readonly byPlace: boolean;
}

export const KEPT_AS = 'editor.keys';
export const DEFAULT_KEYS: KeySettings = { preset: 'limn', own: {}, mouse: {}, byPlace: false };

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Key settings from anywhere. What cannot be read is left out and counted. */
export function readKeySettings(value: unknown): { settings: KeySettings; left: number } {
    if (!isRecord(value)) return { settings: DEFAULT_KEYS, left: 0 };
    const own: Record<string, readonly string[]> = {};
    let left = 0;
    for (const [id, keys] of Object.entries(isRecord(value.own) ? value.own : {})) {
        const read = Array.isArray(keys)
            ? keys.map(one => (typeof one === 'string' ? readSequence(one) : null))
            : [null];
        const good = read.filter(one => one !== null);
        left += read.length - good.length;
        if (good.length === read.length) own[id] = [...new Set(good)];
    }
    const preset = PRESET_NAMES.find(name => name === value.preset) ?? DEFAULT_KEYS.preset;
    return { settings: { preset, own, mouse: mouseKeys(value.mouse), byPlace: value.byPlace === true }, left };
}

/** Lists of texts by name; what they mean is told by who asks for them. */
function mouseKeys(value: unknown): Preset {
    const lists = Object.entries(isRecord(value) ? value : {}).flatMap(([id, keys]) =>
        Array.isArray(keys) && keys.every(one => typeof one === 'string') ? [[id, keys as string[]] as const] : [],
    );
    return Object.fromEntries(lists);
}

/** What is kept about keys held beside the mouse, as it is. */
export function mouseKeysIn(kept: Readonly<Record<string, unknown>>): unknown {
    const keys = kept[KEPT_AS];
    return isRecord(keys) ? keys.mouse : undefined;
}

/** The keys that commands have: those chosen, else the preset's, else their own. */
export function bindingsWith(commands: readonly Binding[], { preset, own }: KeySettings, presets: Presets): Binding[] {
    return commands.map(command => ({
        ...command,
        keys: own[command.id] ?? presets[preset][command.id] ?? command.keys,
    }));
}

export type Presets = Readonly<Record<PresetName, Preset>>;

const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((keys, i) => keys === other[i]);

/** Settings in which a command has these keys; those of the preset are not kept as a choice. */
export function withKeys(
    settings: KeySettings,
    command: Binding,
    keys: readonly string[],
    presets: Presets,
): KeySettings {
    const { [command.id]: _before, ...rest } = settings.own;
    const preset = presets[settings.preset][command.id] ?? command.keys;
    return { ...settings, own: same(keys, preset) ? rest : { ...rest, [command.id]: keys } };
}
