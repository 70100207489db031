import { describe, expect, it } from 'vitest';
import type { DataMeta, ValidationLayout } from '../../api';
import { allocationCsv, validationFrames, withExcluded } from './allocation';

const meta = { size: 4, frames: [0, 1, 2, 3].map(i => ({ name: `img_${i}.png` })) } as DataMeta;
const pool: ValidationLayout = {
    mode: 'gt_pool',
    frames_per_job_count: 1,
    validation_frames: [3, 2],
    disabled_frames: [3],
    honeypot_count: 3,
    honeypot_frames: [0, 1, 5],
    honeypot_real_frames: [2, 3, 2],
};

describe('validation frames', () => {
    it('stand in order with their names and uses', () => {
        expect(validationFrames(pool, meta)).toEqual([
            { frame: 2, name: 'img_2.png', active: true, uses: 2 },
            { frame: 3, name: 'img_3.png', active: false, uses: 1 },
        ]);
    });

    it('of a video are named by their number, and have no uses without honeypots', () => {
        const video = { size: 4, frames: [{ name: 'clip.mp4' }] } as DataMeta;
        const layout: ValidationLayout = { mode: 'gt', frames_per_job_count: null, validation_frames: [1] };
        expect(validationFrames(layout, video)).toEqual([{ frame: 1, name: 'frame 1', active: true, uses: null }]);
    });

    it('are excluded and restored', () => {
        expect(withExcluded(pool, [2], true)).toEqual([2, 3]);
        expect(withExcluded(pool, [3, 2], false)).toEqual([]);
    });

    it('make a table that no spreadsheet runs', () => {
        const csv = allocationCsv([
            { frame: 1, name: 'a,"b".png', active: true, uses: 2 },
            { frame: 2, name: '=cmd', active: false, uses: null },
        ]);
        expect(csv).toBe('Frame,Name,Status,Honeypots\r\n1,"a,""b"".png",active,2\r\n2,\'=cmd,excluded,\r\n');
    });
});
