import { compose, inverse, isEmpty, type AnnotationDocument, type Diff } from './document';
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
