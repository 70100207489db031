import type { FrameObject } from '../../model/types';
import { LOOK } from './looks';
import { ROUND, STRIDE, type Mesh } from './mesh';

/** Width of a line that says that nothing of a look is drawn. */
const HIDDEN = -1;
const WIDTH = 8;
const LOOK_MASK = ROUND - 1;

/** Objects of two documents may be drawn together, so that the number of one is not enough. */
export type Key = string | number;

/** An object as it is to be drawn. */
export interface Drawn {
    readonly object: FrameObject;
    readonly mesh: Mesh;
    readonly looks: readonly number[];
    readonly hidden: boolean;
}

/** One object among the primitives: where they and its looks begin, and how many they are. */
interface Entry {
    readonly object: FrameObject;
    readonly at: number;
    readonly count: number;
    readonly look: number;
    readonly looks: readonly number[];
    hidden: boolean;
}

/** A part of an array that has changed since it was last taken. */
export interface Range {
    readonly from: number;
    readonly to: number;
}

/** An array that grows, and knows what of it has changed. */
class Growing {
    array: Float32Array;
    used = 0;
    private range: Range | null = null;

    constructor(size: number) {
        this.array = new Float32Array(size);
    }

    append(numbers: ArrayLike<number>): number {
        const at = this.used;
        this.used += numbers.length;
        let size = this.array.length;
        while (size < this.used) size *= 2;
        if (size > this.array.length) {
            const larger = new Float32Array(size);
            larger.set(this.array.subarray(0, at));
            this.array = larger;
        }
        this.write(at, numbers);
        return at;
    }

    write(at: number, numbers: ArrayLike<number>): void {
        this.array.set(numbers, at);
        const { from, to } = this.range ?? { from: at, to: at };
        this.range = { from: Math.min(from, at), to: Math.max(to, at + numbers.length) };
    }

    clear(): void {
        this.used = 0;
        this.range = null;
    }

    take(): Range | null {
        const { range } = this;
        this.range = null;
        return range;
    }
}

/**
 * The primitives of many objects in the order in which they are drawn, and their looks: what the graphics card is given.
 * Objects come in at the end; one may change where it is as long as it keeps its number of primitives.
 */
export class Batch {
    readonly primitives = new Growing(4096 * STRIDE);
    readonly looks = new Growing(1024 * LOOK);
    private readonly entries = new Map<Key, Entry>();

    clear(): void {
        this.primitives.clear();
        this.looks.clear();
        this.entries.clear();
    }

    get count(): number {
        return this.primitives.used / STRIDE;
    }

    has(key: Key): boolean {
        return this.entries.has(key);
    }

    /** What is in it, in no particular order. */
    *objects(): IterableIterator<readonly [Key, FrameObject]> {
        for (const [key, { object }] of this.entries) yield [key, object];
    }

    append(key: Key, { object, mesh, looks, hidden }: Drawn): void {
        const look = this.looks.used / LOOK;
        const at = this.primitives.append(pointed(mesh, look));
        this.looks.append(hidden ? hide(looks) : looks);
        this.entries.set(key, { object, at, count: mesh.length, look, looks, hidden });
    }

    /** Puts an object anew where it was; false where it does not fit there. */
    replace(key: Key, { object, mesh, looks, hidden }: Drawn): boolean {
        const old = this.entries.get(key);
        if (!old || old.count !== mesh.length || old.looks.length !== looks.length) return false;
        this.primitives.write(old.at, pointed(mesh, old.look));
        this.looks.write(old.look * LOOK, hidden ? hide(looks) : looks);
        this.entries.set(key, { ...old, object, looks, hidden });
        return true;
    }

    /** Draws an object no more, or again. */
    setHidden(key: Key, hidden: boolean): void {
        const entry = this.entries.get(key);
        if (!entry || entry.hidden === hidden) return;
        entry.hidden = hidden;
        this.looks.write(entry.look * LOOK, hidden ? hide(entry.looks) : entry.looks);
    }

    /** Forgets an object; its primitives stay where they are, unseen, until all are put in anew. */
    remove(key: Key): void {
        this.setHidden(key, true);
        this.entries.delete(key);
    }
}

/** A mesh whose tags name the looks that begin at `first`. */
function pointed(mesh: Mesh, first: number): Float32Array {
    const out = mesh.slice();
    const tags = new Uint32Array(out.buffer);
    for (let i = STRIDE - 1; i < tags.length; i += STRIDE) {
        const look = (tags[i] & LOOK_MASK) + first;
        tags[i] = (tags[i] & ~LOOK_MASK) | look;
    }
    return out;
}

const hide = (looks: readonly number[]): number[] => looks.map((value, i) => (i % LOOK === WIDTH ? HIDDEN : value));
