import { boxBetween, drawnBox } from '../model/geometry';
import type { Box, FrameObject, ObjectId, Point, Size } from '../model/types';
import { createStore } from 'zustand/vanilla';
import { fitBox, fitImage, panBy, toImage, toScreen, turnTo, zoomAt, type Camera, type Turn } from '../render/camera';
import type { Ghost } from '../render/ghost';
import type { Emphasis, OverlayContent } from '../render/overlay';
import type { CaptionSource } from '../render/captions';
import type { Brush } from '../render/brush';
import type { Palette } from '../render/paint';
import { PaintedPictures } from '../render/painted';
import { isDrawTool, type Preview } from '../tools';
import type { Picture } from '../render/picture';
import { Renderer, type Layer } from '../render/renderer';
import { Captions } from './captions';
import { cameraFrom } from './memory';
import { linkMarks } from './objectLinks';
import { Sight } from './sight';
import type { Session } from './session';

/** A larger selection is drawn into the still picture, as the overlay is drawn anew with every move. */
const LARGE_SELECTION = 100;
/** A mask being painted lets the picture through as far as is needed to see what is painted on. */
const PAINT_ALPHA = 0.55;
/** What differs from the ground truth stands out in these against all else. */
const CONFLICT_ERROR = '#ff4800';
const CONFLICT_WARNING = '#ff7301';
const SHADED = '#808080';
/** Types that are all outline; of a bitmap they would be missing without one. */
const OPEN_TYPES = new Set(['polyline', 'points', 'skeleton']);
/** How far off pointers are, in screen pixels: a finger hides what it points at. */
const SLOPS: Readonly<Record<string, number>> = { mouse: 6, pen: 12, touch: 22 };

/** What part of the frame is seen, and in which style: the bridge between a session and the renderer. */
export class Viewport implements Picture {
    camera: Camera = { scale: 1, x: 0, y: 0, turn: 0 };
    viewport: Size = { width: 0, height: 0 };
    readonly palette: Palette;
    lifted: ReadonlySet<ObjectId> = new Set();
    private renderer: Renderer | null = null;
    private marked: ReadonlySet<ObjectId> = new Set();
    private fitted = true;
    /** The frame before the one shown may come after it. */
    private stopWaiting: () => void = () => undefined;
    private container: HTMLElement | null = null;
    private readonly watchers = new Set<() => void>();
    /** Where the pointer is on the image, or the keys have led it; told apart from the view as it changes with every move. */
    readonly pointer = createStore<{ readonly at: Point | null; readonly led: boolean }>(() => ({
        at: null,
        led: false,
    }));
    readonly sight: Sight;
    private readonly captions: Captions;
    /** What was last seen on the canvas: mouse, pen or touch. */
    pointerKind = 'mouse';
    private readonly turns = new Map<number, Turn>();
    private lastTurn: Turn = 0;

    constructor(private readonly session: Session) {
        this.sight = new Sight(session);
        this.captions = new Captions(session);
        this.palette = {
            masks: session.masks,
            painted: new PaintedPictures(),
            edges: labelId => session.edgesOf(labelId),
            sublabelColour: labelId => session.labels.get(labelId)?.color ?? '#9e9e9e',
        };
    }

    attach(container: HTMLElement): void {
        this.container = container;
        this.viewport = { width: container.clientWidth, height: container.clientHeight };
        this.renderer = new Renderer(container, this);
        this.stopWaiting = this.session.cache.subscribe(() => {
            if (this.session.state.preferences.image.onion) this.mark('image');
        });
        this.restyle();
        const first = cameraFrom(this.session.firstCamera, this.viewport);
        if (!first) return this.fit();
        this.session.firstCamera = undefined;
        this.lastTurn = first.turn;
        this.turns.set(this.session.frame, first.turn);
        this.setCamera(first);
    }

    /** Whether the whole image is shown, whatever the size of the window. */
    get isFitted(): boolean {
        return this.fitted;
    }

    takeFocus(): void {
        this.container?.focus({ preventScroll: true });
    }

    detach(): void {
        this.stopWaiting();
        this.renderer?.dispose();
        this.renderer = null;
        this.container = null;
    }

    /** What is seen, as one picture: the canvases on top of each other. */
    snapshot(): HTMLCanvasElement {
        const layers = [...(this.container?.querySelectorAll('canvas') ?? [])];
        const all = document.createElement('canvas');
        all.width = layers[0]?.width ?? 1;
        all.height = layers[0]?.height ?? 1;
        const target = all.getContext('2d');
        if (!target || !this.container) return all;
        target.fillStyle = groundOf(this.container);
        target.fillRect(0, 0, all.width, all.height);
        for (const layer of layers) {
            const { display, visibility } = getComputedStyle(layer);
            if (display !== 'none' && visibility !== 'hidden') target.drawImage(layer, 0, 0, all.width, all.height);
        }
        return all;
    }

    resized(): void {
        if (!this.container) return;
        this.viewport = { width: this.container.clientWidth, height: this.container.clientHeight };
        this.renderer?.resize();
        if (this.fitted) this.fit();
    }

    get image(): Size {
        return this.session.sizeOf(this.session.frame);
    }

    get grid() {
        return this.session.state.preferences.grid;
    }

    get pixelGrid(): boolean {
        return this.session.state.preferences.image.pixelGrid;
    }

    get drawing() {
        return this.session.state.preferences.image.drawing;
    }

    framePicture() {
        return this.sight.framePicture();
    }

    ghost(): Ghost | null {
        const ghost = this.sight.ghost();
        if (!ghost) return null;
        const ratio = window.devicePixelRatio || 1;
        const brush = (object: FrameObject): Brush => ({
            ...this.brushOf(object, object.type === 'mask' ? 0.02 : 0, 1),
            pointRadius: 2.5 * ratio,
            dashed: true,
        });
        return { ...ghost, brush };
    }

    get scene() {
        return this.session.scene;
    }

    // Camera

    /** Calls back whenever other parts of the image come into view, as for what lies over the picture. */
    watch(moved: () => void): () => void {
        this.watchers.add(moved);
        return () => this.watchers.delete(moved);
    }

    private setCamera(camera: Camera, fitted = false): void {
        this.camera = camera;
        this.fitted = fitted;
        if (this.session.state.scale !== camera.scale) this.session.view.setState({ scale: camera.scale });
        this.renderer?.moved();
        for (const moved of this.watchers) moved();
    }

    fit(): void {
        if (!this.viewport.width) return;
        this.setCamera(fitImage(this.image, this.viewport, this.camera.turn), true);
    }

    /** At most a third of the room there is, so that something is left for the object. */
    private get focusPadding(): number {
        const { focusPadding } = this.session.state.preferences.editing;
        return Math.min(focusPadding, this.viewport.width / 3, this.viewport.height / 3);
    }

    focus(id: ObjectId): void {
        const object = this.session.document.stateOf(id, this.session.frame);
        if (object) this.setCamera(fitBox(drawnBox(object), this.viewport, this.camera.turn, this.focusPadding));
    }

    /** Moves the view so that a part of the image lies in the middle, unless all of it is in sight. */
    reveal(box: Box): void {
        const corners = [
            toScreen(this.camera, { x: box.minX, y: box.minY }),
            toScreen(this.camera, { x: box.maxX, y: box.maxY }),
        ];
        const { width, height } = this.viewport;
        if (corners.every(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height)) return;
        const [a, b] = corners;
        const larger = Math.abs(a.x - b.x) > width || Math.abs(a.y - b.y) > height;
        if (larger) return this.setCamera(fitBox(box, this.viewport, this.camera.turn, this.focusPadding));
        this.pan(width / 2 - (a.x + b.x) / 2, height / 2 - (a.y + b.y) / 2);
    }

    pan(dx: number, dy: number): void {
        this.setCamera(panBy(this.camera, dx, dy));
    }

    zoom(factor: number, at = { x: this.viewport.width / 2, y: this.viewport.height / 2 }): void {
        this.setCamera(zoomAt(this.camera, at, factor));
    }

    /** Fills the view with a part of the image. */
    showBox(box: Box): void {
        this.setCamera(fitBox(box, this.viewport, this.camera.turn, 0));
    }

    /** Shows what another view has in its middle, as large as there. */
    follow({ camera, viewport }: Pick<Viewport, 'camera' | 'viewport'>): void {
        if (!this.viewport.width || !viewport.width) return;
        const dx = (this.viewport.width - viewport.width) / 2;
        const dy = (this.viewport.height - viewport.height) / 2;
        this.setCamera(panBy(camera, dx, dy));
    }

    /** One pixel of the image on one of the screen. */
    actualSize(): void {
        this.zoom(1 / this.camera.scale);
    }

    /** So many screen pixels the pointer may miss what it means. */
    get slop(): number {
        return SLOPS[this.pointerKind] ?? SLOPS.mouse;
    }

    /** The pointer has moved over the canvas, or left it. */
    pointAt(s: Point | null): void {
        this.pointer.setState({ at: s && toImage(this.camera, s), led: false });
    }

    /** Keys have led the pointer to a point of the image, which comes into view. */
    leadPointer(at: Point): void {
        this.pointer.setState({ at, led: true });
        this.reveal({ minX: at.x, minY: at.y, maxX: at.x, maxY: at.y });
    }

    /** The tool's picture, with a cross where keys have led the pointer. */
    private get preview(): Preview {
        const { preview, state } = this.session;
        const { at, led } = this.pointer.getState();
        return led && at && state.tool !== 'select' ? { ...preview, crosshair: at } : preview;
    }

    /** Turns the view of this frame, or of all frames where that is preferred. */
    turn(quarters: 1 | -1): void {
        this.lastTurn = ((this.camera.turn + quarters + 4) % 4) as Turn;
        this.turns.set(this.session.frame, this.lastTurn);
        this.turnTo(this.lastTurn);
    }

    private turnTo(turn: Turn): void {
        const { fitted } = this;
        if (turn !== this.camera.turn) this.setCamera(turnTo(this.camera, this.viewport, turn));
        if (fitted) this.fit();
    }

    /** Another frame is shown: under its own turn, and where asked for as a whole. */
    frameShown(whole: boolean): void {
        const all = this.session.state.preferences.image.turnAll;
        this.fitted ||= whole;
        this.turnTo(all ? this.lastTurn : (this.turns.get(this.session.frame) ?? 0));
    }

    // Redrawing

    mark(...layers: Layer[]): void {
        this.renderer?.mark(...layers);
    }

    touch(box: Box): void {
        this.renderer?.touch(box);
    }

    /** Within a callback of a display frame: what was changed is seen in this frame, not in the next one. */
    flush(): void {
        this.renderer?.flush();
    }

    restyle(forget = false): void {
        this.container?.classList.toggle('ed-bitmap', this.session.state.preferences.appearance.bitmap);
        this.renderer?.restyle(forget);
    }

    /** The tool's picture has changed: objects it holds move from the still picture to the overlay, and back. */
    toolMoved(): void {
        const held = new Set(this.session.preview.sketches.flatMap(sketch => sketch.id ?? []));
        const changed = [...new Set([...held, ...this.lifted])].filter(id => held.has(id) !== this.lifted.has(id));
        this.lifted = held;
        for (const id of changed) {
            const box = this.scene.boxOf(id);
            if (box) this.touch(box);
        }
        if (this.container) this.container.style.cursor = this.session.preview.cursor;
        this.mark('overlay');
    }

    // Style

    private colour(object: FrameObject): string {
        return this.session.truth.comparing ? SHADED : this.session.colourOf(object);
    }

    /** The selection has changed from one number of objects to another. */
    selected(before: number, after: number): void {
        const large = after > LARGE_SELECTION;
        this.marked = new Set(large ? this.session.state.selection : []);
        if (large || before > LARGE_SELECTION) this.restyle();
        else this.mark('overlay');
    }

    plainBrush(object: FrameObject, dense: boolean): Brush {
        const { appearance } = this.session.state.preferences;
        if (appearance.bitmap) return this.brushOf(object, 1, OPEN_TYPES.has(object.type) ? 1.5 : 0.01);
        if (this.marked.has(object.id)) return this.brushOf(object, appearance.selectedOpacity / 100, dense ? 1 : 2.5);
        return this.brushOf(object, appearance.opacity / 100, dense ? 1 : 1.5);
    }

    private brushOf(object: FrameObject, fill: number, width: number): Brush {
        const ratio = window.devicePixelRatio || 1;
        const { appearance } = this.session.state.preferences;
        const colour = this.colour(object);
        return {
            colour,
            outline: appearance.outlined && !appearance.bitmap ? appearance.outlineColour : colour,
            fill,
            lineWidth: width * ratio,
            pointRadius: 4 * ratio,
            dashed: object.occluded && !appearance.bitmap,
        };
    }

    truth() {
        const scene = this.session.truth.visible();
        return scene && { scene, brush: (object: FrameObject) => this.truthBrush(object) };
    }

    private truthBrush(object: FrameObject): Brush {
        const { appearance } = this.session.state.preferences;
        return { ...this.brushOf(object, appearance.opacity / 200, 2), dashed: false, fine: true };
    }

    /** Both objects of the conflict that is pointed at, in the colour of how bad it is. */
    private get highlights(): OverlayContent['highlights'] {
        const { truth } = this.session;
        const found = truth.pointedAt;
        if (!found) return [];
        const colour = found.conflict.severity === 'error' ? CONFLICT_ERROR : CONFLICT_WARNING;
        const look = (object: FrameObject | null | undefined, brush: Brush) =>
            object && !object.outside ? [{ object, brush: { ...brush, colour, outline: colour } }] : [];
        const own = found.own === null ? null : this.session.seen(found.own);
        const theirs = found.truth === null ? null : truth.stateOf(found.truth);
        return [
            ...(own ? look(own, this.brushOf(own, 0.3, 2.5)) : []),
            ...(theirs ? look(theirs, { ...this.truthBrush(theirs), fill: 0.15 }) : []),
        ];
    }

    overlay(): OverlayContent {
        const { session } = this;
        const { hovered, selection, tool, labelId, preferences } = session.state;
        const hoveredObject = hovered === null ? null : (session.scene.get(hovered) ?? null);
        const selected = this.marked.size ? [] : selection.flatMap(id => session.scene.get(id) ?? []);
        const [only] = selected;
        const editing = tool === 'select' && selected.length === 1 && session.isEditable(only.id) ? only : null;
        const label = labelId === null ? undefined : session.labels.get(labelId);
        return {
            preview: this.preview,
            selected,
            hovered: hoveredObject,
            highlights: this.highlights,
            people: session.presence.marksHere,
            links: linkMarks(session),
            captions: this.captions.of(
                [...(isDrawTool(tool) ? [] : selected), ...(hoveredObject ? [hoveredObject] : [])],
                this.renderer?.texted ?? new Set(),
                this.seen,
            ),
            captionStyle: this.captions.style,
            projections: preferences.appearance.projections,
            editing,
            drawColour: label?.color ?? '#1677ff',
            handleRadius: preferences.editing.handleRadius,
            paintAlpha: session.state.paintHidden ? 0.08 : PAINT_ALPHA,
            get: id => session.seen(id),
            brush: (object, emphasis) => this.emphasised(object, emphasis),
        };
    }

    /** The part of the image in view. */
    get seen(): Box {
        const { width, height } = this.viewport;
        return boxBetween(toImage(this.camera, { x: 0, y: 0 }), toImage(this.camera, { x: width, y: height }));
    }

    texts(): CaptionSource | null {
        return this.captions.everywhere(this.seen);
    }

    private emphasised(object: FrameObject, emphasis: Emphasis): Brush {
        const { appearance } = this.session.state.preferences;
        const fill =
            emphasis === 'hover' ? (appearance.opacity + appearance.selectedOpacity) / 2 : appearance.selectedOpacity;
        return this.brushOf(object, fill / 100, emphasis === 'hover' ? 2 : 2.5);
    }
}

/** The colour behind the picture: that of the first element around it that has one. */
function groundOf(element: HTMLElement): string {
    for (let at: HTMLElement | null = element; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
    }
    return '#808080';
}
