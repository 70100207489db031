import type { LabelSet } from '../model/labels';
import type { FrameObject, ObjectId } from '../model/types';

export type ColourBy = 'label' | 'instance' | 'group';

/** How objects are drawn. Opacities are percent. */
export interface Appearance {
    readonly colourBy: ColourBy;
    readonly opacity: number;
    readonly selectedOpacity: number;
    readonly outlined: boolean;
    readonly outlineColour: string;
    /** Show id and label beside every object, not only the hovered and the selected. */
    readonly alwaysText: boolean;
}

export const DEFAULT_APPEARANCE: Appearance = {
    colourBy: 'label',
    opacity: 10,
    selectedOpacity: 30,
    outlined: false,
    outlineColour: '#000000',
    alwaysText: false,
};

const UNGROUPED = '#9e9e9e';

/** Colours far apart for neighbouring numbers: hues by the golden angle, three lightnesses. */
export function distinctColour(index: number): string {
    const hue = (index * 137.508) % 360;
    const lightness = [0.5, 0.62, 0.4][index % 3];
    return hslToHex(hue, 0.75, lightness);
}

function hslToHex(hue: number, saturation: number, lightness: number): string {
    const a = saturation * Math.min(lightness, 1 - lightness);
    const channel = (n: number) => {
        const k = (n + hue / 30) % 12;
        const value = lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
        return Math.round(255 * value)
            .toString(16)
            .padStart(2, '0');
    };
    return `#${channel(0)}${channel(8)}${channel(4)}`;
}

export function colourOf(
    object: Pick<FrameObject, 'id' | 'labelId' | 'group'>,
    appearance: Appearance,
    labels: LabelSet,
    own: ReadonlyMap<ObjectId, string>,
): string {
    switch (appearance.colourBy) {
        case 'label':
            return labels.get(object.labelId)?.color ?? UNGROUPED;
        case 'instance':
            return own.get(object.id) ?? distinctColour(object.id);
        case 'group':
            return object.group ? distinctColour(object.group) : UNGROUPED;
    }
}

const tinted = new Map<string, string>();

/** A #rrggbb colour with an alpha from 0 to 1. */
export function withAlpha(colour: string, alpha: number): string {
    const key = `${colour}/${alpha}`;
    let out = tinted.get(key);
    if (!out) {
        const n = Number.parseInt(colour.slice(1, 7), 16);
        out = `rgba(${(n >> 16) & 255},${(n >> 8) & 255},${n & 255},${alpha})`;
        tinted.set(key, out);
    }
    return out;
}
