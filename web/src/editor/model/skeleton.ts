import type { LabelSpec } from './labels';
import type { FrameElement, Points, ShapeElement, ShapeObject } from './types';

/** Lines between elements of a skeleton, as pairs of sublabel ids. */
export type SkeletonEdges = readonly (readonly [number, number])[];

const known = new WeakMap<LabelSpec, SkeletonEdges>();

/** Edges of a skeleton label, read from its drawing once. */
export function skeletonEdges(label: LabelSpec): SkeletonEdges {
    const found = known.get(label);
    if (found) return found;
    const edges = parseEdges(label.svg ?? '');
    known.set(label, edges);
    return edges;
}

function parseEdges(svg: string): SkeletonEdges {
    const drawing = new DOMParser().parseFromString(
        `<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`,
        'text/html',
    );
    const labelOf = new Map<string, number>();
    for (const node of drawing.querySelectorAll('circle[data-label-id]')) {
        const id = Number(node.getAttribute('data-label-id'));
        const name = node.getAttribute('data-node-id') ?? node.getAttribute('data-element-id');
        if (name !== null) labelOf.set(name, id);
    }
    return [...drawing.querySelectorAll('line[data-type="edge"]')].flatMap(line => {
        const from = labelOf.get(line.getAttribute('data-node-from') ?? '');
        const to = labelOf.get(line.getAttribute('data-node-to') ?? '');
        return from === undefined || to === undefined ? [] : [[from, to] as const];
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
