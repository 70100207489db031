import { compose, inverse, isEmpty, type AnnotationDocument, type Diff } from './document';
import { linkKey } from './links';
import type { ObjectId } from './types';

/** One step of the user: what changed, what it is called, and where it happened. */
export interface HistoryEntry {
    readonly label: string;
    readonly frame: number;
    readonly diff: Diff;
    readonly selectionBefore: readonly ObjectId[];
    readonly selectionAfter: readonly ObjectId[];
    /** Consecutive steps with the same key within `MERGE_WINDOW` become one. */
    readonly mergeKey?: string;
    /** May be taken back where nothing else is edited. */
    readonly inReview?: boolean;
    readonly at: number;
}

export type Edit = Omit<HistoryEntry, 'at'>;

const MERGE_WINDOW = 800;
const LIMIT = 1000;

/** Undo and redo over a document. A step undone and redone leaves the very same records. */
export class History {
    private done: HistoryEntry[] = [];
    private undone: HistoryEntry[] = [];

    constructor(
        private readonly document: AnnotationDocument,
        private readonly now: () => number = Date.now,
    ) {}

    get undoLabel(): string | undefined {
        return this.done.at(-1)?.label;
    }

    get redoLabel(): string | undefined {
        return this.undone.at(-1)?.label;
    }

    get steps(): readonly HistoryEntry[] {
        return this.done;
    }

    /** Steps taken back, the next one to be done again first. */
    get undoneSteps(): readonly HistoryEntry[] {
        return [...this.undone].reverse();
    }

    /** Applies an edit and remembers it. Empty edits leave no trace. */
    commit(edit: Edit): boolean {
        if (isEmpty(edit.diff)) return false;
        this.document.apply(edit.diff);
        this.undone = [];
        const at = this.now();
        const last = this.done.at(-1);
        if (last && edit.mergeKey && last.mergeKey === edit.mergeKey && at - last.at <= MERGE_WINDOW) {
            this.done[this.done.length - 1] = {
                ...edit,
                at,
                selectionBefore: last.selectionBefore,
                diff: compose(last.diff, edit.diff),
            };
        } else {
            this.done.push({ ...edit, at });
            if (this.done.length > LIMIT) this.done.shift();
        }
        return true;
    }

    /**
     * Applies what others have done. It is no step here, and no step here takes it back: changes to the same objects leave
     * the steps that made them. A step that made or removed objects together with those goes as a whole, and with it what
     * came before to the others of it, as parts of it would not fit each other any more.
     */
    adopt(diff: Diff): void {
        this.document.apply(diff);
        const ids = diff.objects.map(change => change.id);
        const links = new Set((diff.links ?? []).map(linkKey));
        this.done = without(this.done, ids, links);
        this.undone = without(this.undone, ids, links);
    }

    undo(): HistoryEntry | undefined {
        const entry = this.done.pop();
        if (!entry) return undefined;
        this.document.apply(inverse(entry.diff));
        this.undone.push(entry);
        return entry;
    }

    redo(): HistoryEntry | undefined {
        const entry = this.undone.pop();
        if (!entry) return undefined;
        this.document.apply(entry.diff);
        this.done.push(entry);
        return entry;
    }
}

/** Steps without what they did to some objects and links; the last is the one that is done or undone next. */
function without(
    steps: readonly HistoryEntry[],
    ids: Iterable<ObjectId>,
    lostLinks: ReadonlySet<string>,
): HistoryEntry[] {
    const lost = new Set(ids);
    const kept: HistoryEntry[] = [];
    for (const step of [...steps].reverse()) {
        const { objects, frames, links = [] } = step.diff;
        const own = objects.filter(({ id }) => !lost.has(id));
        const ownLinks = links.filter(link => !lostLinks.has(linkKey(link)));
        const restructures = objects.some(({ before, after }) => !before || !after);
        if (own.length < objects.length && restructures) for (const { id } of own) lost.add(id);
        else if (own.length === objects.length && ownLinks.length === links.length) kept.push(step);
        else if (own.length || frames?.length || ownLinks.length)
            kept.push({ ...step, diff: { ...step.diff, objects: own, links: ownLinks } });
    }
    return kept.reverse();
}
