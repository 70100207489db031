import { attributeValue, type LabelSet } from '../model/labels';
import type { FrameObject, ObjectId } from '../model/types';

export const COLOUR_BY = ['label', 'instance', 'group', 'attribute', 'track', 'source', 'author'] as const;
export type ColourBy = (typeof COLOUR_BY)[number];

export type LinksShown = 'selected' | 'always' | 'never';

/** How objects are drawn. Opacities are percent. */
export interface Appearance {
    readonly colourBy: ColourBy;
    readonly opacity: number;
    readonly selectedOpacity: number;
    readonly outlined: boolean;
    readonly outlineColour: string;
    /** Name of the attribute whose values give the colours. */
    readonly colourAttribute: string;
    /** Objects in opaque colours of their own on black, without the image. */
    readonly bitmap: boolean;
    /** Lines that lead the edges of cuboids on to where they meet. */
    readonly projections: boolean;
    /** Of which objects the links are drawn as arrows. */
    readonly links: LinksShown;
    /** Show the tags of the frame on the picture. */
    readonly frameTags: boolean;
}

export const DEFAULT_APPEARANCE: Appearance = {
    colourBy: 'label',
    opacity: 10,
    selectedOpacity: 30,
    outlined: false,
    outlineColour: '#000000',
    colourAttribute: '',
    bitmap: false,
    projections: false,
    links: 'selected',
    frameTags: true,
};

/** Of what has no group, track or author to be coloured by. */
export const NEUTRAL = '#9e9e9e';

const SOURCES: Record<string, string> = {
    manual: '#1677ff',
    auto: '#fa8c16',
    'semi-auto': '#722ed1',
    file: '#13c2c2',
    consensus: '#52c41a',
};

/** The same colour for the same words, everywhere. */
export function colourOfText(text: string): string {
    let hash = 0;
    for (let i = 0; i < text.length; i += 1) hash = (hash * 31 + text.charCodeAt(i)) % 9973;
    return distinctColour(hash);
}

/** Colours of an attribute's choices are far apart; other values get one by what they say. */
function colourOfAttribute(object: Coloured, name: string, labels: LabelSet): string {
    const spec = labels.get(object.labelId)?.attributes.find(one => one.name === name);
    if (!spec) return NEUTRAL;
    const value = attributeValue(object.attributes, spec.id) ?? spec.default_value;
    const choice = spec.input_type === 'number' ? -1 : spec.values.indexOf(value);
    return choice >= 0 && spec.input_type !== 'checkbox' ? distinctColour(choice) : colourOfText(value.toLowerCase());
}

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

/** What the colour of an object may depend on. */
export type Coloured = Pick<FrameObject, 'id' | 'labelId' | 'group' | 'attributes' | 'source'> & {
    readonly kind: 'shape' | 'track' | 'tag';
};

export function colourOf(
    object: Coloured,
    appearance: Appearance,
    labels: LabelSet,
    own: ReadonlyMap<ObjectId, string>,
    authorColour: (id: ObjectId) => string = () => NEUTRAL,
): string {
    if (appearance.bitmap) return own.get(object.id) ?? distinctColour(object.id);
    switch (appearance.colourBy) {
        case 'attribute':
            return colourOfAttribute(object, appearance.colourAttribute, labels);
        case 'track':
            return object.kind === 'track' ? (own.get(object.id) ?? distinctColour(object.id)) : NEUTRAL;
        case 'source':
            return SOURCES[object.source] ?? colourOfText(object.source);
        case 'author':
            return authorColour(object.id);
        case 'instance':
            return own.get(object.id) ?? distinctColour(object.id);
        case 'group':
            return object.group ? (own.get(object.id) ?? distinctColour(object.group)) : NEUTRAL;
        default:
            return labels.get(object.labelId)?.color ?? NEUTRAL;
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
