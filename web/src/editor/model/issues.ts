import type { Issue, IssueComment, Severity } from '../../api';
import { t } from '../../shared/language';
import { splitPictures } from './commentText';
import { boundsOf, drawnBox, frameBox, rotatedCorners, round2 } from './geometry';
import { outerOf } from './holes';
import type { Box, FrameObject, Point, Points, Size } from './types';

/**
 * Issues: places of frames that people write to each other about. Their regions are flat lists of image pixels, as other
 * programs store them: two numbers are a point, four the corners of a box, more a polygon.
 */
export interface Thread {
    readonly issue: Issue;
    /** Oldest first; the first one is what the issue was opened with. */
    readonly comments: readonly IssueComment[];
}

/** What is most often wrong with an object, in the words that are sent. */
export const QUICK_POSITION = t('Incorrect position');
export const QUICK_ATTRIBUTE = t('Incorrect attribute');
export const QUICK_LABEL = t('Incorrect label');
const QUICK = new Set([QUICK_POSITION, QUICK_ATTRIBUTE, QUICK_LABEL]);

/** Which issues are looked at. */
export interface IssueFilter {
    /** Of any severity when there is none; `none` stands for those without. */
    readonly severities: readonly (Severity | 'none')[];
    /** Only those that are assigned to the person or name them. */
    readonly mine: boolean;
    readonly resolved: boolean;
}

export type IssueSort = 'frame' | 'severity' | 'recent';

export function fitsFilter({ issue, comments }: Thread, filter: IssueFilter, username: string): boolean {
    if (issue.resolved && !filter.resolved) return false;
    const { severities } = filter;
    if (severities.length && !severities.includes(issue.severity ?? 'none')) return false;
    return (
        !filter.mine ||
        issue.assignee?.username === username ||
        comments.some(comment => comment.mentions?.some(person => person.username === username))
    );
}

/** The worst first; what nobody has graded comes before what is only noted. */
export function severityOrder({ severity }: Pick<Issue, 'severity'>): number {
    return (['blocking', 'major', 'minor', undefined, 'note'] as const).indexOf(severity);
}

const byFrame = (a: Thread, b: Thread) => a.issue.frame - b.issue.frame || a.issue.id - b.issue.id;
const lastWord = ({ issue, comments }: Thread) => comments.at(-1)?.created_date ?? issue.created_date;

export function sortedThreads(threads: readonly Thread[], sort: IssueSort): Thread[] {
    return [...threads].sort((a, b) => {
        if (sort === 'severity') return severityOrder(a.issue) - severityOrder(b.issue) || byFrame(a, b);
        if (sort === 'recent') return lastWord(b).localeCompare(lastWord(a)) || b.issue.id - a.issue.id;
        return byFrame(a, b);
    });
}

/** What an issue was opened with, in words. */
export function headOf({ comments: [first] }: Thread): string {
    if (!first) return '';
    return splitPictures(first.message).text || t('A picture');
}

/** Threads in the order of their frames, and on a frame of their age. */
export function threadsOf(issues: readonly Issue[], comments: readonly IssueComment[]): Thread[] {
    const byIssue = new Map<number, IssueComment[]>();
    for (const comment of comments) {
        const list = byIssue.get(comment.issue);
        if (list) list.push(comment);
        else byIssue.set(comment.issue, [comment]);
    }
    const threads = issues.map(issue => ({
        issue,
        comments: (byIssue.get(issue.id) ?? []).sort((a, b) => a.id - b.id),
    }));
    return threads.sort(byFrame);
}

/** The region of an object as it is seen on a frame. */
export function regionOf(object: FrameObject): Points {
    const { type, points, rotation } = object;
    if (type === 'polygon' && points.length >= 6) return outerOf(points).map(round2);
    if (type === 'points' && points.length === 2) return points.map(round2);
    if ((type === 'rectangle' || type === 'ellipse') && rotation !== 0)
        return rotatedCorners(frameBox(object), rotation).flatMap(({ x, y }) => [round2(x), round2(y)]);
    return regionOfBox(drawnBox(object));
}

export function regionOfBox({ minX, minY, maxX, maxY }: Box): Points {
    return [minX, minY, maxX, maxY].map(round2);
}

/** Where something about the whole frame is said, as of a tag. */
export function regionOfImage({ width, height }: Size): Points {
    return [0, 0, width, height];
}

/** The outline of a region as vertices; a point has one. An odd number left over is no vertex. */
export function outlineOf(position: Points): Point[] {
    if (position.length === 4) {
        const { minX, minY, maxX, maxY } = boundsOf(position);
        return [
            { x: minX, y: minY },
            { x: maxX, y: minY },
            { x: maxX, y: maxY },
            { x: minX, y: maxY },
        ];
    }
    return Array.from({ length: Math.floor(position.length / 2) }, (_, i) => ({
        x: position[2 * i],
        y: position[2 * i + 1],
    }));
}

/** The place of the pin: the middle of the region's upper edge. */
export function pinOf(position: Points): Point {
    if (position.length < 2) return { x: 0, y: 0 };
    const { minX, maxX, minY } = boundsOf(position);
    return { x: (minX + maxX) / 2, y: minY };
}

/** The next of some frames in a direction, going round at the end; null where there is none but the present one. */
export function nextFrame(frames: Iterable<number>, frame: number, direction: 1 | -1): number | null {
    const others = new Set(frames);
    others.delete(frame);
    const ordered = [...others].sort((a, b) => (a - b) * direction);
    return ordered.find(one => (one - frame) * direction > 0) ?? ordered[0] ?? null;
}

/** What a person wrote last in this job, newest first, each text once; the quick ones are offered anyway. */
export function recentTexts(threads: readonly Thread[], username: string, count = 3): string[] {
    const own = threads
        .flatMap(thread => thread.comments)
        .filter(comment => comment.owner?.username === username)
        .sort((a, b) => b.created_date.localeCompare(a.created_date) || b.id - a.id)
        .map(comment => splitPictures(comment.message).text.trim());
    return [...new Set(own)].filter(text => text && !QUICK.has(text)).slice(0, count);
}

/** Reasons that are one key away when an object is sent back. */
export function quickTexts(hasAttributes: boolean, isTag = false): string[] {
    return [...(isTag ? [] : [QUICK_POSITION]), QUICK_LABEL, ...(hasAttributes ? [QUICK_ATTRIBUTE] : [])];
}
