import { t } from '../../shared/language';
import { spansOf, turnsOf, type Clock, type Span, type Turn } from '../model/keyframes';
import { attributeValue, type LabelSet } from '../model/labels';
import type { ElementTrack, ObjectId, TrackObject } from '../model/types';

/** Heights in pixels: of a track, and of each line that unfolds below it. */
export const ROW = 24;
export const LANE = 18;

/** A stretch of frames, the last one included, with what is written into it. */
export interface Stretch extends Span {
    readonly text: string;
}

/** A line below a track: where it is occluded, what an attribute is, where a node of a skeleton is seen. */
export interface Lane {
    readonly name: string;
    readonly stretches: readonly Stretch[];
}

export interface RowContent {
    readonly turns: readonly Turn[];
    readonly spans: readonly Span[];
    readonly occluded: readonly Span[];
}

/** What a collapsed row shows. */
export function contentOf(track: TrackObject, clock: Clock): RowContent {
    const { frames, deleted } = clock;
    const all = turnsOf(track, deleted);
    const spans = spansOf(track, clock);
    const held = stretches(
        all.map(({ frame, occluded, outside }) => ({ frame, text: occluded && !outside ? t('occluded') : '' })),
        clock,
    );
    return { turns: all.filter(turn => frames.has(turn.frame)), spans, occluded: held };
}

/** From each change to the frame before the next one; nothing where the text is empty. */
function stretches(changes: readonly { frame: number; text: string }[], { frames }: Clock): Stretch[] {
    const out: Stretch[] = [];
    let open: { first: number; text: string } | null = null;
    const close = (last: number) => {
        if (open?.text && last >= open.first) out.push({ ...open, last });
    };
    for (const { frame, text } of changes) {
        if (open && open.text === text) continue;
        if (frame > frames.last) break;
        const place = frames.has(frame) ? frames.positionOf(frame) : 0;
        if (open && place > 0) close(frames.at(place - 1));
        open = { first: frames.at(place), text };
    }
    close(frames.last);
    return out;
}

/** The lines that a track unfolds into. */
export function lanesOf(track: TrackObject, labels: LabelSet, clock: Clock): Lane[] {
    const label = labels.get(track.labelId);
    const attributes = (label?.attributes ?? []).filter(spec => spec.mutable);
    return [
        { name: 'occluded', stretches: contentOf(track, clock).occluded.map(one => ({ ...one, text: '' })) },
        ...attributes.map(spec => ({
            name: spec.name,
            stretches: stretches(
                track.keyframes.flatMap(({ frame, attributes: set }) => {
                    const text = attributeValue(set, spec.id);
                    return text === undefined ? [] : [{ frame, text }];
                }),
                clock,
            ),
        })),
        ...track.elements.map(element => ({
            name: labels.get(element.labelId)?.name ?? '',
            stretches: spansOf(alone(track, element), clock).map(span => ({ ...span, text: '' })),
        })),
    ];
}

function alone(track: TrackObject, element: ElementTrack): TrackObject {
    return { ...track, keyframes: element.keyframes, elements: [] };
}

export function laneCount(track: TrackObject, labels: LabelSet): number {
    const attributes = labels.get(track.labelId)?.attributes.filter(spec => spec.mutable) ?? [];
    return 1 + attributes.length + track.elements.length;
}

export interface PlacedRow {
    readonly id: ObjectId;
    readonly top: number;
    readonly height: number;
}

/** Rows one below the other. */
export function placeRows(ids: readonly ObjectId[], lanes: (id: ObjectId) => number): PlacedRow[] {
    let top = 0;
    return ids.map(id => {
        const row = { id, top, height: ROW + LANE * lanes(id) };
        top += row.height;
        return row;
    });
}

export function heightOf(rows: readonly PlacedRow[]): number {
    const last = rows.at(-1);
    return last ? last.top + last.height : 0;
}

/** The rows that reach into a part of the height, found without looking at all of them. */
export function rowsBetween(rows: readonly PlacedRow[], top: number, bottom: number): readonly PlacedRow[] {
    let from = 0;
    let to = rows.length;
    while (from < to) {
        const middle = (from + to) >> 1;
        if (rows[middle].top + rows[middle].height <= top) from = middle + 1;
        else to = middle;
    }
    let end = from;
    while (end < rows.length && rows[end].top < bottom) ++end;
    return rows.slice(from, end);
}
