import type { LinkChange, LinkEnd, WireLink } from '../../api';
import type { AnnotationDocument } from '../model/document';
import { linkKey, LinkSet, type Link } from '../model/links';
import type { ObjectId } from '../model/types';
import type { SavedState } from './base';

/** Between links of the document and those of the server, which name objects by their numbers there. */

function endTo(id: ObjectId, saved: SavedState): LinkEnd | null {
    const known = saved.get(id);
    if (!known || known.object.kind === 'tag' || known.wire.id === undefined) return null;
    return { type: known.object.kind, id: known.wire.id };
}

/** Null while one of the objects is not on the server. */
function linkTo({ from, to, kind, name }: Link, saved: SavedState): WireLink | null {
    const [first, second] = [endTo(from, saved), endTo(to, saved)];
    return first && second && { from: first, to: second, kind, name };
}

/** Links of the server as the document has them; those of objects that are not known here are left out. */
export function linksFrom(links: readonly WireLink[], saved: SavedState): Link[] {
    return links.flatMap(({ from, to, kind, name }) => {
        const first = saved.idOf(from.type, from.id);
        const second = saved.idOf(to.type, to.id);
        return first === undefined || second === undefined ? [] : [{ from: first, to: second, kind, name }];
    });
}

/** What of the links is to be sent, and what that makes of those that the server is known to hold. */
export interface LinkPlan {
    readonly change: LinkChange;
    readonly flips: readonly Link[];
}

/** Which links the server is known to hold, and which have been touched since. */
export class SavedLinks {
    private readonly held = new LinkSet();
    private readonly touched = new Map<string, Link>();

    set(links: readonly Link[]): void {
        for (const link of links) if (!this.held.has(link)) this.held.flip(link);
    }

    touch(links: readonly Link[] = []): void {
        for (const link of links) this.touched.set(linkKey(link), link);
    }

    /** An object is on the server no more, and its links went with it. */
    forget(id: ObjectId): void {
        for (const link of this.held.of(id)) {
            this.held.flip(link);
            this.touch([link]);
        }
    }

    /** Touched links that are here and not there, or the other way round. */
    unsaved(document: AnnotationDocument): Link[] {
        for (const [key, link] of this.touched)
            if (document.isLinked(link) === this.held.has(link)) this.touched.delete(key);
        return [...this.touched.values()];
    }

    /** How many changes that is to a person: a link that says something else now is one that is gone and one that came. */
    count(document: AnnotationDocument): number {
        const pairs = new Map<string, [gone: number, came: number]>();
        for (const link of this.unsaved(document)) {
            const key = [link.from, link.to].sort((a, b) => a - b).join();
            const pair = pairs.get(key) ?? [0, 0];
            ++pair[document.isLinked(link) ? 1 : 0];
            pairs.set(key, pair);
        }
        return [...pairs.values()].reduce((sum, pair) => sum + Math.max(...pair), 0);
    }

    /** Null when there is nothing to send. Links of objects that are not on the server wait for them. */
    plan(document: AnnotationDocument, saved: SavedState): LinkPlan | null {
        const sent = this.unsaved(document).flatMap(link => {
            const wire = linkTo(link, saved);
            return wire ? [{ link, wire, adds: document.isLinked(link) }] : [];
        });
        if (!sent.length) return null;
        const wires = (adds: boolean) => sent.filter(one => one.adds === adds).map(({ wire }) => wire);
        return { change: { add: wires(true), remove: wires(false) }, flips: sent.map(({ link }) => link) };
    }

    /** The server has taken over what was planned. */
    acknowledge({ flips }: LinkPlan): void {
        for (const link of flips) this.held.flip(link);
        // They may have been changed again since.
        this.touch(flips);
    }

    /**
     * Takes over which links the server holds now; gives those that come or go here by what others did. A link is there or
     * not, so that both sides never want different things of one that both have changed.
     */
    merge(remote: readonly Link[], document: AnnotationDocument): Link[] {
        const now = new Map(remote.map(link => [linkKey(link), link]));
        const theirs = [
            ...[...this.held.values()].filter(link => !now.has(linkKey(link))),
            ...remote.filter(link => !this.held.has(link)),
        ];
        const once = [...new Map(theirs.map(link => [linkKey(link), link])).values()];
        const flips = once.filter(link => document.links.has(link) === this.held.has(link));
        for (const link of once) this.held.flip(link);
        this.touch(once);
        return flips;
    }
}
