import { handlesOf, skeletonBox, type Handle } from '../model/handles';
import { snapBrush } from '../model/raster';
import type { PlacedNode } from '../model/skeleton';
import type { Box, FrameElement, FrameObject, ObjectId, Point } from '../model/types';
import type { Preview, Sketch } from '../tools';
import type { Guide } from '../tools/types';
import { matrixOf, toScreen, type Camera } from './camera';
import type { Caption } from './captionText';
import { paintCaptions, type CaptionStyle } from './captions';
import type { Brush } from './brush';
import { paintLinks, type LinkMark } from './links';
import { device, paintObject, tracePath, type Matrix, type Paintable, type Palette } from './paint';
import { paintPeople, type PersonMark } from './people';
import { paintProjections } from './projections';

export type Emphasis = 'plain' | 'hover' | 'selected';

/** Everything that changes with the pointer, drawn over the still picture. */
export interface OverlayContent {
    readonly preview: Preview;
    readonly selected: readonly FrameObject[];
    readonly hovered: FrameObject | null;
    /** Objects that stand out against all others, each in its own look. */
    readonly highlights: readonly { readonly object: FrameObject; readonly brush: Brush }[];
    /** Objects that others have in hand. */
    readonly people: readonly PersonMark[];
    /** Arrows between objects. */
    readonly links: readonly LinkMark[];
    readonly captions: readonly Caption[];
    readonly captionStyle: CaptionStyle;
    /** Lead the edges of cuboids on to where they meet. */
    readonly projections: boolean;
    /** The selected object whose handles show. */
    readonly editing: FrameObject | null;
    readonly drawColour: string;
    readonly handleRadius: number;
    /** How much a mask being painted covers, 0 to 1. */
    readonly paintAlpha: number;
    get(id: ObjectId): FrameObject | undefined;
    brush(object: FrameObject, emphasis: Emphasis): Brush;
}

/** Whether there is nothing to draw. */
export function isBlank({ preview, selected, hovered, highlights, people, links, captions }: OverlayContent): boolean {
    const { sketches, crosshair, marquee, text, brush, guides = [], targets = [], labels = [] } = preview;
    const lists = [selected, highlights, people, links, captions, sketches, guides, targets, labels];
    const listed = lists.some(list => list.length > 0);
    return !hovered && !crosshair && !marquee && !text && !brush && !listed;
}

type Target = CanvasRenderingContext2D;

export function paintOverlay(
    target: Target,
    content: OverlayContent,
    camera: Camera,
    ratio: number,
    palette: Palette,
): void {
    const m = matrixOf(camera, ratio);
    const { preview, selected, hovered } = content;
    const replaced = new Set(preview.sketches.map(sketch => sketch.id));
    if (hovered && !replaced.has(hovered.id)) {
        paintObject(target, hovered, m, content.brush(hovered, 'hover'), palette);
    }
    for (const object of selected) {
        if (!replaced.has(object.id)) paintObject(target, object, m, content.brush(object, 'selected'), palette);
    }
    if (content.projections) {
        for (const object of new Set(hovered ? [...selected, hovered] : selected)) {
            if (object.type !== 'cuboid' || replaced.has(object.id)) continue;
            paintProjections(target, object.points, m, content.brush(object, 'selected').colour, ratio);
        }
    }
    for (const { object, brush } of content.highlights) paintObject(target, object, m, brush, palette);
    paintPeople(target, content.people, m, ratio);
    for (const sketch of preview.sketches) paintSketch(target, sketch, m, content, palette, ratio);
    if (content.editing && !preview.sketches.length)
        paintHandles(target, content.editing, preview.hot, camera, m, content, ratio);
    paintLinks(target, content.links, m, ratio);
    for (const guide of preview.guides ?? []) paintGuide(target, guide, m, ratio);
    for (const { x, y } of preview.targets ?? []) ring(target, device(m, x, y), 6 * ratio, ratio);
    paintCaptions(target, content.captions, camera, content.captionStyle, ratio);
    if (preview.crosshair) paintCrosshair(target, preview.crosshair, m, ratio);
    if (preview.marquee) paintMarquee(target, preview.marquee, m, ratio);
    if (preview.brush) paintBrush(target, preview.brush, m, ratio);
    for (const { at, value } of preview.labels ?? []) paintMeasure(target, value, toScreen(camera, at), ratio);
    if (preview.text) paintMeasure(target, preview.text.value, toScreen(camera, preview.text.at), ratio);
}

function paintSketch(
    target: Target,
    sketch: Sketch,
    m: Matrix,
    content: OverlayContent,
    palette: Palette,
    ratio: number,
): void {
    const original = sketch.id === undefined ? undefined : content.get(sketch.id);
    if (sketch.painted) {
        const colour = original ? content.brush(original, 'selected').colour : content.drawColour;
        return palette.painted.draw(target, sketch.painted, m, colour, content.paintAlpha);
    }
    const elements =
        sketch.nodes?.map(elementOf) ??
        (original?.elements ?? []).map(element => ({
            ...element,
            points: sketch.elements?.get(element.labelId) ?? element.points,
        }));
    const object: Paintable = { ...sketch, labelId: sketch.labelId ?? original?.labelId ?? -1, elements };
    const colour = content.drawColour;
    const brush: Brush = original
        ? content.brush(original, 'selected')
        : { colour, outline: colour, fill: 0.2, lineWidth: 1.75 * ratio, pointRadius: 4 * ratio, dashed: false };
    if (!sketch.open) return paintObject(target, object, m, brush, palette);
    paintObject(target, { ...object, type: sketch.type === 'polygon' ? 'polyline' : sketch.type }, m, brush, palette);
    if (sketch.type === 'polygon' && sketch.points.length >= 6) {
        target.beginPath();
        tracePath(target, sketch.points, m, true);
        target.globalAlpha = 0.15;
        target.fillStyle = colour;
        target.fill('evenodd');
        target.globalAlpha = 1;
    }
    for (let i = 0; i + 1 < sketch.points.length; i += 2) {
        dot(
            target,
            device(m, sketch.points[i], sketch.points[i + 1]),
            3.5 * ratio,
            i === 0 ? '#ffffff' : colour,
            ratio,
        );
    }
}

function elementOf(node: PlacedNode): FrameElement {
    return { ...node, type: 'points', rotation: 0, zOrder: 0, attributes: [], keyframe: true };
}

/** Lines that are no objects, readable on any picture: dark below, light above. */
function paintGuide(target: Target, { points, closed = false, dashed, dots }: Guide, m: Matrix, ratio: number): void {
    for (const [colour, width] of [['rgba(0,0,0,0.6)', 3 * ratio] as const, ['#ffffff', 1.25 * ratio] as const]) {
        target.beginPath();
        tracePath(target, points, m, closed);
        target.strokeStyle = colour;
        target.lineWidth = width;
        target.setLineDash(dashed ? [5 * ratio, 4 * ratio] : []);
        target.stroke();
    }
    target.setLineDash([]);
    for (let i = 0; dots && i + 1 < points.length; i += 2)
        dot(target, device(m, points[i], points[i + 1]), 3 * ratio, '#ffffff', ratio);
}

/** What a click would be drawn to. */
function ring(target: Target, [x, y]: [number, number], radius: number, ratio: number): void {
    for (const [colour, width] of [['rgba(0,0,0,0.7)', 4 * ratio] as const, ['#ffd666', 2 * ratio] as const]) {
        target.beginPath();
        target.arc(x, y, radius, 0, 2 * Math.PI);
        target.strokeStyle = colour;
        target.lineWidth = width;
        target.stroke();
    }
}

/** The outline of the brush, on the pixel grid where single pixels can be told apart. */
function paintBrush(target: Target, brush: NonNullable<Preview['brush']>, m: Matrix, ratio: number): void {
    const scale = Math.hypot(m[0], m[1]);
    const at = scale >= 4 ? snapBrush(brush.at, brush.size) : brush.at;
    const [x, y] = device(m, at.x, at.y);
    const r = (brush.size / 2) * scale;
    for (const [colour, width] of [
        ['rgba(0,0,0,0.8)', 3 * ratio] as const,
        [brush.erases ? '#ff7875' : '#ffffff', 1.25 * ratio] as const,
    ]) {
        target.beginPath();
        if (brush.form === 'round') target.arc(x, y, Math.max(r, ratio), 0, 2 * Math.PI);
        else target.rect(x - r, y - r, 2 * r, 2 * r);
        target.strokeStyle = colour;
        target.lineWidth = width;
        target.setLineDash(brush.erases ? [4 * ratio, 3 * ratio] : []);
        target.stroke();
    }
    target.setLineDash([]);
}

/** Where a line leads: an arrow head on the middle of its first stretch. */
function paintDirection(target: Target, { points }: FrameObject, m: Matrix, colour: string, ratio: number): void {
    const [x0, y0] = device(m, points[0], points[1]);
    const [x1, y1] = device(m, points[2], points[3]);
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [dx, dy] = [((x1 - x0) / length) * 6 * ratio, ((y1 - y0) / length) * 6 * ratio];
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    target.beginPath();
    target.moveTo(x + dx, y + dy);
    target.lineTo(x - dx - dy, y - dy + dx);
    target.lineTo(x - dx + dy, y - dy - dx);
    target.closePath();
    target.fillStyle = colour;
    target.fill();
    target.strokeStyle = 'rgba(0,0,0,0.75)';
    target.lineWidth = ratio;
    target.stroke();
}

function dot(target: Target, [x, y]: [number, number], radius: number, fill: string, ratio: number): void {
    target.beginPath();
    target.arc(x, y, radius, 0, 2 * Math.PI);
    target.fillStyle = fill;
    target.fill();
    target.strokeStyle = 'rgba(0,0,0,0.75)';
    target.lineWidth = ratio;
    target.stroke();
}

/** Vertices of a shape with more than this many show only when they are far enough apart to be told from each other. */
const CROWDED = 400;

const FILLS: Partial<Record<Handle['kind'], string>> = { rotate: '#ffd666', upright: '#91caff' };

/** The dashed box a skeleton's handles sit on. */
function paintFrame(target: Target, { minX, minY, maxX, maxY }: Box, m: Matrix, ratio: number): void {
    target.beginPath();
    tracePath(target, [minX, minY, maxX, minY, maxX, maxY, minX, maxY], m, true);
    target.strokeStyle = 'rgba(255,255,255,0.8)';
    target.lineWidth = ratio;
    target.setLineDash([4 * ratio, 4 * ratio]);
    target.stroke();
    target.setLineDash([]);
}

function paintHandles(
    target: Target,
    object: FrameObject,
    hot: Handle | undefined,
    camera: Camera,
    m: Matrix,
    content: OverlayContent,
    ratio: number,
): void {
    const radius = content.handleRadius * ratio;
    const handles = handlesOf(object, camera.scale);
    let last: [number, number] = [-Infinity, -Infinity];
    if (object.type === 'skeleton') paintFrame(target, skeletonBox(object, camera.scale), m, ratio);
    for (const { handle, at } of handles) {
        const place = device(m, at.x, at.y);
        if (handle.kind === 'direction') {
            const colour = hot?.kind === 'direction' ? '#1677ff' : content.brush(object, 'selected').colour;
            paintDirection(target, object, m, colour, ratio);
            continue;
        }
        const isHot = hot && JSON.stringify(hot) === JSON.stringify(handle);
        const near = Math.hypot(place[0] - last[0], place[1] - last[1]) < radius;
        if (handles.length > CROWDED && near && !isHot) continue;
        last = place;
        const first = handle.kind === 'vertex' && handle.index === 0 && object.type !== 'points';
        const fill = isHot ? '#1677ff' : first ? '#bdbdbd' : (FILLS[handle.kind] ?? '#ffffff');
        // The nodes of a skeleton show already; their handles must not hide which is which.
        if (handle.kind === 'element' && !isHot) continue;
        dot(target, place, isHot ? radius * 1.4 : radius, fill, ratio);
    }
    if (hot?.kind === 'edge') dot(target, device(m, hot.at.x, hot.at.y), radius, '#95de64', ratio);
}

const FONT = '12px system-ui, sans-serif';

function paintMeasure(target: Target, text: string, at: Point, ratio: number): void {
    target.save();
    target.scale(ratio, ratio);
    target.font = FONT;
    target.textBaseline = 'middle';
    const width = target.measureText(text).width + 12;
    // Beside the pointer, and where there is no room on its other side.
    const x = at.x + 14 + width < target.canvas.width / ratio ? at.x + 14 : at.x - 14 - width;
    const y = Math.max(0, Math.min(at.y + 10, target.canvas.height / ratio - 20));
    target.fillStyle = 'rgba(0,0,0,0.75)';
    target.fillRect(x, y, width, 20);
    target.fillStyle = '#ffffff';
    target.fillText(text, x + 6, y + 10.5);
    target.restore();
}

function paintCrosshair(target: Target, p: Point, m: Matrix, ratio: number): void {
    const [x, y] = device(m, p.x, p.y).map(Math.round);
    const { width, height } = target.canvas;
    for (const [colour, dash] of [['rgba(0,0,0,0.6)', 0] as const, ['rgba(255,255,255,0.9)', 4 * ratio] as const]) {
        target.strokeStyle = colour;
        target.lineWidth = Math.max(1, Math.floor(ratio));
        target.setLineDash(dash ? [dash, dash] : []);
        target.beginPath();
        target.moveTo(0, y + 0.5);
        target.lineTo(width, y + 0.5);
        target.moveTo(x + 0.5, 0);
        target.lineTo(x + 0.5, height);
        target.stroke();
    }
    target.setLineDash([]);
}

function paintMarquee(target: Target, box: Box, m: Matrix, ratio: number): void {
    const corners = [box.minX, box.minY, box.maxX, box.minY, box.maxX, box.maxY, box.minX, box.maxY];
    target.beginPath();
    tracePath(target, corners, m, true);
    target.fillStyle = 'rgba(22,119,255,0.12)';
    target.fill();
    target.strokeStyle = '#1677ff';
    target.lineWidth = ratio;
    target.stroke();
}
