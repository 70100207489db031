import { t } from '../../shared/language';
import { shownValue } from '../model/checks';
import { drawnBox, frameBox } from '../model/geometry';
import { attributeValue, type LabelSet, type LabelSpec } from '../model/labels';
import type { Box, FrameObject, ObjectId } from '../model/types';
import { word } from '../../shared/language/words';

/** What the text beside an object may tell. */
export const TEXT_PARTS = ['label', 'id', 'source', 'dimensions', 'attributes', 'descriptions'] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

/** What is written beside objects, and how. */
export interface TextSettings {
    /** On which objects: all, those under the pointer or selected, or none. */
    readonly show: 'always' | 'hover' | 'never';
    readonly content: readonly TextPart[];
    /** Types that go without. */
    readonly without: readonly string[];
    readonly position: 'auto' | 'center';
    /** Height of the letters in screen pixels. */
    readonly size: number;
    /** Objects narrower than this on screen, in pixels, go without. */
    readonly leastWidth: number;
    /** On which skeletons the nodes are named. */
    readonly keypoints: 'never' | 'selected' | 'always';
}

export const DEFAULT_TEXT: TextSettings = {
    show: 'hover',
    content: [...TEXT_PARTS],
    without: [],
    position: 'auto',
    size: 14,
    leastWidth: 24,
    keypoints: 'never',
};

/** The colour of a line tells what kind of thing it says. */
export type Tone = 'plain' | 'dimensions' | 'description';

export interface CaptionLine {
    readonly text: string;
    readonly tone: Tone;
}

/** A text beside an object: its lines and the box they belong to, in image pixels. */
export interface Caption {
    readonly id: ObjectId;
    readonly lines: readonly CaptionLine[];
    readonly box: Box;
}

/** State of an object in a few words. */
function description(object: FrameObject): string {
    const words = [
        object.kind === 'track' && (object.keyframe ? t('keyframe') : t('track')),
        object.occluded && t('occluded'),
        object.group && t('group {group}', { group: object.group }),
        object.zOrder !== 0 && t('layer {zOrder}', { zOrder: object.zOrder }),
    ];
    return words.filter(Boolean).join(t(', '));
}

function dimensions(object: FrameObject): string {
    if (object.type === 'points') return t('{count} points', { count: object.points.length / 2 });
    const { minX, minY, maxX, maxY } = object.type === 'skeleton' ? drawnBox(object) : frameBox(object);
    const size = t('{maxX}×{maxY} px', { maxX: Math.round(maxX - minX), maxY: Math.round(maxY - minY) });
    return object.rotation ? `${size}, ${Math.round(object.rotation)}°` : size;
}

/** The lines beside an object: name, number and maker first, then its size, its attributes, and its state. */
export function captionLines(
    object: FrameObject,
    label: LabelSpec | undefined,
    content: readonly TextPart[],
): CaptionLine[] {
    const wants = (one: TextPart) => content.includes(one);
    const name = [
        wants('label') && (label?.name ?? t('unknown label')),
        wants('id') && `${object.id}`,
        wants('source') && `(${word(object.source)})`,
    ];
    const lines: CaptionLine[] = [{ text: name.filter(Boolean).join(' '), tone: 'plain' }];
    if (wants('dimensions')) lines.push({ text: dimensions(object), tone: 'dimensions' });
    for (const spec of wants('attributes') ? (label?.attributes ?? []) : []) {
        const value = shownValue(attributeValue(object.attributes, spec.id) ?? '');
        if (value) lines.push({ text: `${spec.name}: ${value}`, tone: 'plain' });
    }
    if (wants('descriptions')) lines.push({ text: description(object), tone: 'description' });
    return lines.filter(({ text }) => text !== '');
}

/** The names of a skeleton's nodes, each at its place. */
export function nodeCaptions({ id, elements }: FrameObject, labels: LabelSet): Caption[] {
    return elements
        .filter(element => !element.outside)
        .map(({ labelId, points: [x, y] }) => ({
            id,
            lines: [{ text: labels.get(labelId)?.name ?? '', tone: 'plain' }],
            box: { minX: x, minY: y, maxX: x, maxY: y },
        }));
}
