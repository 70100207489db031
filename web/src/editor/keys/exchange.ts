import { readSequence } from '../../shared/keys/chord';
import { readKeySettings, type KeySettings } from '../../shared/keys/settings';
import { t } from '../../shared/language';
import { changedGestures, readGestures } from '../tools/modifiers';
import { allBindings } from './bindings';
import { FROM_CVAT, PRESETS } from './presets';

const KIND = 'limn-keys';

/** Keys as a file: the preset, and what was changed. */
export function exportedKeys(settings: KeySettings): string {
    return `${JSON.stringify({ kind: KIND, ...settings }, null, 2)}\n`;
}

export interface ImportedKeys {
    readonly settings: KeySettings;
    /** How many sequences or commands of the file mean nothing here. */
    readonly left: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a file of keys: our own, or the settings or key map of CVAT. Throws an error that says what is wrong. */
export function importedKeys(text: string): ImportedKeys {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        throw new Error(
            t('This file is no JSON. Keys are exported from this window, or copied from the settings of CVAT.'),
        );
    }
    if (isRecord(value) && value.kind === KIND) return ofOurs(value);
    const map = cvatMap(value);
    if (map) return ofCvat(map);
    throw new Error(t('No keys were found in this file. Choose one that was exported from this window or from CVAT.'));
}

function ofOurs(value: Record<string, unknown>): ImportedKeys {
    const { settings, left } = readKeySettings(value);
    const known = Object.entries(settings.own).filter(([id]) => allBindings().some(command => command.id === id));
    const unknown = Object.keys(settings.own).length - known.length;
    const mouse = changedGestures(readGestures(settings.mouse));
    return { settings: { ...settings, own: Object.fromEntries(known), mouse }, left: left + unknown };
}

type CvatMap = Readonly<Record<string, { readonly sequences: readonly unknown[] }>>;

/** CVAT keeps `shortcuts.keyMap` among its settings, with the sequences of each command. */
function cvatMap(value: unknown): CvatMap | null {
    const inside = isRecord(value) && isRecord(value.shortcuts) ? value.shortcuts.keyMap : value;
    if (!isRecord(inside)) return null;
    const entries = Object.values(inside);
    const fits = entries.length > 0 && entries.every(one => isRecord(one) && Array.isArray(one.sequences));
    return fits ? (inside as CvatMap) : null;
}

function ofCvat(map: CvatMap): ImportedKeys {
    const own: Record<string, readonly string[]> = {};
    let left = 0;
    for (const [theirs, { sequences }] of Object.entries(map)) {
        const id = FROM_CVAT.get(theirs);
        const keys = [...new Set(sequences.map(one => readSequence(String(one))))].filter(one => one !== null);
        if (id === undefined) left += 1;
        // Deleting what is locked has a command of its own here, with the second of CVAT's keys.
        else own[id] = id === 'delete' ? keys.filter(one => one !== 'shift+delete') : keys;
    }
    const usual = PRESETS.cvat;
    const changed = Object.entries(own).filter(([id, keys]) => `${keys}` !== `${usual[id]}`);
    return { settings: { preset: 'cvat', own: Object.fromEntries(changed), mouse: {}, byPlace: false }, left };
}
