import { beforeEach, describe, expect, it } from 'vitest';
import { shape } from '../testdata/world';
import { AnnotationDocument, type Diff } from './document';
import { create, edit, remove } from './edits';
import { History } from './history';
import type { ShapeObject } from './types';

describe('what others do', () => {
    let document: AnnotationDocument;
    let history: History;
    const step = (diff: Diff, label = 'step') =>
        history.commit({ label, frame: 0, diff, selectionBefore: [], selectionAfter: [] });
    const moved = (id: number, x: number) =>
        edit(document, [id], object => ({ ...(object as ShapeObject), points: [x, 0, x + 5, 5] }));
    const xs = () => [...document.entries()].map(([id, object]) => [id, (object as ShapeObject).points[0]]);

    beforeEach(() => {
        document = new AnnotationDocument();
        history = new History(document);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5]), shape('rectangle', [0, 0, 5, 5])]));
    });

    it('is no step, and is not taken back by one', () => {
        step(moved(1, 10));
        step({ objects: [...moved(1, 20).objects, ...moved(2, 20).objects] });
        history.adopt(moved(1, 99));
        expect(history.steps).toHaveLength(1);
        history.undo();
        expect(xs()).toEqual([
            [1, 99],
            [2, 0],
        ]);
        expect(history.undo()).toBeUndefined();
        history.redo();
        expect(xs()).toEqual([
            [1, 99],
            [2, 20],
        ]);
    });

    it('keeps steps that were taken back fit to be done again', () => {
        step(moved(1, 10));
        step(moved(2, 10));
        history.undo();
        history.undo();
        history.adopt(moved(1, 99));
        history.redo();
        expect(xs()).toEqual([
            [1, 99],
            [2, 10],
        ]);
        expect(history.redo()).toBeUndefined();
    });

    it('ends what was made out of other objects as a whole', () => {
        step(moved(2, 10));
        const made = create(document, [shape('rectangle', [50, 0, 55, 5])]);
        step({ objects: [...remove(document, [2]).objects, ...made.objects] }, 'merge');
        step(moved(1, 10));
        const [{ id }] = made.objects;
        history.adopt(moved(id, 99));
        history.undo(); // of what is apart from it
        expect(history.undo()).toBeUndefined(); // neither the merge nor what came before it: the object would be there twice
        expect(xs()).toEqual([
            [1, 0],
            [id, 99],
        ]);
    });

    it('leaves marks of deleted frames to be taken back', () => {
        step({ objects: moved(1, 10).objects, frames: [3] });
        history.adopt(remove(document, [1]));
        history.undo();
        expect(document.deletedFrames.size).toBe(0);
        expect(xs()).toEqual([[2, 0]]);
    });
});
