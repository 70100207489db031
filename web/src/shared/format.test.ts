import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatDuration, formatPercent } from './format';

describe('format', () => {
    it('writes sizes with a fitting unit', () => {
        expect([0, 1023, 1536, 150 * 1024 * 1024, 3 * 1024 ** 4].map(formatBytes)).toEqual([
            '0 B',
            '1023 B',
            '1.5 KB',
            '150 MB',
            '3.0 TB',
        ]);
    });

    it('counts', () => {
        expect(formatCount(1, 'job')).toBe('1 job');
        expect(formatCount(0, 'job')).toBe('0 jobs');
    });

    it('never rounds up to a whole', () => {
        expect([0, 0.999, 1, 1.5, -1].map(formatPercent)).toEqual(['0%', '99%', '100%', '100%', '0%']);
    });

    it('says durations as people do', () => {
        expect([0.2, 59, 150, 7500].map(formatDuration)).toEqual(['1 s', '59 s', '3 min', '2 h 5 min']);
        expect([47.9 * 3600, 49 * 3600, 400 * 86_400].map(formatDuration)).toEqual(['48 h', '2 days', '400 days']);
    });

    it('says how long ago', () => {
        const now = new Date('2026-05-10T12:00:00Z');
        expect(formatAgo('2026-05-10T11:59:40Z', now)).toBe('just now');
        expect(formatAgo('2026-05-10T09:00:00Z', now)).toBe('3 hours ago');
        expect(formatAgo('2026-05-11T12:00:00Z', now)).toBe('tomorrow');
    });
});
