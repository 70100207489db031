// Draws one sheet a kind of shape with each of the editor's own renderers: three zooms, two pixel ratios, plain, selected
// with its handles, and occluded. Without text, as fonts differ between computers. Bundled and run in Chromium by golden.mjs.
import { blankMask, paintSpans, storedMask } from '../../../web/src/editor/model/brush';
import { cuboidFromPoints } from '../../../web/src/editor/model/cuboid';
import { withHole } from '../../../web/src/editor/model/holes';
import { drawn } from '../../../web/src/editor/model/edits';
import { strokeSpans } from '../../../web/src/editor/model/raster';
import type { FrameObject } from '../../../web/src/editor/model/types';
import { matrixOf } from '../../../web/src/editor/render/camera';
import { GlShapes } from '../../../web/src/editor/render/gl/glShapes';
import { MaskPictures } from '../../../web/src/editor/render/masks';
import { paintOverlay, type OverlayContent } from '../../../web/src/editor/render/overlay';
import type { Brush } from '../../../web/src/editor/render/brush';
import { paintObject, type Palette } from '../../../web/src/editor/render/paint';
import { PaintedPictures } from '../../../web/src/editor/render/painted';
import type { Picture } from '../../../web/src/editor/render/picture';
import type { Preview } from '../../../web/src/editor/tools';

const CELL = { width: 150, height: 110 };
const ZOOMS = [0.5, 1, 2.2];
const COLOUR = '#e8590c';

const LABEL = {
    id: 1,
    name: 'thing',
    color: COLOUR,
    type: 'any' as const,
    attributes: [],
    sublabels: [],
};
const NODES = [
    [10, 12],
    [30, 20],
    [50, 12],
    [30, 44],
].map((points, i) => ({ labelId: 10 + i, points, occluded: i === 1, outside: false }));

/** A thick stroke from one corner to the other. */
function strokeOn(width: number, height: number) {
    const spans = strokeSpans({ x: 12, y: 14 }, { x: 44, y: 32 }, 17, 'round');
    return paintSpans(blankMask({ width, height }), spans, 1);
}

const SHAPES = {
    rectangle: { type: 'rectangle', points: [8, 8, 52, 38], rotation: 20 },
    ellipse: { type: 'ellipse', points: [30, 24, 54, 10], rotation: 30 },
    polygon: { type: 'polygon', points: [8, 10, 40, 4, 54, 30, 30, 22, 14, 44] },
    holed: {
        type: 'polygon',
        points: withHole([6, 6, 54, 10, 50, 42, 12, 38], [20, 18, 40, 18, 32, 30]),
    },
    crossing: { type: 'polygon', points: [8, 8, 52, 40, 52, 8, 8, 40] },
    polyline: { type: 'polyline', points: [6, 40, 20, 8, 36, 36, 54, 10] },
    points: { type: 'points', points: [10, 10, 30, 26, 50, 12, 44, 40] },
    cuboid: {
        type: 'cuboid',
        points: cuboidFromPoints({ x: 8, y: 16 }, { x: 8, y: 44 }, { x: 38, y: 44 }, { x: 54, y: 34 }),
    },
    mask: { type: 'mask', points: storedMask(strokeOn(64, 48)) ?? [] },
    skeleton: { type: 'skeleton', points: [], nodes: NODES },
} as const;

function stateOf(name: keyof typeof SHAPES): FrameObject {
    const object = drawn(SHAPES[name], 'shape', 0, LABEL, 0);
    if (object.kind !== 'shape') throw new Error('a shape was asked for');
    const elements = object.elements.map(element => ({ ...element, keyframe: true }));
    return { ...object, id: 1, elements, keyframe: true };
}

const palette: Palette = {
    masks: new MaskPictures(),
    painted: new PaintedPictures(),
    edges: () => [
        [10, 11],
        [11, 12],
        [11, 13],
    ],
    sublabelColour: id => ['#1971c2', '#2f9e44', '#9c36b5', '#e03131'][id - 10] ?? COLOUR,
};

const brush = (ratio: number, selected: boolean, dashed = false): Brush => ({
    colour: COLOUR,
    outline: COLOUR,
    fill: selected ? 0.3 : 0.1,
    lineWidth: (selected ? 2.5 : 1.5) * ratio,
    pointRadius: 4 * ratio,
    dashed,
});

function content(object: FrameObject | null, preview: Preview, ratio: number): OverlayContent {
    return {
        preview,
        selected: object ? [object] : [],
        hovered: null,
        highlights: [],
        people: [],
        links: [],
        captions: [],
        captionStyle: { position: 'auto', size: 12 },
        projections: false,
        editing: object,
        drawColour: '#1971c2',
        handleRadius: 4,
        paintAlpha: 0.55,
        get: () => object ?? undefined,
        brush: () => brush(ratio, true),
    };
}

/** Draws what a picture shows by the graphics card, as the editor does, and puts it on the sheet. */
class CardCell {
    private scale = 1;
    private ratio = 1;
    private dashed = false;
    private readonly shapes: GlShapes;

    constructor(object: FrameObject) {
        const scene = {
            size: 1,
            masks: 0,
            inBox: () => [object],
            get: () => object,
        };
        const picture = {
            palette,
            scene,
            lifted: new Set(),
            truth: () => null,
            plainBrush: () => brush(this.ratio, false, this.dashed),
            camera: camera(1),
        };
        const shapes = GlShapes.make(
            picture as unknown as Picture,
            () => matrixOf(camera(this.scale), this.ratio),
            () => this.ratio,
            { software: true },
        );
        if (!shapes) throw new Error('the browser has no WebGL2');
        this.shapes = shapes;
        this.shapes.resize(CELL.width, CELL.height);
    }

    paint(target: CanvasRenderingContext2D, scale: number, ratio: number, dashed: boolean): void {
        Object.assign(this, { scale, ratio, dashed });
        this.shapes.restyle(false);
        if (!this.shapes.draw()) throw new Error('not all was drawn');
        target.drawImage(this.shapes.canvas, 0, 0);
    }

    dispose(): void {
        this.shapes.dispose();
    }
}

type Paint = (target: CanvasRenderingContext2D, scale: number, ratio: number, row: number) => void;

function sheet(rows: number, paint: Paint): string {
    const canvas = document.createElement('canvas');
    canvas.width = CELL.width * ZOOMS.length;
    canvas.height = CELL.height * rows;
    const target = canvas.getContext('2d')!;
    target.fillStyle = '#c9d6cf';
    target.fillRect(0, 0, canvas.width, canvas.height);
    for (let row = 0; row < rows; ++row) {
        ZOOMS.forEach((zoom, column) => {
            const ratio = row === rows - 1 ? 2 : 1;
            // Shifted, as the tiles of the still picture are.
            target.save();
            target.translate(column * CELL.width, row * CELL.height);
            target.beginPath();
            target.rect(0, 0, CELL.width, CELL.height);
            target.clip();
            paint(target, zoom / ratio, ratio, row);
            target.restore();
        });
    }
    return canvas.toDataURL('image/png');
}

const camera = (scale: number) => ({ scale, x: 6, y: 6, turn: 0 as const });

function shapeSheet(object: FrameObject): string {
    return sheet(4, (target, scale, ratio, row) => {
        const m = matrixOf(camera(scale), ratio);
        if (row % 2 === 0) paintObject(target, object, m, brush(ratio, false, row === 2), palette);
        else paintOverlay(target, content(object, { cursor: '', sketches: [] }, ratio), camera(scale), ratio, palette);
    });
}

/** Plain and occluded, as the graphics card draws them, beside the same by Canvas 2D. */
function rendererSheets(object: FrameObject): { card: string; canvas: string } {
    const cell = new CardCell(object);
    const sheets = {
        card: sheet(3, (target, scale, ratio, row) => cell.paint(target, scale, ratio, row === 1)),
        canvas: sheet(3, (target, scale, ratio, row) =>
            paintObject(target, object, matrixOf(camera(scale), ratio), brush(ratio, false, row === 1), palette),
        ),
    };
    cell.dispose();
    return sheets;
}

/** What tools draw besides objects: a mask being painted with its brush, guides, targets, a marquee and a crosshair. */
function toolSheet(): string {
    const painted = strokeOn(64, 48);
    const preview: Preview = {
        cursor: '',
        sketches: [
            { type: 'mask', points: [], rotation: 0, painted },
            { type: 'polygon', points: [30, 6, 56, 8, 52, 20], rotation: 0, open: true },
        ],
        brush: { at: { x: 44, y: 32 }, size: 17, form: 'round', erases: false },
        guides: [{ points: [4, 40, 24, 36, 40, 44], dots: true }],
        targets: [{ x: 24, y: 36 }],
        marquee: { minX: 2, minY: 2, maxX: 20, maxY: 20 },
        crosshair: { x: 60, y: 46 },
    };
    return sheet(2, (target, scale, ratio) =>
        paintOverlay(target, content(null, preview, ratio), camera(scale), ratio, palette),
    );
}

export interface Sheets {
    /** Held against the kept pictures. */
    readonly kept: Record<string, string>;
    /** What both renderers make of the same object, held against each other. */
    readonly both: Record<string, { card: string; canvas: string }>;
}

export function sheets(): Sheets {
    const names = [...(Object.keys(SHAPES) as (keyof typeof SHAPES)[])];
    const both = Object.fromEntries(names.map(name => [name, rendererSheets(stateOf(name))]));
    const byCanvas = names.map(name => [name, shapeSheet(stateOf(name))] as const);
    const byCard = names.map(name => [`${name}-card`, both[name].card] as const);
    return { kept: { ...Object.fromEntries([...byCanvas, ...byCard]), tools: toolSheet() }, both };
}
