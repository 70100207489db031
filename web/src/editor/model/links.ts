import type { ObjectId } from './types';

export const LINK_KINDS = ['link', 'parent'] as const;
/** A `parent` link leads from the parent to its child. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** What one object is to another. A link is what it says: two that say the same are one. */
export interface Link {
    readonly from: ObjectId;
    readonly to: ObjectId;
    readonly kind: LinkKind;
    /** May be empty. */
    readonly name: string;
}

/** Characters of a name, at most. */
export const MOST_NAME = 100;

export const linkKey = ({ from, to, kind, name }: Link) => `${from}>${to}/${kind}/${name}`;

/** Links, found by the objects they are between. */
export class LinkSet {
    private readonly byKey = new Map<string, Link>();
    private readonly byObject = new Map<ObjectId, Set<string>>();

    get size(): number {
        return this.byKey.size;
    }

    has(link: Link): boolean {
        return this.byKey.has(linkKey(link));
    }

    values(): IterableIterator<Link> {
        return this.byKey.values();
    }

    /** Links from and to an object, in the order in which they came. */
    of(id: ObjectId): Link[] {
        return [...(this.byObject.get(id) ?? [])].flatMap(key => this.byKey.get(key) ?? []);
    }

    /** Puts a link in that is not there, and takes out one that is. */
    flip(link: Link): void {
        const key = linkKey(link);
        const there = this.byKey.has(key);
        if (there) this.byKey.delete(key);
        else this.byKey.set(key, link);
        for (const id of [link.from, link.to]) {
            const keys = this.byObject.get(id) ?? new Set();
            if (there) keys.delete(key);
            else keys.add(key);
            if (keys.size) this.byObject.set(id, keys);
            else this.byObject.delete(id);
        }
    }
}

/** Links that are in one of two lists and not in both. */
export function flippedOnce(first: readonly Link[] = [], second: readonly Link[] = []): Link[] {
    const odd = new Map(first.map(link => [linkKey(link), link]));
    for (const link of second) if (!odd.delete(linkKey(link))) odd.set(linkKey(link), link);
    return [...odd.values()];
}

/** Whether an object is above another one, by way of parents; one link may be left out of account. */
export function isAbove(links: LinkSet, above: ObjectId, id: ObjectId, without?: Link): boolean {
    const seen = new Set<ObjectId>();
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (next === above) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        const up = links.of(next).filter(link => link.kind === 'parent' && link.to === next && link !== without);
        waiting.push(...up.map(({ from }) => from));
    }
    return false;
}

/** The links among some objects. */
export function linksAmong(links: LinkSet, ids: readonly ObjectId[]): Link[] {
    const among = new Set(ids);
    return ids.flatMap(id => links.of(id).filter(({ from, to }) => from === id && among.has(to)));
}

/** Links with other objects in the place of each; those of objects that have none are left out. */
export function relinked(links: readonly Link[], copies: ReadonlyMap<ObjectId, ObjectId>): Link[] {
    return links.flatMap(link => {
        const [from, to] = [copies.get(link.from), copies.get(link.to)];
        return from === undefined || to === undefined ? [] : [{ ...link, from, to }];
    });
}

/** What becomes of links when objects are replaced: the one in their place has them. */
export function inherited(links: LinkSet, heirs: ReadonlyMap<ObjectId, ObjectId>): Link[] {
    const heir = (id: ObjectId) => heirs.get(id) ?? id;
    const old = [...heirs.keys()].flatMap(id => links.of(id));
    const made = old
        .map(link => ({ ...link, from: heir(link.from), to: heir(link.to) }))
        .filter(link => link.from !== link.to && !links.has(link));
    return [...new Map([...old, ...made].map(link => [linkKey(link), link])).values()];
}
