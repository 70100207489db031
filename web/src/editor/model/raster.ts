import { frameBox, rotatedCorners } from './geometry';
import type { MaskBitmap } from './mask';
import type { FrameObject, Point, Points, Size } from './types';

/**
 * Shapes as pixels. Polygons are filled as the COCO tools do it, so that what is seen here is what an export holds:
 * corners on a grid five times finer, edges walked along their longer axis, columns toggled where an edge crosses their
 * middle.
 */
const FINER = 5;

/** Pixels inside a ring, cut to the image, in the tight box of its corners. */
export function polygonBitmap(points: Points, size: Size): MaskBitmap {
    const toggles = columnToggles(points, size);
    return filledColumns(toggles, size.height);
}

/** Sorted positions column*height+row at which the filling switches on and off. */
function columnToggles(points: Points, { width, height }: Size): number[] {
    const n = points.length / 2;
    const fine = points.map(value => Math.trunc(FINER * value + 0.5));
    const us: number[] = [];
    const vs: number[] = [];
    for (let j = 0; j < n; ++j) {
        const k = (j + 1) % n;
        walk(fine[2 * j], fine[2 * j + 1], fine[2 * k], fine[2 * k + 1], us, vs);
    }
    const toggles: number[] = [];
    for (let j = 1; j < us.length; ++j) {
        if (us[j] === us[j - 1]) continue;
        const column = ((us[j] < us[j - 1] ? us[j] : us[j] - 1) + 0.5) / FINER - 0.5;
        if (!Number.isInteger(column) || column < 0 || column > width - 1) continue;
        const row = (Math.min(vs[j], vs[j - 1]) + 0.5) / FINER - 0.5;
        toggles.push(column * height + Math.ceil(Math.min(height, Math.max(0, row))));
    }
    return toggles.sort((a, b) => a - b);
}

/** Appends every fine grid point of an edge, from its start to its end. */
function walk(x0: number, y0: number, x1: number, y1: number, us: number[], vs: number[]): void {
    const dx = Math.abs(x1 - x0);
    const dy = Math.abs(y1 - y0);
    const flat = dx >= dy;
    const backwards = (flat && x0 > x1) || (!flat && y0 > y1);
    const [xs, ys, xe, ye] = backwards ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
    const steps = flat ? dx : dy;
    const slope = steps === 0 ? 0 : flat ? (ye - ys) / dx : (xe - xs) / dy;
    for (let d = 0; d <= steps; ++d) {
        const t = backwards ? steps - d : d;
        us.push(flat ? t + xs : Math.trunc(xs + slope * t + 0.5));
        vs.push(flat ? Math.trunc(ys + slope * t + 0.5) : t + ys);
    }
}

function filledColumns(toggles: readonly number[], height: number): MaskBitmap {
    const runs: [number, number][] = [];
    for (let i = 0; i + 1 < toggles.length; i += 2) {
        if (toggles[i + 1] > toggles[i]) runs.push([toggles[i], toggles[i + 1]]);
    }
    if (!runs.length) return { left: 0, top: 0, width: 0, height: 0, data: new Uint8Array(0) };
    const left = Math.floor(runs[0][0] / height);
    const right = Math.floor((runs[runs.length - 1][1] - 1) / height);
    let top = height;
    let bottom = 0;
    for (const [from, to] of runs) {
        const whole = Math.floor(from / height) !== Math.floor((to - 1) / height);
        top = whole ? 0 : Math.min(top, from % height);
        bottom = whole ? height - 1 : Math.max(bottom, (to - 1) % height);
    }
    const width = right - left + 1;
    const rows = bottom - top + 1;
    const data = new Uint8Array(width * rows);
    // Marks where a column switches, then hands the state down row by row: memory is passed in its own order.
    const flip = (column: number, row: number) => {
        if (row < rows) data[row * width + column] ^= 1;
    };
    for (const [from, to] of runs) {
        for (let at = from; at < to;) {
            const column = Math.floor(at / height);
            const end = Math.min(to, (column + 1) * height);
            flip(column - left, at - column * height - top);
            flip(column - left, end - column * height - top);
            at = end;
        }
    }
    for (let i = width; i < data.length; ++i) data[i] ^= data[i - width];
    return { left, top, width, height: rows, data };
}

/** Corners of an ellipse as a ring of so many points, rotation included. */
export function ellipseRing(object: Pick<FrameObject, 'type' | 'points' | 'rotation'>, count = 64): number[] {
    const [cx, cy, right, top] = object.points;
    const angle = (object.rotation * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return Array.from({ length: count }, (_, i) => {
        const t = (2 * Math.PI * i) / count;
        const x = (right - cx) * Math.cos(t);
        const y = (cy - top) * Math.sin(t);
        return [cx + cos * x - sin * y, cy + sin * x + cos * y];
    }).flat();
}

/** The outline of an area as one ring; nothing for what has no area. */
export function ringOf(object: Pick<FrameObject, 'type' | 'points' | 'rotation'>): number[] | null {
    switch (object.type) {
        case 'polygon':
            return [...object.points];
        case 'rectangle':
            return rotatedCorners(frameBox(object), object.rotation).flatMap(({ x, y }) => [x, y]);
        case 'ellipse':
            return ellipseRing(object);
        default:
            return null;
    }
}

export type BrushForm = 'round' | 'square';

/** A brush's middle put on the pixel grid: on a pixel's middle for odd sizes, on its corner for even ones. */
export function snapBrush(p: Point, size: number): Point {
    const half = size % 2 ? 0.5 : 0;
    return { x: Math.round(p.x - half) + half, y: Math.round(p.y - half) + half };
}

/**
 * Pixels under a brush drawn from one point to another, as row, first column and column after the last, flat. `size` is
 * the diameter in pixels. Both forms are convex, so each row is one run.
 */
export function strokeSpans(from: Point, to: Point, size: number, form: BrushForm): number[] {
    const a = snapBrush(from, size);
    const b = snapBrush(to, size);
    const r = size / 2;
    const sides = sweptSides(a, b, r, form);
    const spans: number[] = [];
    for (let row = Math.floor(Math.min(a.y, b.y) - r); row < Math.max(a.y, b.y) + r; ++row) {
        const y = row + 0.5;
        let low = Infinity;
        let high = -Infinity;
        for (const end of [a, b]) {
            const dy = Math.abs(y - end.y);
            if (dy > r) continue;
            const half = form === 'round' ? Math.sqrt(r * r - dy * dy) : r;
            low = Math.min(low, end.x - half);
            high = Math.max(high, end.x + half);
        }
        for (const [x0, y0, x1, y1] of sides) {
            if (Math.min(y0, y1) > y || Math.max(y0, y1) < y || y0 === y1) continue;
            const x = x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
            low = Math.min(low, x);
            high = Math.max(high, x);
        }
        const first = Math.ceil(low - 0.5);
        const end = Math.floor(high - 0.5) + 1;
        if (first < end) spans.push(row, first, end);
    }
    return spans;
}

/** Lines that bound the area between the two ends of a stroke. */
function sweptSides(a: Point, b: Point, r: number, form: BrushForm): [number, number, number, number][] {
    if (form === 'square') {
        return [
            [-r, -r],
            [r, -r],
            [r, r],
            [-r, r],
        ].map(([x, y]) => [a.x + x, a.y + y, b.x + x, b.y + y]);
    }
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length === 0) return [];
    const x = (-(b.y - a.y) / length) * r;
    const y = ((b.x - a.x) / length) * r;
    return [
        [a.x + x, a.y + y, b.x + x, b.y + y],
        [a.x - x, a.y - y, b.x - x, b.y - y],
    ];
}
