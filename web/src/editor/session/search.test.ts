import { describe, expect, it } from 'vitest';
import { AnnotationDocument } from '../model/document';
import { create, drawn, tagOn } from '../model/edits';
import { FrameList } from '../model/frames';
import { CAR, LABELS } from '../testdata/world';
import { findFrame } from './search';
import type { Session } from './session';

/** A job of five frames: cars on 1 and 4, a person on 2, a tag on 3, nothing on 0 and 5. */
function job(frame: number, more: { deleted?: number[]; showDeleted?: boolean } = {}): Session {
    const document = new AnnotationDocument();
    const person = LABELS.roots[1];
    const shape = (at: number, label = CAR) =>
        drawn({ type: 'rectangle', points: [0, 0, 9, 9] }, 'shape', at, label, 0);
    const objects = [shape(1), shape(4), shape(2, person), tagOn(3, person)];
    document.apply({ ...create(document, objects), frames: more.deleted ?? [] });
    return {
        document,
        frame,
        frames: new FrameList([0, 1, 2, 3, 4, 5]),
        visibility: { fits: (subject: { labelId: number }) => subject.labelId === CAR.id },
        state: { preferences: { player: { showDeleted: more.showDeleted ?? false } } },
    } as unknown as Session;
}

describe('looking for a frame', () => {
    it('finds the next and the previous one with objects that the filter leaves', () => {
        expect(findFrame(job(1), 1, 'filtered')).toBe(4);
        expect(findFrame(job(4), -1, 'filtered')).toBe(1);
        expect(findFrame(job(4), 1, 'filtered')).toBeNull();
    });

    it('finds frames with neither shapes nor tags', () => {
        expect(findFrame(job(1), 1, 'empty')).toBe(5);
        expect(findFrame(job(5), -1, 'empty')).toBe(0);
    });

    it('passes over deleted frames unless they are visited', () => {
        expect(findFrame(job(0, { deleted: [1] }), 1, 'filtered')).toBe(4);
        expect(findFrame(job(0, { deleted: [1], showDeleted: true }), 1, 'filtered')).toBe(1);
    });
});
