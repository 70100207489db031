import { drawnBox } from './geometry';
import type { LabelSet } from './labels';
import type { FrameObject } from './types';

/** An object in words: what it is, where it is, how large. */
export function describeShape(object: FrameObject, labels: LabelSet): string {
    const name = labels.get(object.labelId)?.name ?? 'unknown label';
    const { minX, minY, maxX, maxY } = drawnBox(object);
    const [x, y, width, height] = [minX, minY, maxX - minX, maxY - minY].map(Math.round);
    const flags = [object.occluded && 'occluded', object.outside && 'outside'].filter(Boolean);
    return [`${name} ${object.id}, ${object.type} ${width} by ${height} at ${x}, ${y}`, ...flags].join(', ');
}
