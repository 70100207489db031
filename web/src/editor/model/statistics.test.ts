import { describe, expect, it } from 'vitest';
import { CAR, LABELS, shape } from '../testdata/world';
import { clear } from './clear';
import { missingValues } from './checks';
import { AnnotationDocument } from './document';
import { create, drawn, tagOn } from './edits';
import { frameList } from './frames';
import { LabelSet } from './labels';
import { countedBy, statistics, usedColumns } from './statistics';
import type { DocObject, Keyframe, TrackObject } from './types';

const FRAMES = frameList({ start_frame: 0, stop_frame: 9 }, null, 0, 1);
const at = (object: DocObject, frame: number): DocObject => ({ ...object, frame }) as DocObject;

/** A track with keyframes on these frames; those of `outside` end it. */
function track(frames: readonly number[], outside: readonly number[] = [], labelId = CAR.id): TrackObject {
    const made = drawn({ type: 'rectangle', points: [0, 0, 10, 10] }, 'track', frames[0], CAR, 0) as TrackObject;
    const [first] = made.keyframes;
    const keyframes: Keyframe[] = frames.map(frame => ({ ...first, frame, outside: outside.includes(frame) }));
    return { ...made, labelId, keyframes };
}

function documentOf(...objects: DocObject[]): AnnotationDocument {
    const document = new AnnotationDocument();
    document.apply(create(document, objects));
    return document;
}

const BOX = shape('rectangle', [0, 0, 10, 10]);
const PERSON_BOX: DocObject = { ...BOX, labelId: 2 };

describe('statistics', () => {
    const document = documentOf(
        BOX,
        at(BOX, 3),
        PERSON_BOX,
        shape('polygon', [0, 0, 5, 0, 5, 5]),
        tagOn(4, CAR),
        // Keyframes 1 and 3, seen on 2 between them, gone from 5 on: 4 before that.
        track([1, 3, 5], [5]),
        // One keyframe on 6, seen to the end of the job on 7, 8 and 9.
        track([6], [], 2),
    );

    it('are what is counted by hand', () => {
        const { labels, total } = statistics(document, LABELS, FRAMES);
        expect(labels.map(row => row.name)).toEqual(['car', 'person', 'body']);
        expect(labels[0].counts).toEqual({
            'rectangle/shape': 2,
            'polygon/shape': 1,
            tag: 1,
            'rectangle/track': 1,
            manually: 6,
            interpolated: 2,
            total: 8,
        });
        expect(labels[1].counts).toEqual({
            'rectangle/shape': 1,
            'rectangle/track': 1,
            manually: 2,
            interpolated: 3,
            total: 5,
        });
        expect(labels[2].counts).toEqual({});
        expect(total).toEqual({
            'rectangle/shape': 3,
            'rectangle/track': 2,
            'polygon/shape': 1,
            tag: 1,
            manually: 8,
            interpolated: 5,
            total: 13,
        });
    });

    it('leave deleted frames out', () => {
        const other = documentOf(BOX, at(BOX, 3), track([1, 4]));
        other.apply({ objects: [], frames: [0, 2] });
        const { total } = statistics(other, LABELS, FRAMES);
        expect(total).toMatchObject({ 'rectangle/shape': 1, manually: 3, interpolated: 6, total: 9 });
    });

    it('have only columns in which something is counted, and the sums', () => {
        expect(usedColumns(statistics(document, LABELS, FRAMES))).toEqual([
            'rectangle/shape',
            'rectangle/track',
            'polygon/shape',
            'tag',
            'manually',
            'interpolated',
            'total',
        ]);
    });

    it('lead from a number to the objects behind it', () => {
        expect(countedBy(document, CAR.id, 'rectangle/shape')).toEqual([1, 2]);
        expect(countedBy(document, null, 'rectangle/track')).toEqual([6, 7]);
        expect(countedBy(document, 2, 'interpolated')).toEqual([7]);
        expect(countedBy(document, 2, 'total')).toEqual([3, 7]);
    });
});

describe('attributes without a value', () => {
    const label = {
        ...CAR,
        attributes: [
            {
                id: 5,
                name: 'make',
                mutable: false,
                input_type: 'select' as const,
                default_value: '__undefined__',
                values: ['__undefined__', 'old'],
            },
            {
                id: 6,
                name: 'lights',
                mutable: true,
                input_type: 'radio' as const,
                default_value: 'off',
                values: ['off', 'on'],
            },
        ],
    };
    const labels = new LabelSet([label]);

    it('are found: left undefined, absent, or no value of their kind', () => {
        const given = (value: string) => ({ ...BOX, attributes: [{ specId: 5, value }] }) as DocObject;
        const document = documentOf(given('old'), given('__undefined__'), at(given(''), 2), {
            ...BOX,
            attributes: [],
        } as DocObject);
        expect(missingValues(document, labels)).toEqual([
            { id: 2, frame: 0, name: 'make' },
            { id: 4, frame: 0, name: 'make' },
            { id: 3, frame: 2, name: 'make' },
        ]);
    });

    it('of a track count where it is seen, on the first such keyframe', () => {
        const base = track([1, 4, 6], [1]);
        const keyframes = base.keyframes.map(one =>
            one.frame === 4 ? one : { ...one, attributes: [{ specId: 6, value: '' }] },
        );
        const document = documentOf({ ...base, attributes: [{ specId: 5, value: 'old' }], keyframes });
        expect(missingValues(document, labels)).toEqual([{ id: 1, frame: 4, name: 'lights' }]);
    });
});

describe('removing the annotations of a range', () => {
    const document = () => documentOf(BOX, at(BOX, 3), tagOn(4, CAR), track([1, 3, 8]), track([4]));
    const left = (keyframesOnly: boolean) => {
        const one = document();
        one.apply(clear(one, { from: 2, to: 5, keyframesOnly }));
        return one;
    };

    it('takes shapes and tags of the range, and tracks that begin in it', () => {
        expect([...left(false).entries()].map(([id]) => id)).toEqual([1, 4]);
    });

    it('takes only the keyframes of tracks, and those without any other', () => {
        const after = left(true);
        expect([...after.entries()].map(([id]) => id)).toEqual([1, 4]);
        const object = after.get(4);
        expect(object?.kind === 'track' && object.keyframes.map(one => one.frame)).toEqual([1, 8]);
    });

    it('changes nothing where nothing is', () => {
        expect(clear(document(), { from: 9, to: 9, keyframesOnly: true }).objects).toEqual([]);
    });
});
