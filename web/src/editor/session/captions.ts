import { drawnBox } from '../model/geometry';
import { attributeValue, type LabelSet } from '../model/labels';
import type { FrameObject } from '../model/types';
import type { Caption } from '../render/overlay';

/** What may stand beside an object. */
export const TEXT_PARTS = ['label', 'id', 'attributes', 'source', 'dimensions'] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

/** What is written beside objects, and how. */
export interface TextSettings {
    readonly content: readonly TextPart[];
    readonly position: 'auto' | 'center';
    /** Height of the letters in screen pixels. */
    readonly size: number;
    /** On which skeletons the nodes are named. */
    readonly keypoints: 'never' | 'selected' | 'always';
}

export const DEFAULT_TEXT: TextSettings = {
    content: ['label', 'id', 'attributes'],
    position: 'auto',
    size: 12,
    keypoints: 'never',
};

/** Width and height of a box that is turned, or of what surrounds a shape. */
function dimensions(object: FrameObject): string {
    const box = drawnBox({ ...object, rotation: 0 });
    return `${Math.round(box.maxX - box.minX)} × ${Math.round(box.maxY - box.minY)} px`;
}

/** The text beside an object; only in full with attributes and more. */
export function captionOf(object: FrameObject, labels: LabelSet, content: readonly TextPart[], full: boolean): Caption {
    const label = labels.get(object.labelId);
    const has = (part: TextPart) => content.includes(part);
    const name = [...(has('label') ? [label?.name ?? 'unknown label'] : []), ...(has('id') ? [object.id] : [])];
    const lines = name.length ? [name.join(' ')] : [];
    if (full && has('source')) lines.push(object.source);
    if (full && has('dimensions')) lines.push(dimensions(object));
    for (const spec of full && has('attributes') ? (label?.attributes ?? []) : []) {
        const value = attributeValue(object.attributes, spec.id);
        if (value) lines.push(`${spec.name}: ${value}`);
    }
    return { lines, box: drawnBox(object) };
}

/** The names of a skeleton's nodes, each at its place. */
export function nodeCaptions({ elements }: FrameObject, labels: LabelSet): Caption[] {
    return elements
        .filter(element => !element.outside)
        .map(({ labelId, points: [x, y] }) => ({
            lines: [labels.get(labelId)?.name ?? ''],
            box: { minX: x, minY: y, maxX: x, maxY: y },
        }));
}
