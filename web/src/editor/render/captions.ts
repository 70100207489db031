import { t } from '../../shared/language';
import { boxBetween } from '../model/geometry';
import type { Box, ObjectId, Point, Size } from '../model/types';
import type { Caption, CaptionLine, TextSettings, Tone } from './captionText';
import { toScreen, type Camera } from './camera';
import { bestPlace, declutter, type Candidate } from './declutter';

export type CaptionStyle = Pick<TextSettings, 'position' | 'size' | 'leastWidth'>;

type Target = CanvasRenderingContext2D;

const MOST = 500;
const LINE = 1.25;
const COLOURS: Record<Tone, string> = { plain: '#ffffff', dimensions: '#91caff', description: '#ffe58f' };

const fontOf = ({ size }: CaptionStyle) => `${size}px system-ui, sans-serif`;

const widths = new Map<string, number>();

/** Width of a text in the font in force; measuring is slow, and most texts come again and again. */
function widthOf(target: Target, text: string): number {
    const key = `${target.font}/${text}`;
    let width = widths.get(key);
    if (width === undefined) {
        if (widths.size > 5000) widths.clear();
        width = target.measureText(text).width;
        widths.set(key, width);
    }
    return width;
}

function onScreen(camera: Camera, { minX, minY, maxX, maxY }: Box): Box {
    return boxBetween(toScreen(camera, { x: minX, y: minY }), toScreen(camera, { x: maxX, y: maxY }));
}

function candidateOf(target: Target, { id, lines, box }: Caption, camera: Camera, { size }: CaptionStyle): Candidate {
    return {
        id,
        box: onScreen(camera, box),
        width: Math.max(...lines.map(({ text }) => widthOf(target, text))),
        height: lines.length * size * LINE,
    };
}

/** White letters with a dark halo, readable on any picture. */
function paintLines(target: Target, lines: readonly CaptionLine[], at: Point, { size }: CaptionStyle): void {
    lines.forEach(({ text, tone }, i) => {
        const y = at.y + i * size * LINE;
        target.strokeText(text, at.x, y);
        target.fillStyle = COLOURS[tone];
        target.fillText(text, at.x, y);
    });
}

function begin(target: Target, style: CaptionStyle, ratio: number): void {
    target.save();
    target.scale(ratio, ratio);
    target.font = fontOf(style);
    target.textBaseline = 'top';
    target.lineWidth = 3;
    target.lineJoin = 'round';
    target.strokeStyle = 'rgba(0,0,0,0.75)';
}

/** Few captions that must show, wherever there is room. */
export function paintCaptions(
    target: Target,
    captions: readonly Caption[],
    camera: Camera,
    style: CaptionStyle,
    ratio: number,
): void {
    begin(target, style, ratio);
    const viewport = { width: target.canvas.width / ratio, height: target.canvas.height / ratio };
    for (const caption of captions) {
        if (!caption.lines.length) continue;
        const place = bestPlace(candidateOf(target, caption, camera, style), style.position, viewport);
        paintLines(target, caption.lines, place, style);
    }
    target.restore();
}

/** Where the texts of all objects come from; the more important ones first. */
export interface CaptionSource {
    readonly style: CaptionStyle;
    boxes(): Iterable<Pick<Caption, 'id' | 'box'>>;
    lines(id: ObjectId): readonly CaptionLine[];
}

/** Time without a move after which texts are placed anew. */
const SETTLE = 120;

/**
 * The surface with the texts of all objects. Placing them costs too much to do it on every frame, so they travel with a
 * picture that is dragged, are away while it is zoomed, and find their places when it rests.
 */
export class CaptionLayer {
    readonly canvas = document.createElement('canvas');
    /** Objects whose text shows. */
    shown: ReadonlySet<ObjectId> = new Set();
    private readonly target: Target;
    private drawnFor: Camera | null = null;
    private wanted = false;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly settled: () => void) {
        this.canvas.className = 'ed-layer ed-layer-text';
        const target = this.canvas.getContext('2d');
        if (!target) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
        this.target = target;
    }

    moved(camera: Camera): void {
        const { drawnFor } = this;
        if (!this.wanted || !drawnFor) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(this.settled, SETTLE);
        const same = drawnFor.scale === camera.scale && drawnFor.turn === camera.turn;
        this.canvas.style.visibility = same ? 'visible' : 'hidden';
        if (same) this.canvas.style.translate = `${camera.x - drawnFor.x}px ${camera.y - drawnFor.y}px`;
    }

    draw(source: CaptionSource | null, camera: Camera, viewport: Size, ratio: number): void {
        const { target, canvas } = this;
        clearTimeout(this.timer);
        canvas.style.translate = '';
        canvas.style.visibility = 'visible';
        if (this.shown.size) {
            target.setTransform(1, 0, 0, 1, 0, 0);
            target.clearRect(0, 0, canvas.width, canvas.height);
        }
        this.drawnFor = camera;
        this.shown = new Set();
        this.wanted = source !== null;
        if (!source) return;
        const { style } = source;
        begin(target, style, ratio);
        const linesOf = new Map<ObjectId, readonly CaptionLine[]>();
        const candidates = function* () {
            for (const { id, box } of source.boxes()) {
                const { minX, maxX } = onScreen(camera, box);
                // Told apart here already, as what they would say costs more than where they are.
                const lines = maxX - minX < style.leastWidth ? [] : source.lines(id);
                if (!lines.length) continue;
                linesOf.set(id, lines);
                yield candidateOf(target, { id, box, lines }, camera, style);
            }
        };
        const rules = { position: style.position, viewport, leastWidth: style.leastWidth, most: MOST };
        const placed = declutter(candidates(), rules);
        for (const { id, x, y } of placed) paintLines(target, linesOf.get(id) ?? [], { x, y }, style);
        target.restore();
        this.shown = new Set(placed.map(({ id }) => id));
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.canvas.remove();
    }
}
