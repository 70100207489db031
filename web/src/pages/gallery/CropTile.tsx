import { useCallback } from 'react';
import { choiceName } from '../../editor/model/checks';
import type { LabelSet } from '../../editor/model/labels';
import type { Size } from '../../editor/model/types';
import { t } from '../../shared/language';
import { useWorld } from './context';
import { Drawn } from './Drawn';
import { frameFacts } from './model';
import type { ObjectEntry } from './objects';
import { cropAround, paintCrop } from './paint';
import type { Tile } from './VirtualGrid';
import { word } from '../../shared/language/words';

const CAPTION_HEIGHT = 24;

export const cropHeight = (width: number) => width + CAPTION_HEIGHT;

/** The value shown below a crop, and what is said of it: of the attribute chosen, or else the label. */
export function captionOf({ state }: ObjectEntry, attribute: number | null, labels: LabelSet): string {
    const label = labels.get(state.labelId)?.name ?? t('unknown label');
    if (attribute === null) return label;
    const value = state.attributes.find(one => one.specId === attribute)?.value;
    return value === undefined ? label : choiceName(value);
}

export function describeObject(entry: ObjectEntry, attribute: number | null, labels: LabelSet): string {
    const { state, frame } = entry;
    const label = labels.get(state.labelId)?.name ?? t('unknown label');
    const spec = attribute === null ? undefined : labels.attribute(attribute);
    const value = spec && state.attributes.find(one => one.specId === spec.id)?.value;
    const kind = state.kind === 'track' ? t('{type} track', { type: word(state.type) }) : word(state.type);
    return [
        `${label} ${entry.id}`,
        kind,
        t('frame {frame}', { frame }),
        ...(spec && value ? [`${spec.name}: ${choiceName(value)}`] : []),
    ].join(t(', '));
}

interface Props {
    entry: ObjectEntry;
    tile: Tile;
    outline: boolean;
    attribute: number | null;
}

/** One object cut out of its frame. */
export function CropTile({ entry, tile, outline, attribute }: Props) {
    const { wholes, painting, gallery } = useWorld();
    const { of, frame, state, box } = entry;
    const { width, height } = frameFacts(of, frame);
    const paint = useCallback(
        (canvas: HTMLCanvasElement, size: Size, picture: ImageBitmap) =>
            paintCrop(
                canvas,
                size,
                picture,
                { width, height },
                cropAround(box, size),
                outline ? state : null,
                painting,
            ),
        [box, state, outline, painting, width, height],
    );
    return (
        <>
            <Drawn
                pictures={wholes}
                jobId={of.job.id}
                frame={frame}
                size={{ width: tile.width - 2, height: tile.height - CAPTION_HEIGHT - 2 }}
                paint={paint}
            />
            <div className="gal-caption">
                <span className="limn-number limn-meta">{frame}</span>
                <span className="limn-ellipsis">{captionOf(entry, attribute, gallery.labels)}</span>
                {state.kind === 'track' && <span className="limn-meta">{t('track')}</span>}
            </div>
        </>
    );
}
