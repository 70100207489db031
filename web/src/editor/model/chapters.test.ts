import { describe, expect, it } from 'vitest';
import { chapterAt, chaptersIn, chapterStep } from './chapters';
import { FrameList } from './frames';

const chapter = (id: number, start: number, stop: number, title?: string) => ({
    id,
    start,
    stop,
    metadata: title === undefined ? {} : { title },
});
const META = {
    chapters: [chapter(0, 0, 9, 'Arrival'), chapter(1, 10, 19), chapter(2, 20, 29, 'Departure')],
    start_frame: 0,
    frame_filter: '',
};
const FRAMES = new FrameList(Array.from({ length: 30 }, (_, i) => i));
const none = () => false;

describe('the chapters of a video', () => {
    const chapters = chaptersIn(META, 0, FRAMES);

    it('have their title, or a number where they have none', () => {
        expect(chapters).toEqual([
            { title: 'Arrival', first: 0, last: 9 },
            { title: 'Chapter 2', first: 10, last: 19 },
            { title: 'Departure', first: 20, last: 29 },
        ]);
        expect(chapterAt(chapters, 12)?.title).toBe('Chapter 2');
    });

    it('are told in frames of the job where the task takes every other frame, and begins later', () => {
        const meta = { ...META, start_frame: 14, frame_filter: 'step=2' };
        // Job frames 5 to 9 are source frames 14 to 22 of a task that begins with 4.
        expect(chaptersIn(meta, 5, new FrameList([5, 6, 7, 8, 9]))).toEqual([
            { title: 'Chapter 2', first: 5, last: 7 },
            { title: 'Departure', first: 8, last: 9 },
        ]);
    });

    it('are none of images', () => expect(chaptersIn({ ...META, chapters: null }, 0, FRAMES)).toEqual([]));

    it('are gone through forwards to the next beginning, backwards to that of this one first', () => {
        const step = (frame: number, direction: 1 | -1) => chapterStep(chapters, FRAMES, frame, direction, none);
        expect([step(0, 1), step(10, 1), step(25, 1)]).toEqual([10, 20, null]);
        expect([step(25, -1), step(20, -1), step(0, -1)]).toEqual([20, 10, null]);
    });

    it('begin behind frames that are deleted', () => {
        const deleted = new Set([10, 11, ...Array.from({ length: 10 }, (_, i) => 20 + i)]);
        const step = (frame: number) => chapterStep(chapters, FRAMES, frame, 1, one => deleted.has(one));
        expect(step(0)).toBe(12);
        expect(step(12)).toBeNull();
    });
});
