import type { Modifiers } from './types';

/**
 * What keys held down beside the pointer ask for. Tools ask for a gesture by its name and never for a key, so that everybody
 * may hold what they like. Gestures of one situation exclude each other: of those whose keys are held, the one with the most
 * keys is meant.
 */
export const GESTURES = {
    /** Beginning a drag while selecting. */
    marquee: { situation: 'drag', keys: ['shift'] },
    vertices: { situation: 'drag', keys: ['shift+alt'] },
    copy: { situation: 'drag', keys: ['alt'] },
    pan: { situation: 'drag on nothing', keys: ['alt'] },
    /** Clicking while selecting. */
    add: { situation: 'click', keys: ['ctrl', 'shift'] },
    add_point: { situation: 'click beside points', keys: ['shift'] },
    path: { situation: 'click a point', keys: ['shift'] },
    remove_point: { situation: 'click a point', keys: ['alt'] },
    first_point: { situation: 'click a point', keys: ['ctrl'] },
    open: { situation: 'double click', keys: ['shift'] },
    /** Moving over objects. */
    calm: { situation: 'hover', keys: ['ctrl', 'alt'] },
    /** While a handle is dragged. */
    regular: { situation: 'handle', keys: ['shift'] },
    /** While drawing. */
    slide: { situation: 'draw', keys: ['shift'] },
    align: { situation: 'draw', keys: ['ctrl'] },
    straight: { situation: 'scissors', keys: ['shift'] },
    pick: { situation: 'click while drawing', keys: ['alt'] },
    several: { situation: 'paste', keys: ['ctrl'] },
    keep_first: { situation: 'link', keys: ['shift'] },
    /** While painting. */
    stroke: { situation: 'paint', keys: ['shift'] },
    brush_size: { situation: 'right drag', keys: ['alt'] },
    take_away: { situation: 'superpixel', keys: ['alt'] },
    sideways: { situation: 'wheel', keys: ['shift'] },
} as const satisfies Record<string, { readonly situation: string; readonly keys: readonly string[] }>;

export type GestureId = keyof typeof GESTURES;
export const GESTURE_IDS = Object.keys(GESTURES) as GestureId[];

/** The keys by which each gesture is asked for, as alternatives; none: not at all. */
export type GestureKeys = Readonly<Record<GestureId, readonly string[]>>;

/** Keys for every gesture. */
function keysBy(of: (id: GestureId) => readonly string[]): GestureKeys {
    const keys: Partial<Record<GestureId, readonly string[]>> = {};
    for (const id of GESTURE_IDS) keys[id] = of(id);
    return keys as GestureKeys;
}

export const DEFAULT_GESTURES = keysBy(id => GESTURES[id].keys);

/** Keys that can be held, as they are offered. */
export const HELD_KEYS = ['shift', 'ctrl', 'alt', 'ctrl+shift', 'shift+alt', 'ctrl+alt'] as const;

const partsOf = (keys: string) => keys.split('+') as (keyof Modifiers)[];
const areHeld = (keys: string, mods: Modifiers) => partsOf(keys).every(part => mods[part]);

/** How many of the keys of a gesture are held, all of one alternative; 0 where it is not asked for. */
function strength(id: GestureId, mods: Modifiers, keys: GestureKeys): number {
    return Math.max(0, ...keys[id].filter(one => areHeld(one, mods)).map(one => partsOf(one).length));
}

/** Whether a gesture is asked for, and none of the same situation more clearly. */
export function asks(id: GestureId, mods: Modifiers, keys: GestureKeys): boolean {
    const own = strength(id, mods, keys);
    const { situation } = GESTURES[id];
    return (
        own > 0 &&
        GESTURE_IDS.every(other => GESTURES[other].situation !== situation || strength(other, mods, keys) <= own)
    );
}

/** Gestures of the same situation that are asked for by just these keys. */
export function rivalsOf(id: GestureId, held: string, keys: GestureKeys): GestureId[] {
    const { situation } = GESTURES[id];
    return GESTURE_IDS.filter(
        other => other !== id && GESTURES[other].situation === situation && keys[other].includes(held),
    );
}

/** Keys in which a gesture has these, and its rivals have lost what it got. */
export function withGesture(keys: GestureKeys, id: GestureId, own: readonly string[]): GestureKeys {
    const rivals = new Set(own.flatMap(held => rivalsOf(id, held, keys)));
    return keysBy(one => {
        if (one === id) return own;
        return rivals.has(one) ? keys[one].filter(held => !own.includes(held)) : keys[one];
    });
}

/** Keys of gestures from anywhere; what cannot be read is that of the gesture itself. */
export function readGestures(value: unknown): GestureKeys {
    const kept = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    return keysBy(id => {
        const found = kept[id];
        const sound = Array.isArray(found) && found.every(one => HELD_KEYS.includes(one as (typeof HELD_KEYS)[number]));
        return sound ? (found as string[]) : GESTURES[id].keys;
    });
}

const same = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((held, i) => held === other[i]);

/** What differs from the gestures' own keys: what is worth keeping. */
export function changedGestures(keys: GestureKeys): Partial<GestureKeys> {
    return Object.fromEntries(GESTURE_IDS.filter(id => !same(keys[id], GESTURES[id].keys)).map(id => [id, keys[id]]));
}
