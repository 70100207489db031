import earcut, { deviation } from 'earcut';
import type { Points } from '../../model/types';

/** Share of the area by which triangles may miss an outline whose edges cross nowhere but lie on each other. */
const TOLERANCE = 1e-6;

/**
 * Triangles, three corners (x, y) each, that fill an outline with its holes by the even-odd rule. Outlines that cross
 * themselves are cut into slabs, as no triangulation of their vertices alone fills them.
 */
export function triangulate(outer: Points, holes: readonly Points[] = []): number[] {
    const edges = [outer, ...holes].flatMap(edgesOf).sort((a, b) => a.y0 - b.y0);
    const crossed = crossings(edges);
    if (crossed.length) return slabs(edges, crossed);
    const flat: number[] = [...outer];
    const starts: number[] = [];
    for (const hole of holes) {
        starts.push(flat.length / 2);
        for (const value of hole) flat.push(value);
    }
    const corners = earcut(flat, starts, 2);
    if (deviation(flat, starts, 2, corners) > TOLERANCE) return slabs(edges, crossed);
    const out: number[] = new Array<number>(2 * corners.length);
    corners.forEach((corner, i) => {
        out[2 * i] = flat[2 * corner];
        out[2 * i + 1] = flat[2 * corner + 1];
    });
    return out;
}

/** An edge from its upper to its lower end. */
interface Edge {
    readonly x0: number;
    readonly y0: number;
    readonly x1: number;
    readonly y1: number;
}

const xAt = ({ x0, y0, x1, y1 }: Edge, y: number) => x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);

function edgesOf(ring: Points): Edge[] {
    const edges: Edge[] = [];
    for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length;
        const [x0, y0, x1, y1] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
        if (y0 < y1) edges.push({ x0, y0, x1, y1 });
        else if (y1 < y0) edges.push({ x0: x1, y0: y1, x1: x0, y1: y0 });
    }
    return edges;
}

/** The heights at which edges cross; `edges` are sorted by their upper ends. */
function crossings(edges: readonly Edge[]): number[] {
    const out: number[] = [];
    edges.forEach((a, i) => {
        for (let j = i + 1; j < edges.length && edges[j].y0 < a.y1; ++j) {
            const b = edges[j];
            if (Math.max(a.x0, a.x1) < Math.min(b.x0, b.x1) || Math.max(b.x0, b.x1) < Math.min(a.x0, a.x1)) continue;
            const slopes = (a.x1 - a.x0) / (a.y1 - a.y0) - (b.x1 - b.x0) / (b.y1 - b.y0);
            if (slopes === 0) continue;
            const y = b.y0 + (b.x0 - xAt(a, b.y0)) / slopes;
            if (y > b.y0 && y < Math.min(a.y1, b.y1)) out.push(y);
        }
    });
    return out;
}

/** Between two neighbouring ends or crossings edges keep their order: every second gap between them is filled. */
function slabs(edges: readonly Edge[], crossed: readonly number[]): number[] {
    const ends = edges.flatMap(({ y0, y1 }) => [y0, y1]);
    const heights = [...new Set([...ends, ...crossed])].sort((a, b) => a - b);
    const out: number[] = [];
    let next = 0;
    let open: Edge[] = [];
    for (let i = 0; i + 1 < heights.length; ++i) {
        const [top, bottom] = [heights[i], heights[i + 1]];
        open = open.filter(edge => edge.y1 > top);
        while (next < edges.length && edges[next].y0 <= top) open.push(edges[next++]);
        const middle = (top + bottom) / 2;
        const sorted = open.sort((a, b) => xAt(a, middle) - xAt(b, middle));
        for (let k = 0; k + 1 < sorted.length; k += 2) {
            const [left, right] = [sorted[k], sorted[k + 1]];
            const [a, b, c, d] = [xAt(left, top), xAt(right, top), xAt(right, bottom), xAt(left, bottom)];
            out.push(a, top, b, top, c, bottom, a, top, c, bottom, d, bottom);
        }
    }
    return out;
}
