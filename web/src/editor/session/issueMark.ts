import type { Thread } from '../model/issues';
import { touches } from '../model/touch';
import type { Subject } from '../query/compile';

/**
 * What filters say of the issues that lie on an object: `open` with the severities of those that are, `resolved` where all
 * are, or `none`. Tags have no place for one to lie on.
 */
export function issueMarks(threads: readonly Thread[], subject: Subject, frame: number): string[] {
    if (subject.kind === 'tag') return ['none'];
    const here = threads.filter(({ issue }) => issue.frame === frame && touches(subject, issue.position));
    if (!here.length) return ['none'];
    const open = here.filter(({ issue }) => !issue.resolved);
    if (!open.length) return ['resolved'];
    return ['open', ...open.flatMap(({ issue }) => issue.severity ?? [])];
}
