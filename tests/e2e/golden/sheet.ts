// Draws one sheet a kind of shape with the editor's own renderer: three zooms, two pixel ratios, plain, selected with its
// handles, and occluded. Without text, as fonts differ between computers. Bundled and run in Chromium by golden.mjs.
import { blankMask, paintSpans, storedMask } from '../../../web/src/editor/model/brush';
import { cuboidFromPoints } from '../../../web/src/editor/model/cuboid';
import { drawn } from '../../../web/src/editor/model/edits';
import { strokeSpans } from '../../../web/src/editor/model/raster';
import type { FrameObject } from '../../../web/src/editor/model/types';
import { matrixOf } from '../../../web/src/editor/render/camera';
import { MaskPictures } from '../../../web/src/editor/render/masks';
import { paintOverlay, type OverlayContent } from '../../../web/src/editor/render/overlay';
import { paintObject, type Brush, type Palette } from '../../../web/src/editor/render/paint';
import { PaintedPictures } from '../../../web/src/editor/render/painted';
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

export function sheets(): Record<string, string> {
    const names = Object.keys(SHAPES) as (keyof typeof SHAPES)[];
    return { ...Object.fromEntries(names.map(name => [name, shapeSheet(stateOf(name))])), tools: toolSheet() };
}
