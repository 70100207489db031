import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../api';
import {
    addedBy,
    additionOf,
    alike,
    continuation,
    firstNames,
    newJobs,
    textOfReason,
    twice,
    whyNotAdd,
    type Reason,
} from './addedFiles';
import { namesOf } from './additionNames';

const file = (name: string, content = 'x'): MediaFile => ({ name, body: new File([content], name) });
const TASK = { size: 5, mode: 'annotation' as const, validation_mode: null, data_cloud_storage_id: null };
const NONE = new Map<string, Reason>();
const jobs = (frames: number, length: number, overlap = 0) =>
    newJobs(frames, { size: 7, overlap }, length).map(([first, last]) => `${first}-${last}`);

describe('files for a task that has frames', () => {
    it('are those whose names it does not have', () => {
        const { files, leftOut, problem } = additionOf(
            ['a.jpg', 'b.jpg', 'notes.txt', 'manifest.jsonl'].map(name => file(name)),
            new Map([['a.jpg', { kind: 'name' } as const]]),
        );
        expect(files.map(({ name }) => name)).toEqual(['b.jpg']);
        expect(leftOut.map(({ name, reason }) => `${name}: ${textOfReason(reason)}`)).toEqual([
            'a.jpg: the task has this name already',
            'notes.txt: no image, archive or PDF',
        ]);
        expect(problem).toBeNull();
    });

    it('may be what the task shows already under another name, if that is wanted', () => {
        const reasons = new Map<string, Reason>([
            ['a.jpg', { kind: 'content', frame: 3 }],
            ['b.jpg', { kind: 'name' }],
            ['c.jpg', { kind: 'twice', of: 'd.jpg' }],
        ]);
        const chosen = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map(name => file(name));
        const names = (keep: boolean) => additionOf(chosen, reasons, keep).files.map(({ name }) => name);
        expect(names(false)).toEqual(['d.jpg']);
        expect(names(true)).toEqual(['a.jpg', 'c.jpg', 'd.jpg']);
        expect(additionOf(chosen, reasons, true).same).toBe(2);
        expect([...reasons.values()].map(textOfReason)).toEqual([
            'frame 3 shows the same',
            'the task has this name already',
            'the same as d.jpg',
        ]);
    });

    it('are compared only where sizes agree', () => {
        const list = [file('a.jpg', 'one'), file('b.jpg', 'two'), file('c.jpg', 'three')];
        expect(alike(list).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
        const digests = new Map(list.map(({ name }) => [name, name === 'c.jpg' ? 'z' : 'y']));
        expect([...twice(list, digests)]).toEqual([['b.jpg', { kind: 'twice', of: 'a.jpg' }]]);
    });

    it('are refused in words where none is new, or a video is among them', () => {
        expect(additionOf([file('a.jpg')], new Map([['a.jpg', { kind: 'name' }]])).problem).toMatch(/^Nothing is new/);
        expect(additionOf([file('a.mp4')], NONE).problem).toMatch(/^A video becomes/);
        expect(additionOf([], NONE).problem).toBe('Add at least one file');
        expect(additionOf([], NONE, false, 2).problem).toBeNull();
        expect(additionOf([file('more.zip')], NONE).problem).toBeNull();
    });

    it('become jobs of the size that the others have', () => {
        expect(jobs(30, 10)).toEqual(['7-16', '17-26', '27-36']);
        expect(jobs(31, 10)).toHaveLength(4);
        expect(jobs(28, 10, 1)).toEqual(['7-16', '16-25', '25-34']);
        expect(jobs(5, 10)).toEqual(['7-11']);
        expect(jobs(500, 0)).toEqual(['7-506']);
    });

    it('are named in the order of their frames', async () => {
        const names = await namesOf([file('b10.jpg'), file('b9.jpg')], [{ name: 'a.jpg' }, { name: 'b9.jpg' }]);
        expect(firstNames(names ?? [], 'natural', 2)).toEqual(['a.jpg', 'b9.jpg']);
        expect(firstNames(names ?? [], 'lexicographical', 3)).toEqual(['a.jpg', 'b10.jpg', 'b9.jpg']);
        expect(await namesOf([file('pages.pdf')], [])).toBeNull();
    });

    it('are told of afterwards', () => {
        expect(addedBy({ frames_added: 12, files_skipped: 0, jobs: [4, 5] })).toBe(
            '12 frames were added, in 2 new jobs.',
        );
        expect(addedBy({ frames_added: 1, files_skipped: 2, files_same: 1, jobs: [4] })).toBe(
            '1 frame was added, in 1 new job. 2 files were left out: the task has their names already. 1 file was left out: the task shows the same already.',
        );
    });
});

describe('an upload that was broken off', () => {
    const whole = (name: string, size = 1) => ({ name, size, received: size, location: null });

    it('goes on with what has not arrived', () => {
        const begun = { name: 'b.zip', size: 1, received: 0, location: '/b' };
        const { traces, missing } = continuation(
            ['a.jpg', 'b.zip', 'c.jpg'].map(name => file(name)),
            [whole('a.jpg'), begun, whole('other.jpg')],
        );
        expect(traces.map(({ name, state, location }) => [name, state, location])).toEqual([
            ['a.jpg', 'arrived', null],
            ['b.zip', 'begun', '/b'],
            ['other.jpg', 'arrived', null],
            ['c.jpg', 'waiting', null],
        ]);
        expect(missing.map(({ name }) => name)).toEqual(['b.zip', 'c.jpg']);
    });

    it('begins anew where a file has changed, or nothing waits', () => {
        expect(continuation([file('a.jpg')], [whole('a.jpg', 2)])).toMatchObject({
            traces: [],
            missing: [{ name: 'a.jpg' }],
        });
        expect(continuation([file('a.jpg')], []).traces).toEqual([]);
    });
});

describe('a task', () => {
    it('takes files unless it is a video, of a cloud storage or with a validation pool', () => {
        expect(whyNotAdd(TASK)).toBeNull();
        expect(whyNotAdd({ ...TASK, size: 0 })).toMatch(/no frames/);
        expect(whyNotAdd({ ...TASK, mode: 'interpolation' })).toMatch(/video/);
        expect(whyNotAdd({ ...TASK, data_cloud_storage_id: 3 })).toMatch(/cloud storage/);
        expect(whyNotAdd({ ...TASK, validation_mode: 'gt_pool' })).toMatch(/validation frames/);
    });
});
