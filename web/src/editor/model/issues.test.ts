import { describe, expect, it } from 'vitest';
import type { Issue, IssueComment } from '../../api';
import { drawn } from './edits';
import { AnnotationDocument } from './document';
import {
    fitsFilter,
    nextFrame,
    outlineOf,
    pinOf,
    quickTexts,
    recentTexts,
    regionOf,
    sortedThreads,
    threadsOf,
    QUICK_ATTRIBUTE,
    QUICK_LABEL,
    QUICK_POSITION,
} from './issues';
import { CAR } from '../testdata/world';
import type { ShapeType } from './types';

const person = (username: string) => ({ url: '', id: 1, username, first_name: '', last_name: '' });

const issue = (id: number, frame: number, resolved = false): Issue => ({
    id,
    frame,
    position: [1, 2],
    job: 1,
    owner: person('rita'),
    assignee: null,
    created_date: '',
    updated_date: '',
    resolved,
    comments: { count: 1, url: '' },
});

const comment = (id: number, of: number, message: string, username = 'rita'): IssueComment => ({
    id,
    issue: of,
    owner: person(username),
    message,
    created_date: `2026-01-01T00:00:${String(id).padStart(2, '0')}Z`,
    updated_date: '',
});

function seen(type: ShapeType, points: number[], rotation = 0) {
    const document = new AnnotationDocument();
    document.apply({ objects: [{ id: 1, after: drawn({ type, points, rotation }, 'shape', 0, CAR, 0) }] });
    const state = document.stateOf(1, 0);
    if (!state) throw new Error('not on the frame');
    return state;
}

describe('the region of an object', () => {
    it.each([
        ['rectangle', [10, 20, 30, 40], [10, 20, 30, 40]],
        ['ellipse', [50, 50, 60, 30], [40, 30, 60, 70]],
        ['polygon', [0, 0, 10, 0, 5, 8], [0, 0, 10, 0, 5, 8]],
        ['polyline', [0, 0, 10, 4, 20, 2], [0, 0, 20, 4]],
        ['points', [7, 8], [7, 8]],
        ['points', [7, 8, 1, 2], [1, 2, 7, 8]],
        ['mask', [0, 4, 5, 6, 6, 7], [5, 6, 7, 8]],
    ] as const)('of a %s with %j is %j', (type, points, region) => {
        expect(regionOf(seen(type, [...points]))).toEqual(region);
    });

    it('turned by a right angle is the polygon of its corners', () => {
        expect(regionOf(seen('rectangle', [0, 0, 20, 10], 90))).toEqual([15, -5, 15, 15, 5, 15, 5, -5]);
    });

    it('is outlined as a point, a box or a polygon, and pinned at its upper edge', () => {
        expect(outlineOf([3, 4])).toEqual([{ x: 3, y: 4 }]);
        expect(outlineOf([9, 8, 1, 2])).toHaveLength(4);
        expect(outlineOf([0, 0, 4, 0, 4, 4])).toHaveLength(3);
        expect(pinOf([10, 20, 30, 40])).toEqual({ x: 20, y: 20 });
        expect(pinOf([3, 4])).toEqual({ x: 3, y: 4 });
    });
});

describe('threads', () => {
    it('are ordered by frame and age, with their comments oldest first', () => {
        const threads = threadsOf(
            [issue(1, 5), issue(2, 3), issue(3, 3)],
            [comment(9, 2, 'later'), comment(4, 2, 'first')],
        );
        expect(threads.map(one => one.issue.id)).toEqual([2, 3, 1]);
        expect(threads[0].comments.map(one => one.message)).toEqual(['first', 'later']);
        expect(threads[1].comments).toEqual([]);
    });
});

describe('the next frame', () => {
    it.each([
        [2, 1, 5],
        [9, 1, 2],
        [9, -1, 5],
        [2, -1, 9],
        [4, -1, 2],
    ] as const)('from %i by %i is %i', (frame, direction, next) => {
        expect(nextFrame([2, 5, 9, 5], frame, direction)).toBe(next);
    });

    it('is none where only this frame is one of them', () => {
        expect(nextFrame([2], 2, 1)).toBeNull();
        expect(nextFrame([], 0, 1)).toBeNull();
    });
});

describe('issues that are looked at', () => {
    const graded = [
        issue(1, 0),
        { ...issue(2, 1), severity: 'note' as const },
        { ...issue(3, 2), severity: 'blocking' as const },
        { ...issue(4, 3, true), severity: 'major' as const, assignee: person('anna') },
    ];
    const threads = threadsOf(graded, [{ ...comment(9, 2, '@anna look'), mentions: [person('anna')] }]);
    const ids = (list: typeof threads) => list.map(one => one.issue.id);
    const fitting = (filter: Partial<Parameters<typeof fitsFilter>[1]>) =>
        ids(threads.filter(one => fitsFilter(one, { severities: [], mine: false, resolved: true, ...filter }, 'anna')));

    it('fit by severity, by person, and while they are open', () => {
        expect(fitting({})).toEqual([1, 2, 3, 4]);
        expect(fitting({ resolved: false })).toEqual([1, 2, 3]);
        expect(fitting({ severities: ['none', 'major'] })).toEqual([1, 4]);
        expect(fitting({ mine: true })).toEqual([2, 4]);
    });

    it('come by frame, the worst first, or the newest first', () => {
        expect(ids(sortedThreads(threads, 'frame'))).toEqual([1, 2, 3, 4]);
        expect(ids(sortedThreads(threads, 'severity'))).toEqual([3, 4, 1, 2]);
        expect(ids(sortedThreads(threads, 'recent'))[0]).toBe(2);
    });
});

describe('texts at hand', () => {
    it('are the last three of one person, each once, without the quick ones', () => {
        const threads = threadsOf(
            [issue(1, 0), issue(2, 0)],
            [
                comment(1, 1, 'oldest'),
                comment(2, 1, 'tighter'),
                comment(3, 2, QUICK_POSITION),
                comment(4, 2, 'not mine', 'anna'),
                comment(5, 1, 'wheel missing'),
                comment(6, 2, 'tighter '),
                comment(7, 2, 'look again'),
            ],
        );
        expect(recentTexts(threads, 'rita')).toEqual(['look again', 'tighter', 'wheel missing']);
        expect(recentTexts(threads, 'nobody')).toEqual([]);
    });

    it('name what an object has', () => {
        expect(quickTexts(true)).toEqual([QUICK_POSITION, QUICK_LABEL, QUICK_ATTRIBUTE]);
        expect(quickTexts(false)).toEqual([QUICK_POSITION, QUICK_LABEL]);
        expect(quickTexts(false, true)).toEqual([QUICK_LABEL]);
    });
});
