import { describe, expect, it } from 'vitest';
import { AnnotationDocument } from '../model/document';
import { create, tagOn } from '../model/edits';
import { frameList } from '../model/frames';
import { label } from '../testdata/world';
import { assignKey, labelsByKey, nextToTag, taggedAmong, type AssignedKeys } from './tags';

const LABELS = ['day', 'night', 'rain'].map((name, i) => label(i + 1, name, 'tag'));
const [DAY, NIGHT, RAIN] = LABELS;
const keys = (assigned: AssignedKeys, labels = LABELS) =>
    Object.fromEntries([...labelsByKey(labels, assigned)].map(([key, one]) => [key, one.name]));

describe('the keys of tags', () => {
    it('are the digits in the order of the labels, the zero last', () => {
        expect(keys({})).toEqual({ 1: 'day', 2: 'night', 3: 'rain' });
        const many = Array.from({ length: 12 }, (_, i) => label(i, `label ${i}`, 'tag'));
        expect(Object.keys(keys({}, many))).toHaveLength(10);
        expect(keys({}, many)[0]).toBe('label 9');
    });

    it('are kept where they were assigned; the others move up', () => {
        expect(keys({ rain: '1' })).toEqual({ 1: 'rain', 2: 'day', 3: 'night' });
        expect(keys({ night: '9' })).toEqual({ 1: 'day', 2: 'rain', 9: 'night' });
    });

    it('are not given to labels that shall have none, nor twice, nor for what is no digit', () => {
        expect(keys({ day: '' })).toEqual({ 1: 'night', 2: 'rain' });
        expect(keys({ day: '5', night: '5' })).toEqual({ 1: 'night', 2: 'rain', 5: 'day' });
        expect(keys({ day: 'x' })).toEqual({ 1: 'day', 2: 'night', 3: 'rain' });
    });

    it('are swapped when one that is taken is assigned', () => {
        expect(keys(assignKey(LABELS, {}, RAIN, '1'))).toEqual({ 1: 'rain', 2: 'night', 3: 'day' });
        expect(keys(assignKey(LABELS, { rain: '' }, RAIN, '2'))).toEqual({ 1: 'day', 2: 'rain' });
        expect(keys(assignKey(LABELS, {}, NIGHT, null))).toEqual({ 1: 'day', 2: 'rain' });
        expect(keys(assignKey(LABELS, {}, DAY, '1'))).toEqual({ 1: 'day', 2: 'night', 3: 'rain' });
    });

    it('of labels of other tasks stay as they are', () => {
        expect(assignKey(LABELS, { elsewhere: '1' }, DAY, '4')).toEqual({ elsewhere: '1', day: '4' });
    });
});

describe('going on to the next frame', () => {
    const frames = frameList({ start_frame: 0, stop_frame: 5 }, null, 0, 1);
    const document = new AnnotationDocument();
    document.apply(create(document, [tagOn(1, DAY), tagOn(3, DAY), tagOn(3, RAIN)]));
    const walk = { document, frames, skip: (frame: number) => frame === 4, onlyEmpty: false };

    it('passes over deleted frames, and over those with a tag where asked for', () => {
        expect(nextToTag(walk, 0)).toBe(1);
        expect(nextToTag(walk, 3)).toBe(5);
        expect(nextToTag({ ...walk, onlyEmpty: true }, 0)).toBe(2);
        expect(nextToTag({ ...walk, onlyEmpty: true }, 2)).toBe(5);
    });

    it('ends at the last one', () => {
        expect(nextToTag(walk, 5)).toBeNull();
    });

    it('counts frames, not tags', () => {
        expect(taggedAmong(document, frames)).toBe(2);
    });
});
