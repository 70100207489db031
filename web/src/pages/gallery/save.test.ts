import { describe, expect, it } from 'vitest';
import { ApiError, type AnnotationAction, type LabeledData, type Revised, type Shape } from '../../api';
import type { ObjectChange } from '../../editor/model/document';
import type { Gallery } from './model';
import { inversePlan, planAttribute, planDeletion, planLabel, type JobPlan } from './plans';
import { BATCH, JobSave, type SaveHost } from './save';
import { CAR, galleryOf, idOf, none, shape, VAN } from './testGallery';

const [COLOUR] = CAR.attributes;

/** A job on a server: refuses another revision, carries out a key once. */
class FakeJob implements SaveHost {
    revision = 1;
    lastId = 1000;
    calls: { action: AnnotationAction; count: number }[] = [];
    /** Answers to lose: the change is made, but nobody hears of it. */
    lost = 0;
    private receipts = new Map<string, Revised>();

    constructor(public shapes: Shape[]) {}

    async read(): Promise<Revised> {
        return { data: { ...none(), shapes: structuredClone(this.shapes) }, revision: String(this.revision) };
    }

    async patch(
        _: number,
        action: AnnotationAction,
        data: Partial<LabeledData>,
        { revision, key }: { revision: string | null; key: string },
    ): Promise<Revised> {
        const before = this.receipts.get(key);
        if (before) return before;
        if (revision !== String(this.revision))
            throw new ApiError({ status: 409, message: 'another revision', method: 'PATCH', url: '' });
        const sent = structuredClone(data.shapes ?? []).map(one =>
            action === 'create' ? { ...one, id: ++this.lastId } : one,
        );
        const ids = new Set(sent.map(one => one.id));
        this.shapes = this.shapes.filter(one => !ids.has(one.id));
        if (action !== 'delete') this.shapes.push(...sent);
        this.revision += 1;
        this.calls.push({ action, count: sent.length });
        const answer = { data: { ...none(), shapes: sent }, revision: String(this.revision) };
        this.receipts.set(key, answer);
        if (this.lost > 0) {
            this.lost -= 1;
            throw new ApiError({ status: 0, message: 'no answer', method: 'PATCH', url: '' });
        }
        return answer;
    }

    value(id: number): string | undefined {
        return this.shapes.find(one => one.id === id)?.attributes.find(one => one.spec_id === COLOUR.id)?.value;
    }
}

function start(shapes: Shape[], make: (gallery: Gallery) => JobPlan[]) {
    const gallery = galleryOf([{ shapes }]);
    const server = new FakeJob(structuredClone(shapes));
    const [plan] = make(gallery);
    const done: ObjectChange[] = [];
    return { gallery, server, plan, done, save: new JobSave(gallery, plan, server, changes => done.push(...changes)) };
}

const blue = (serverIds: number[]) => (gallery: Gallery) =>
    planAttribute(
        gallery,
        serverIds.map(id => idOf(gallery, id)),
        COLOUR,
        'blue',
    );

describe('saving a plan', () => {
    it('changes the objects on the server and in the gallery', async () => {
        const { gallery, server, done, save } = start([shape(1, 0), shape(2, 1)], blue([1, 2]));
        await save.run();
        expect([server.value(1), server.value(2)]).toEqual(['blue', 'blue']);
        expect(done).toHaveLength(2);
        expect(gallery.jobs[0].document.get(idOf(gallery, 1))?.attributes).toContainEqual({
            specId: 11,
            value: 'blue',
        });
    });

    it('sends many objects in batches', async () => {
        const many = Array.from({ length: BATCH + 1 }, (_, i) => shape(i + 1, 0));
        const { server, save } = start(many, blue(many.map(one => one.id as number)));
        await save.run();
        expect(server.calls.map(call => call.count)).toEqual([BATCH, 1]);
    });

    it('goes on when the job was changed elsewhere in other places', async () => {
        const { server, save } = start([shape(1, 0), shape(2, 1)], blue([1]));
        server.shapes = server.shapes.map(one => (one.id === 2 ? { ...one, points: [0, 0, 5, 5] } : one));
        server.revision = 7;
        await save.run();
        expect(server.value(1)).toBe('blue');
        expect(server.shapes.find(one => one.id === 2)?.points).toEqual([0, 0, 5, 5]);
    });

    it('leaves objects alone that were changed or deleted elsewhere, changes the others and says how many', async () => {
        const { gallery, server, done, save } = start([shape(1, 0), shape(2, 1), shape(3, 2)], blue([1, 2, 3]));
        server.shapes = server.shapes.filter(one => one.id !== 3);
        server.shapes = server.shapes.map(one => (one.id === 2 ? { ...one, points: [0, 0, 5, 5] } : one));
        server.revision = 2;
        await expect(save.run()).rejects.toThrow('2 objects of this job were changed or deleted elsewhere');
        expect([server.value(1), server.value(2), server.value(3)]).toEqual(['blue', 'red', undefined]);
        expect(done).toHaveLength(1);
        expect(gallery.jobs[0].document.size).toBe(2);
    });

    it('does nothing twice when an answer was lost', async () => {
        const { server, done, save } = start([shape(1, 0)], gallery => {
            const [deletion] = planDeletion(gallery, [idOf(gallery, 1)]);
            gallery.jobs[0].document.apply({ objects: deletion.changes });
            gallery.jobs[0].saved.forget(deletion.changes[0].id);
            return [inversePlan(deletion)];
        });
        server.shapes = [];
        server.lost = 1;
        await expect(save.run()).rejects.toThrow('no answer');
        await save.run();
        expect(server.shapes).toHaveLength(1);
        expect(done).toHaveLength(1);
    });
});

describe('taking back', () => {
    it('brings deleted objects back as they were, under ids of their own', async () => {
        const { gallery, server, plan, save } = start([shape(1, 3)], one => planDeletion(one, [idOf(one, 1)]));
        await save.run();
        expect(server.shapes).toEqual([]);
        await new JobSave(gallery, inversePlan(plan), server, () => undefined).run();
        expect(server.shapes).toMatchObject([{ frame: 3, label_id: CAR.id, points: [10, 10, 30, 20] }]);
        expect(server.shapes[0].id).not.toBe(1);
    });

    it('gives back the label and the attributes that went with it', async () => {
        const { gallery, server, plan, save } = start([shape(1, 3)], one => planLabel(one, [idOf(one, 1)], VAN));
        await save.run();
        expect(server.shapes[0]).toMatchObject({ label_id: VAN.id, attributes: [] });
        await new JobSave(gallery, inversePlan(plan), server, () => undefined).run();
        expect(server.shapes[0].label_id).toBe(CAR.id);
        expect(server.value(1)).toBe('red');
    });
});
