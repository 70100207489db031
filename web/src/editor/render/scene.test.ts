import { describe, expect, it } from 'vitest';
import { AnnotationDocument } from '../model/document';
import { create, edit, remove } from '../model/edits';
import type { Box, ObjectId, ShapeObject } from '../model/types';
import { shape } from '../testdata/world';
import { Scene } from './scene';

const rules = { hidden: () => false, seen: <T>(object: T) => object, edges: () => [] };
const EVERYWHERE: Box = { minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 };
const COUNT = 400;

function world() {
    const document = new AnnotationDocument();
    const boxes = Array.from({ length: COUNT }, (_, i) => shape('rectangle', [i, i, i + 10, i + 10]));
    document.apply(create(document, boxes));
    const scene = new Scene(document, rules);
    scene.load(0);
    let dirty: Box | null = null;
    document.subscribe(diff => (dirty = scene.update(diff)));
    return { document, scene, dirty: () => dirty };
}

/** The same answers as an index that was made just now. */
function expectSound({ document, scene }: ReturnType<typeof world>) {
    const fresh = new Scene(document, rules);
    fresh.load(0);
    for (const box of [
        EVERYWHERE,
        { minX: 50, minY: 50, maxX: 60, maxY: 60 },
        { minX: 1000, minY: 0, maxX: 1100, maxY: 500 },
    ])
        expect(scene.inBox(box)).toEqual(fresh.inBox(box));
    expect(scene.size).toBe(fresh.size);
    expect(scene.masks).toBe(fresh.masks);
}

describe.each([
    ['few', 5],
    ['many', 300],
])('changing %s objects keeps the index as it should be', (_, count) => {
    const ids: ObjectId[] = Array.from({ length: count }, (_, i) => i + 1);
    const change = (make: (object: ShapeObject) => ShapeObject) => (document: AnnotationDocument) =>
        edit(document, ids, object => make(object as ShapeObject));

    it.each([
        ['another label', change(object => ({ ...object, labelId: 2 }))],
        ['another place', change(object => ({ ...object, points: object.points.map(value => value + 1000) }))],
        ['another type', change(object => ({ ...object, type: 'mask', points: [0, 121, ...object.points] }))],
        ['outside', change(object => ({ ...object, outside: true }))],
        ['taken away', (document: AnnotationDocument) => remove(document, ids)],
    ])('%s', (_, make) => {
        const made = world();
        made.document.apply(make(made.document));
        expectSound(made);
    });

    it('tells what is to be drawn anew: where they were, and where they are', () => {
        const { document, dirty } = world();
        document.apply(change(object => ({ ...object, points: object.points.map(value => value + 1000) }))(document));
        expect(dirty()).toMatchObject({ minX: 0, minY: 0, maxX: count + 1009, maxY: count + 1009 });
    });
});
