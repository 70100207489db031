import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { drawnBox } from './geometry';
import type { LabelSet } from './labels';
import type { FrameObject } from './types';

/** An object in words: what it is, where it is, how large. */
export function describeShape(object: FrameObject, labels: LabelSet): string {
    const name = labels.get(object.labelId)?.name ?? t('unknown label');
    const { minX, minY, maxX, maxY } = drawnBox(object);
    const [x, y, width, height] = [minX, minY, maxX - minX, maxY - minY].map(Math.round);
    const flags = [object.occluded && t('occluded'), object.outside && t('outside')].filter(Boolean);
    return [
        t('{name} {id}, {type} {width} by {height} at {x}, {y}', {
            name,
            id: object.id,
            type: word(object.type),
            width,
            height,
            x,
            y,
        }),
        ...flags,
    ].join(t(', '));
}
