import type { DataMeta, Job, LabeledData, Shape, Tag, Track, TrackedShape } from '../../api';
import { label } from '../../editor/testdata/world';
import { LabelSet } from '../../editor/model/labels';
import { t } from '../../shared/language';
import { Gallery, type Issue } from './model';

/** A gallery without a server, for tests: jobs of ten frames each, frames 0 to 9, 10 to 19 and so on. */
export const CAR = label(1, 'car', 'any', [
    { id: 11, name: 'colour', mutable: false, input_type: 'select', default_value: 'red', values: ['red', 'blue'] },
    { id: 12, name: 'parked', mutable: true, input_type: 'checkbox', default_value: 'false', values: ['false'] },
]);
export const VAN = label(2, 'van', 'rectangle');
export const NIGHT = label(3, 'night', 'tag');
export const BODY = label(4, 'body', 'skeleton');
export const LABELS = new LabelSet([CAR, VAN, NIGHT, BODY]);

export const none = (): LabeledData => ({ version: 0, tags: [], shapes: [], tracks: [] });

const common = { group: 0, source: 'manual' };
const geometry = {
    type: 'rectangle' as const,
    occluded: false,
    outside: false,
    z_order: 0,
    rotation: 0,
    points: [10, 10, 30, 20],
};

export function shape(id: number, frame: number, more: Partial<Shape> = {}): Shape {
    const attributes = [
        { spec_id: 11, value: 'red' },
        { spec_id: 12, value: 'false' },
    ];
    return { id, frame, label_id: CAR.id, attributes, elements: [], ...common, ...geometry, ...more };
}

export function tag(id: number, frame: number): Tag {
    return { id, frame, label_id: NIGHT.id, attributes: [], ...common };
}

export function keyframe(id: number, frame: number, more: Partial<TrackedShape> = {}): TrackedShape {
    return { id, frame, attributes: [], ...geometry, ...more };
}

export function track(id: number, shapes: TrackedShape[]): Track {
    const attributes = [{ spec_id: 11, value: 'red' }];
    return { id, frame: shapes[0].frame, label_id: CAR.id, attributes, shapes, elements: [], ...common };
}

function meta(start: number, deleted: number[]): DataMeta {
    const frames = Array.from({ length: 10 }, (_, i) => ({
        name: `street_${start + i}.jpg`,
        width: 100,
        height: 50,
        related_files: 0,
        has_related_context: false,
    }));
    return {
        frames,
        start_frame: start,
        stop_frame: start + 9,
        deleted_frames: deleted,
        included_frames: null,
        frame_filter: '',
        size: 10,
    } as unknown as DataMeta;
}

export function galleryOf(
    datas: readonly Partial<LabeledData>[],
    { deleted = [], issues = [] }: { deleted?: number[]; issues?: Issue[] } = {},
): Gallery {
    const contents = datas.map((data, i) => ({
        job: { id: 100 + i, start_frame: 10 * i, stop_frame: 10 * i + 9, dimension: '2d' } as Job,
        meta: meta(
            10 * i,
            deleted.filter(frame => Math.floor(frame / 10) === i),
        ),
        data: { ...none(), ...data },
        revision: '1',
    }));
    return new Gallery(LABELS, contents, issues);
}

/** The gallery's own id of an object of the server. */
export function idOf(gallery: Gallery, serverId: number): number {
    for (const { saved } of gallery.jobs)
        for (const [id, { wire }] of saved.entries()) if (wire.id === serverId) return id;
    throw new Error(t('Nothing has the id {serverId}', { serverId }));
}
