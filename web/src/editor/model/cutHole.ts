import { t } from '../../shared/language';
import type { AnnotationDocument } from './document';
import { edit, editedSource } from './edits';
import { holeTrouble, withHole } from './holes';
import { accepts, type LabelSet } from './labels';
import { decodeMask, encodeMask } from './mask';
import { without } from './maskEdits';
import { polygonBitmap } from './raster';
import type { Outcome } from './relations';
import type { ObjectId, Points, ShapeObject, Size } from './types';

/** What an outline with a hole is kept as: one ring that leads to the hole and back, or pixels. */
export type HoleForm = 'ring' | 'mask';

/** A polygon or a mask without what lies inside a ring. A label that takes no masks keeps its polygon. */
export function cutHole(
    document: AnnotationDocument,
    labels: LabelSet,
    id: ObjectId,
    ring: Points,
    form: HoleForm,
    image: Size,
): Outcome {
    const shape = document.get(id);
    if (shape?.kind !== 'shape' || (shape.type !== 'polygon' && shape.type !== 'mask'))
        return { refusal: t('Only polygons and masks that are no tracks can have holes.') };
    const label = labels.get(shape.labelId);
    const asMask = shape.type === 'mask' || (form === 'mask' && label !== undefined && accepts(label, 'mask'));
    const trouble = shape.type === 'polygon' ? holeTrouble(shape.points, ring) : null;
    if (trouble) return { refusal: trouble };
    const points = asMask ? pixelsOutside(shape, ring, image) : withHole(shape.points, ring);
    if (!points) return { refusal: t('Nothing would be left. It was left as it was.') };
    const type = asMask ? ('mask' as const) : shape.type;
    return { diff: edit(document, [id], () => ({ ...shape, type, points, source: editedSource(shape.source) })) };
}

function pixelsOutside({ type, points }: ShapeObject, ring: Points, image: Size): number[] | null {
    const bitmap = type === 'mask' ? decodeMask(points) : polygonBitmap(points, image);
    return encodeMask(without(bitmap, [polygonBitmap(ring, image)]), image);
}
