import { choiceName } from '../../editor/model/checks';
import { drawnBox } from '../../editor/model/geometry';
import { attributeValue, type LabelSet } from '../../editor/model/labels';
import type { Box, DocObject, FrameObject, ObjectId, TrackObject } from '../../editor/model/types';
import { t } from '../../shared/language';
import type { Group } from './grid';
import type { Gallery, GalleryJob } from './model';

/** One object as it is cut out: a shape where it is, a track on the keyframe where it is largest. */
export interface ObjectEntry {
    readonly id: ObjectId;
    readonly of: GalleryJob;
    readonly frame: number;
    readonly state: FrameObject;
    readonly box: Box;
    /** Square pixels of the box. */
    readonly area: number;
}

export type ObjectSort = 'frame' | 'largest' | 'smallest';

export interface ObjectFilter {
    /** Null for all labels. */
    readonly label: number | null;
    /** `none`, `label`, `type`, `job`, or the id of an attribute. */
    readonly group: string;
    readonly sort: ObjectSort;
}

const boxArea = (box: Box) => Math.max(0, box.maxX - box.minX) * Math.max(0, box.maxY - box.minY);

function entryAt(of: GalleryJob, id: ObjectId, frame: number): ObjectEntry | null {
    if (!of.frames.has(frame) || of.document.deletedFrames.has(frame)) return null;
    const state = of.document.stateOf(id, frame);
    if (!state || state.outside) return null;
    const box = drawnBox(state);
    if (!(box.maxX >= box.minX && box.maxY >= box.minY)) return null;
    return { id, of, frame, state, box, area: boxArea(box) };
}

function framesOf(track: TrackObject): Set<number> {
    const keyframes = [...track.keyframes, ...track.elements.flatMap(element => element.keyframes)];
    return new Set(keyframes.map(({ frame }) => frame));
}

function entryOf(of: GalleryJob, id: ObjectId, object: DocObject): ObjectEntry | null {
    if (object.kind === 'tag') return null;
    if (object.kind === 'shape') return entryAt(of, id, object.frame);
    let largest: ObjectEntry | null = null;
    for (const frame of framesOf(object)) {
        const entry = entryAt(of, id, frame);
        if (entry && (!largest || entry.area > largest.area)) largest = entry;
    }
    return largest;
}

/** Every shape and track that is seen on a frame that is not deleted, by frame. */
export function objectEntries(gallery: Gallery): ObjectEntry[] {
    const entries: ObjectEntry[] = [];
    for (const of of gallery.jobs) {
        for (const [id, object] of of.document.entries()) {
            const entry = entryOf(of, id, object);
            if (entry) entries.push(entry);
        }
    }
    return entries.sort((a, b) => a.frame - b.frame || a.id - b.id);
}

const ORDERS: Record<ObjectSort, (a: ObjectEntry, b: ObjectEntry) => number> = {
    frame: (a, b) => a.frame - b.frame || a.id - b.id,
    largest: (a, b) => b.area - a.area || a.id - b.id,
    smallest: (a, b) => a.area - b.area || a.id - b.id,
};

/** What an object is grouped by, as text; objects without the attribute have none. */
function groupOf(entry: ObjectEntry, by: string, labels: LabelSet): string | null {
    switch (by) {
        case 'none':
            return null;
        case 'label':
            return labels.get(entry.state.labelId)?.name ?? t('unknown label');
        case 'type':
            return entry.state.type;
        case 'job':
            return t('Job #{id}', { id: entry.of.job.id });
        default:
            return attributeValue(entry.state.attributes, Number(by)) ?? null;
    }
}

/** Places of the groups: values of an attribute as they are listed there, labels in their order, others by name. */
function placesOf(by: string, labels: LabelSet): string[] {
    if (by === 'label') return labels.roots.map(label => label.name);
    return labels.attribute(Number(by))?.values ?? [];
}

const NAMES = new Intl.Collator(undefined, { numeric: true });

/** The objects of a label in groups, each in the order asked for. */
export function groupObjects(entries: readonly ObjectEntry[], filter: ObjectFilter, labels: LabelSet): Group[] {
    const shown = entries.filter(entry => filter.label === null || entry.state.labelId === filter.label);
    const sorted = [...shown].sort(ORDERS[filter.sort]);
    if (filter.group === 'none') {
        return sorted.length ? [{ key: 'all', title: null, ids: sorted.map(({ id }) => id) }] : [];
    }
    const groups = new Map<string | null, ObjectId[]>();
    for (const entry of sorted) {
        const title = groupOf(entry, filter.group, labels);
        const ids = groups.get(title);
        if (ids) ids.push(entry.id);
        else groups.set(title, [entry.id]);
    }
    const places = placesOf(filter.group, labels);
    const place = (title: string | null) => {
        const found = title === null ? -1 : places.indexOf(title);
        return title === null ? Infinity : found < 0 ? places.length : found;
    };
    return [...groups]
        .sort(([a], [b]) => place(a) - place(b) || NAMES.compare(a ?? '', b ?? ''))
        .map(([title, ids]) => ({ key: title ?? ' without', title: titleOf(title), ids }));
}

function titleOf(value: string | null): string {
    return value === null ? t('Without a value') : choiceName(value);
}
