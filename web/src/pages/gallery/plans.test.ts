import { describe, expect, it } from 'vitest';
import { mayCarry, planAttribute, planDeletion, planFrames, planLabel, planTag, planUntag } from './plans';
import { BODY, CAR, galleryOf, idOf, keyframe, NIGHT, shape, tag, track, VAN } from './testGallery';

const [COLOUR, PARKED] = CAR.attributes;

describe('a label for many objects', () => {
    it('is planned job by job', () => {
        const gallery = galleryOf([{ shapes: [shape(1, 0)] }, { shapes: [shape(2, 10), shape(3, 11)] }]);
        const plans = planLabel(
            gallery,
            [1, 2, 3].map(id => idOf(gallery, id)),
            VAN,
        );
        expect(plans.map(plan => [plan.of.job.id, plan.changes.length])).toEqual([
            [100, 1],
            [101, 2],
        ]);
    });

    it('leaves out objects of a type the label does not take, and those that have it', () => {
        const gallery = galleryOf([
            { shapes: [shape(1, 0, { type: 'polygon' }), shape(2, 0, { label_id: VAN.id, attributes: [] })] },
        ]);
        expect(planLabel(gallery, [idOf(gallery, 1), idOf(gallery, 2)], VAN)).toEqual([]);
    });

    it('never goes to or from a skeleton', () => {
        const gallery = galleryOf([{ shapes: [shape(1, 0), shape(2, 0, { type: 'skeleton', label_id: BODY.id })] }]);
        const object = (id: number) => gallery.jobs[0].document.get(idOf(gallery, id));
        expect(mayCarry(object(1)!, BODY)).toBe(false);
        expect(mayCarry(object(2)!, CAR)).toBe(false);
    });
});

describe('an attribute for many objects', () => {
    it('changes those whose label has it and whose value differs', () => {
        const gallery = galleryOf([
            {
                shapes: [
                    shape(1, 0),
                    shape(2, 0, { attributes: [{ spec_id: COLOUR.id, value: 'blue' }] }),
                    shape(3, 0, { label_id: VAN.id, attributes: [] }),
                ],
            },
        ]);
        const [plan] = planAttribute(
            gallery,
            [1, 2, 3].map(id => idOf(gallery, id)),
            COLOUR,
            'blue',
        );
        expect(plan.changes.map(change => change.id)).toEqual([idOf(gallery, 1)]);
        expect(plan.changes[0].after?.attributes).toContainEqual({ specId: COLOUR.id, value: 'blue' });
    });

    it('that may change is given to a track for all of its frames', () => {
        const parked = (value: string) => ({ attributes: [{ spec_id: PARKED.id, value }] });
        const gallery = galleryOf([
            { tracks: [track(1, [keyframe(2, 0, parked('false')), keyframe(3, 4, parked('true'))])] },
        ]);
        const [plan] = planAttribute(gallery, [idOf(gallery, 1)], PARKED, 'true');
        const after = plan.changes[0].after;
        expect(after?.kind === 'track' && after.keyframes.map(one => one.attributes)).toEqual([
            [{ specId: PARKED.id, value: 'true' }],
            [],
        ]);
    });
});

describe('tags for many frames', () => {
    it('are put where they are missing', () => {
        const gallery = galleryOf([{ tags: [tag(1, 2)] }, {}]);
        const plans = planTag(gallery, [1, 2, 10], NIGHT);
        expect(plans.map(plan => plan.changes.map(change => change.after?.frame))).toEqual([[1], [10]]);
    });

    it('are taken off where they are', () => {
        const gallery = galleryOf([{ tags: [tag(1, 2)], shapes: [shape(2, 2)] }]);
        const [plan] = planUntag(gallery, [1, 2], NIGHT);
        expect(plan.changes.map(change => change.id)).toEqual([idOf(gallery, 1)]);
    });
});

it('frames that are deleted already are not deleted again', () => {
    const gallery = galleryOf([{}, {}], { deleted: [3] });
    expect(planFrames(gallery, [3, 4, 12], true).map(plan => plan.frames)).toEqual([[4], [12]]);
    expect(planFrames(gallery, [3, 4], false).map(plan => plan.frames)).toEqual([[3]]);
});

it('a deletion keeps what is needed to bring the objects back', () => {
    const gallery = galleryOf([{ shapes: [shape(1, 0)] }]);
    const [plan] = planDeletion(gallery, [idOf(gallery, 1)]);
    expect(plan.changes[0].before).toBe(gallery.jobs[0].document.get(idOf(gallery, 1)));
    expect(plan.changes[0].after).toBeUndefined();
});
