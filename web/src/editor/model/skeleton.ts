import { otherSide } from '../../shared/labels/skeleton/sides';
import { boundsOf, centreOf, rotateAbout, round2 } from './geometry';
import type { LabelSpec } from './labels';
import type { Box, FrameElement, Point, Points, ShapeElement, ShapeObject } from './types';

/** Lines between elements of a skeleton, as pairs of sublabel ids. */
export type SkeletonEdges = readonly (readonly [number, number])[];

/** The drawing of a skeleton label: its nodes in drawing order, in a space of 100 by 100, the lines between them, and its sides. */
export interface SkeletonTemplate {
    readonly nodes: readonly { readonly labelId: number; readonly name: string; readonly at: Point }[];
    readonly edges: SkeletonEdges;
    /** Nodes that are the left and the right one of the same thing, as pairs of sublabel ids. */
    readonly pairs: SkeletonEdges;
}

const known = new WeakMap<LabelSpec, SkeletonTemplate>();

/** Template of a skeleton label, read from its drawing once. Sublabels the drawing lacks are put in its middle. */
export function skeletonTemplate(label: LabelSpec): SkeletonTemplate {
    const found = known.get(label);
    if (found) return found;
    const template = parseTemplate(label);
    known.set(label, template);
    return template;
}

export function skeletonEdges(label: LabelSpec): SkeletonEdges {
    return skeletonTemplate(label).edges;
}

function parseTemplate(label: LabelSpec): SkeletonTemplate {
    const drawing = new DOMParser().parseFromString(
        `<svg xmlns="http://www.w3.org/2000/svg">${label.svg ?? ''}</svg>`,
        'text/html',
    );
    const labelOf = new Map<string, number>();
    const nodes: { order: number; labelId: number; name: string; at: Point }[] = [];
    const names = new Map(label.sublabels.map(sublabel => [sublabel.id, sublabel.name]));
    const idByName = new Map(label.sublabels.map(sublabel => [sublabel.name, sublabel.id]));
    for (const node of drawing.querySelectorAll('circle')) {
        const named = idByName.get(node.getAttribute('data-label-name') ?? '');
        const labelId = named ?? Number(node.getAttribute('data-label-id') ?? Number.NaN);
        const name = names.get(labelId);
        if (name === undefined) continue;
        const number = node.getAttribute('data-node-id') ?? node.getAttribute('data-element-id');
        if (number !== null) labelOf.set(number, labelId);
        const order = Number(node.getAttribute('data-element-id') ?? nodes.length + 1);
        const at = { x: Number(node.getAttribute('cx') ?? 50), y: Number(node.getAttribute('cy') ?? 50) };
        nodes.push({ order, labelId, name, at });
    }
    const drawn = new Set(nodes.map(node => node.labelId));
    for (const sublabel of label.sublabels) {
        if (!drawn.has(sublabel.id))
            nodes.push({ order: Infinity, labelId: sublabel.id, name: sublabel.name, at: { x: 50, y: 50 } });
    }
    const edges = [...drawing.querySelectorAll('line[data-type="edge"]')].flatMap(line => {
        const from = labelOf.get(line.getAttribute('data-node-from') ?? '');
        const to = labelOf.get(line.getAttribute('data-node-to') ?? '');
        return from === undefined || to === undefined ? [] : [[from, to] as const];
    });
    const drawnPairs = [...drawing.querySelectorAll('circle[data-mirror-node]')].flatMap(node => {
        const one = labelOf.get(node.getAttribute('data-node-id') ?? '');
        const other = labelOf.get(node.getAttribute('data-mirror-node') ?? '');
        return one === undefined || other === undefined ? [] : [[one, other] as const];
    });
    const pairs = eachOnce(drawnPairs.length ? drawnPairs : pairsByName(idByName));
    return { nodes: nodes.sort((a, b) => a.order - b.order), edges, pairs };
}

/** Drawings of other programs tell no pairs; names like `left_eye` and `right_eye` do. */
function pairsByName(idByName: ReadonlyMap<string, number>): SkeletonEdges {
    return [...idByName].flatMap(([name, id]) => {
        const other = idByName.get(otherSide(name) ?? '');
        return other === undefined ? [] : [[id, other] as const];
    });
}

/** Pairs in which no node comes twice. */
function eachOnce(pairs: SkeletonEdges): SkeletonEdges {
    const taken = new Set<number>();
    return pairs.filter(([one, other]) => {
        if (one === other || taken.has(one) || taken.has(other)) return false;
        taken.add(one).add(other);
        return true;
    });
}

/** Segments to draw between the visible elements of a skeleton on a frame, as x0 y0 x1 y1. */
export function skeletonLines(edges: SkeletonEdges, elements: readonly FrameElement[]): Points[] {
    const at = new Map(elements.filter(element => !element.outside).map(element => [element.labelId, element.points]));
    return edges.flatMap(([from, to]) => {
        const a = at.get(from);
        const b = at.get(to);
        return a && b ? [[a[0], a[1], b[0], b[1]]] : [];
    });
}

/** One element of a skeleton about to be made. */
export interface PlacedNode {
    readonly labelId: number;
    readonly points: Points;
    readonly occluded: boolean;
    readonly outside: boolean;
}

/** The template stretched so that its nodes fill a box. A template without extent in a direction is centred in it. */
export function placeTemplate(template: SkeletonTemplate, box: Box): PlacedNode[] {
    const from = boundsOf(template.nodes.flatMap(({ at }) => [at.x, at.y]));
    const scaled = scaler(from, box);
    return template.nodes.map(({ labelId, at }) => {
        const { x, y } = scaled(at);
        return { labelId, points: [round2(x), round2(y)], occluded: false, outside: false };
    });
}

/** Maps a box onto another one. */
function scaler(from: Box, to: Box): (p: Point) => Point {
    const axis = (value: number, min: number, max: number, low: number, high: number) =>
        max - min < 1e-9 ? (low + high) / 2 : low + ((value - min) / (max - min)) * (high - low);
    return p => ({
        x: axis(p.x, from.minX, from.maxX, to.minX, to.maxX),
        y: axis(p.y, from.minY, from.maxY, to.minY, to.maxY),
    });
}

/**
 * Where the template would put a node that is not there, judged by those that are: by the scale and place of two or
 * more, else by the one there is, else by the middle of the image.
 */
export function guessNode(
    template: SkeletonTemplate,
    labelId: number,
    placed: readonly Pick<PlacedNode, 'labelId' | 'points'>[],
    fallback: Point,
): Point {
    const at = new Map(template.nodes.map(node => [node.labelId, node.at]));
    const own = at.get(labelId) ?? { x: 50, y: 50 };
    const pairs = placed.flatMap(({ labelId: id, points }) => {
        const from = at.get(id);
        return from ? [{ from, to: { x: points[0], y: points[1] } }] : [];
    });
    if (!pairs.length) return fallback;
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const centre = (pick: 'from' | 'to') => ({
        x: mean(pairs.map(pair => pair[pick].x)),
        y: mean(pairs.map(pair => pair[pick].y)),
    });
    const [a, b] = [centre('from'), centre('to')];
    const spread = (pick: 'from' | 'to', middle: Point) =>
        Math.sqrt(mean(pairs.map(pair => (pair[pick].x - middle.x) ** 2 + (pair[pick].y - middle.y) ** 2)));
    const size = spread('from', a);
    const scale = size > 1e-9 ? spread('to', b) / size : 0;
    return { x: round2(b.x + (own.x - a.x) * scale), y: round2(b.y + (own.y - a.y) * scale) };
}

type ElementPoints = ReadonlyMap<number, Points>;

/** Elements stretched with the box that holds them. */
export function scaleElements(elements: readonly FrameElement[], from: Box, to: Box): ElementPoints {
    const scaled = scaler(from, to);
    return mapElements(elements, scaled);
}

export function rotateElements(elements: readonly FrameElement[], centre: Point, degrees: number): ElementPoints {
    return mapElements(elements, p => rotateAbout(p, centre, degrees));
}

interface Mirrored {
    readonly elements: ElementPoints;
    readonly flags: ReadonlyMap<number, Pick<FrameElement, 'occluded' | 'outside'>>;
}

/**
 * A skeleton mirrored within the box of all its elements. The nodes of a pair change places, so that the left one is still the
 * left one; what is known about a node stays with its place.
 */
export function mirrorElements(elements: readonly FrameElement[], pairs: SkeletonEdges): Mirrored {
    const { x: middle } = centreOf(elementsBox(elements));
    const partner = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
    const byLabel = new Map(elements.map(element => [element.labelId, element]));
    const sources = elements.map(element => {
        const from = byLabel.get(partner.get(element.labelId) ?? -1) ?? element;
        return { ...from, labelId: element.labelId };
    });
    return {
        elements: mapElements(sources, p => ({ x: 2 * middle - p.x, y: p.y })),
        flags: new Map(sources.map(({ labelId, occluded, outside }) => [labelId, { occluded, outside }])),
    };
}

function mapElements(elements: readonly FrameElement[], move: (p: Point) => Point): ElementPoints {
    return new Map(
        elements.map(({ labelId, points }) => {
            const { x, y } = move({ x: points[0], y: points[1] });
            return [labelId, [round2(x), round2(y)]] as const;
        }),
    );
}

/** The box of all elements, those outside included, about whose middle a skeleton turns. */
export function elementsBox(elements: readonly FrameElement[]): Box {
    return boundsOf(elements.flatMap(element => element.points.slice(0, 2)));
}

/**
 * A skeleton shape with an element for every sublabel: missing ones are put outside at the mean of the present first
 * points. Flags of the whole are those shared by all elements.
 */
export function completeSkeleton(shape: ShapeObject, label: LabelSpec): ShapeObject {
    const present = new Set(shape.elements.map(element => element.labelId));
    const missing = label.sublabels.filter(sublabel => !present.has(sublabel.id));
    const mean = (axis: 0 | 1) =>
        shape.elements.reduce((sum, element) => sum + element.points[axis], 0) / Math.max(1, shape.elements.length);
    const added = missing.map<ShapeElement>(sublabel => ({
        frame: shape.frame,
        labelId: sublabel.id,
        group: shape.group,
        source: shape.source,
        attributes: sublabel.attributes.map(spec => ({ specId: spec.id, value: spec.default_value })),
        type: 'points',
        points: [mean(0), mean(1)],
        rotation: 0,
        occluded: false,
        outside: true,
        zOrder: shape.zOrder,
    }));
    return { ...shape, elements: [...shape.elements, ...added] };
}
