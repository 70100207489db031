import { boundsOf, drawnBox, intersects } from '../model/geometry';
import type { Thread } from '../model/issues';
import type { IssueMark, Subject } from '../query/compile';

/** Whether an issue's region lies on an object; an open one counts for more. Tags have no place for one to lie on. */
export function issueMark(threads: readonly Thread[], subject: Subject, frame: number): IssueMark {
    const here = threads.filter(({ issue }) => issue.frame === frame);
    if (!here.length || subject.kind === 'tag') return 'none';
    const box = drawnBox(subject);
    const touching = here.filter(({ issue }) => intersects(box, boundsOf(issue.position)));
    if (!touching.length) return 'none';
    return touching.some(({ issue }) => !issue.resolved) ? 'open' : 'resolved';
}
