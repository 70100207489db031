import { describe, expect, it } from 'vitest';
import { groupObjects, objectEntries, type ObjectFilter } from './objects';
import { CAR, galleryOf, idOf, keyframe, LABELS, shape, tag, track, VAN } from './testGallery';

const COLOUR = CAR.attributes[0].id;
const FILTER: ObjectFilter = { label: null, group: 'none', sort: 'frame' };
const blue = { attributes: [{ spec_id: COLOUR, value: 'blue' }] };
const sized = (side: number) => ({ points: [0, 0, side, side] });

describe('the objects shown', () => {
    it('are shapes and tracks, tags and objects on deleted frames left out', () => {
        const gallery = galleryOf(
            [{ shapes: [shape(1, 3), shape(2, 4)], tags: [tag(3, 3)] }, { tracks: [track(4, [keyframe(5, 12)])] }],
            { deleted: [4] },
        );
        expect(objectEntries(gallery).map(({ id }) => id)).toEqual([idOf(gallery, 1), idOf(gallery, 4)]);
    });

    it('show a track where it is largest and visible', () => {
        const shapes = [
            keyframe(5, 2, sized(10)),
            keyframe(6, 5, sized(40)),
            keyframe(7, 8, { ...sized(90), outside: true }),
        ];
        const gallery = galleryOf([{ tracks: [track(4, shapes)] }]);
        expect(objectEntries(gallery).map(({ frame, area }) => [frame, area])).toEqual([[5, 1600]]);
    });
});

describe('groups', () => {
    const gallery = galleryOf([
        {
            shapes: [
                shape(1, 0, { ...sized(20), ...blue }),
                shape(2, 1, sized(50)),
                shape(3, 2, { ...sized(30), label_id: VAN.id, attributes: [] }),
                shape(4, 3, sized(10)),
            ],
        },
    ]);
    const groups = (change: Partial<ObjectFilter>) =>
        groupObjects(objectEntries(gallery), { ...FILTER, ...change }, LABELS).map(({ title, ids }) => [
            title,
            ids.map(id => [1, 2, 3, 4].find(one => idOf(gallery, one) === id)),
        ]);

    it('of none is everything in the order asked for', () => {
        expect(groups({})).toEqual([[null, [1, 2, 3, 4]]]);
        expect(groups({ sort: 'largest' })).toEqual([[null, [2, 3, 1, 4]]]);
        expect(groups({ sort: 'smallest', label: CAR.id })).toEqual([[null, [4, 1, 2]]]);
    });

    it('of an attribute stand in the order of its values, objects without it last', () => {
        expect(groups({ group: String(COLOUR), sort: 'largest' })).toEqual([
            ['red', [2, 4]],
            ['blue', [1]],
            ['Without a value', [3]],
        ]);
    });

    it('of labels stand in the order of the labels', () => {
        expect(groups({ group: 'label' })).toEqual([
            ['car', [1, 2, 4]],
            ['van', [3]],
        ]);
    });

    it('of nothing are none', () => {
        expect(groups({ label: 99 })).toEqual([]);
    });
});
