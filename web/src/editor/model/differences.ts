import { boundsOf, distance, drawnBox, intersects, pointAt, union } from './geometry';
import { hits } from './hit';
import type { Attributes, Box, FrameObject, ObjectId, Points } from './types';

/** How two people's objects on one frame differ: one has what the other lacks, or both have it and not alike. */
export type Difference =
    | { readonly kind: 'mine'; readonly mine: ObjectId; readonly theirs: null }
    | { readonly kind: 'theirs'; readonly mine: null; readonly theirs: ObjectId }
    | {
          readonly kind: 'label' | 'place' | 'attributes';
          readonly mine: ObjectId;
          readonly theirs: ObjectId;
          /** From 0 to 1, how far they are the same place. */
          readonly likeness: number;
      };

/** From here on two objects are taken for the same thing, and from here on for the same place. */
const SAME_THING = 0.5;
const SAME_PLACE = 0.8;
/** Places looked at along each side of the box around both. */
const GRID = 40;
/** Points this near, in pixels, are as one where the objects themselves have no size. */
const NEAR = 10;

const AREAS = new Set(['rectangle', 'ellipse', 'polygon', 'mask', 'cuboid']);

/** Objects of one such class may be the same thing: an area is one whatever it is drawn as. */
const classOf = ({ type }: FrameObject) => (AREAS.has(type) ? 'area' : type);

/** What both cover of what either covers, by looking at a grid of places. */
function overlap(a: FrameObject, b: FrameObject, box: Box): number {
    let [both, either] = [0, 0];
    for (let i = 0; i < GRID * GRID; ++i) {
        const x = box.minX + ((i % GRID) + 0.5) * ((box.maxX - box.minX) / GRID);
        const y = box.minY + (Math.floor(i / GRID) + 0.5) * ((box.maxY - box.minY) / GRID);
        const [inA, inB] = [hits(a, { x, y }, 0), hits(b, { x, y }, 0)];
        if (inA && inB) both += 1;
        if (inA || inB) either += 1;
    }
    return either ? both / either : 0;
}

/** The points of an object that has no area; those of a skeleton's parts that are there, by their labels. */
function pointsOf({ type, points, elements }: FrameObject): Points {
    if (type !== 'skeleton') return points;
    const parts = elements.filter(one => !one.outside).sort((a, b) => a.labelId - b.labelId);
    return parts.flatMap(one => [...one.points]);
}

/** How near points are, on average, measured by half of the diagonal around all of them. */
function nearness(a: Points, b: Points): number {
    const count = a.length / 2;
    if (!count || a.length !== b.length) return 0;
    const { minX, minY, maxX, maxY } = union(boundsOf(a), boundsOf(b));
    const reach = Math.max(NEAR, Math.hypot(maxX - minX, maxY - minY) / 2);
    let sum = 0;
    for (let i = 0; i < count; ++i) sum += distance(pointAt(a, i), pointAt(b, i));
    return Math.max(0, 1 - sum / count / reach);
}

/** From 0 to 1, how far two objects are the same place. */
export function likeness(a: FrameObject, b: FrameObject): number {
    if (classOf(a) !== classOf(b)) return 0;
    if (classOf(a) !== 'area') return nearness(pointsOf(a), pointsOf(b));
    const [one, other] = [drawnBox(a), drawnBox(b)];
    return intersects(one, other) ? overlap(a, b, union(one, other)) : 0;
}

interface Pair {
    readonly a: FrameObject;
    readonly b: FrameObject;
    readonly like: number;
}

/** Who is whose counterpart: the likest first, of those equally like the ones of the same label. */
function pairsOf(mine: readonly FrameObject[], theirs: readonly FrameObject[]): Pair[] {
    const all = mine.flatMap(a =>
        theirs.flatMap((b): Pair[] => {
            const like = likeness(a, b);
            return like >= SAME_THING ? [{ a, b, like }] : [];
        }),
    );
    const weight = ({ a, b, like }: Pair) => like + (a.labelId === b.labelId ? 0.1 : 0);
    const taken = new Set<FrameObject>();
    return all
        .sort((one, other) => weight(other) - weight(one))
        .filter(({ a, b }) => {
            if (taken.has(a) || taken.has(b)) return false;
            taken.add(a).add(b);
            return true;
        });
}

const valuesOf = (attributes: Attributes) =>
    [...attributes]
        .sort((a, b) => a.specId - b.specId)
        .map(({ specId, value }) => `${specId}=${value}`)
        .join('\n');

/** Where two lists of objects on one frame differ, mine first in their order. */
export function differencesOf(mine: readonly FrameObject[], theirs: readonly FrameObject[]): Difference[] {
    const pairs = pairsOf(mine, theirs);
    const paired = new Map(pairs.map(pair => [pair.a, pair]));
    const found = new Set(pairs.map(({ b }) => b));
    const own = mine.flatMap((a): Difference[] => {
        const pair = paired.get(a);
        if (!pair) return [{ kind: 'mine', mine: a.id, theirs: null }];
        const both = { mine: a.id, theirs: pair.b.id, likeness: pair.like };
        if (a.labelId !== pair.b.labelId) return [{ kind: 'label', ...both }];
        if (pair.like < SAME_PLACE) return [{ kind: 'place', ...both }];
        return valuesOf(a.attributes) === valuesOf(pair.b.attributes) ? [] : [{ kind: 'attributes', ...both }];
    });
    const missing = theirs
        .filter(b => !found.has(b))
        .map((b): Difference => ({ kind: 'theirs', mine: null, theirs: b.id }));
    return [...own, ...missing];
}
