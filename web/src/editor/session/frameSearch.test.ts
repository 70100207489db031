import { describe, expect, it } from 'vitest';
import { FrameList } from '../model/frames';
import { areNamed, findFrames } from './frameSearch';

const NAMES: Record<number, string> = {
    3: 'day/street_1.jpg',
    5: 'night/Street_2.jpg',
    6: 'old street.png',
    9: 'tree.jpg',
};
const FRAMES = new FrameList([3, 5, 6, 9]);
const nameOf = (frame: number) => NAMES[frame];
const found = (typed: string, most = 25) => findFrames(FRAMES, nameOf, typed, most).map(({ frame }) => frame);

describe('looking for frames by name', () => {
    it('takes letters of either case and folders, too', () => expect(found('STREET')).toEqual([3, 5, 6]));
    it('needs every word, in any order', () => expect(found('street night')).toEqual([5]));
    it('puts names first that begin so', () => expect(found('tree')).toEqual([9, 3, 5, 6]));
    it('stops at so many', () => expect(found('jpg', 2)).toEqual([3, 5]));
    it('finds nothing for nothing', () => expect(found('  ')).toEqual([]));

    it('makes sense where frames have names of their own', () => {
        expect(areNamed(FRAMES, nameOf)).toBe(true);
        expect(areNamed(FRAMES, () => 'video.mp4')).toBe(false);
        expect(areNamed(new FrameList([1]), nameOf)).toBe(false);
    });
});
