import { grow } from '../../model/geometry';
import type { Box, FrameObject, Points } from '../../model/types';
import type { Brush } from '../brush';
import type { Matrix } from '../paint';
import type { Picture } from '../picture';
import { paintOrder } from '../scene';
import { Budget, DENSE, type StillShapes } from '../still';
import { Atlas, type MaskPiece } from './atlas';
import { Batch, type Drawn, type Key } from './batch';
import { Device, type DeviceOptions } from './device';
import { looksOf } from './looks';
import { MeshBuilder, meshOf, type Mesh } from './mesh';

/** More primitives than this, 96 MB of them, are left to tiles, which hold pictures instead. */
const MOST_PRIMITIVES = 3_000_000;
/** Layers of the atlas at first and at most; 4 MB each. */
const FIRST_LAYERS = 4;
const MOST_LAYERS = 16;
/** How far beyond a changed part of the image objects may reach into it, in device pixels. */
const REACH = 8;
const EVERYWHERE: Box = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };

/** An object yet to be put in; looked up when its turn comes, as it may have changed until then. */
interface Awaited {
    readonly key: Key;
    find(): FrameObject | undefined;
    brush(object: FrameObject): Brush;
}

/**
 * Objects drawn by the graphics card from their geometry: a moving view costs nothing but a new matrix, and an edit
 * only what it changed.
 */
export class GlShapes implements StillShapes {
    private readonly batch = new Batch();
    private readonly builder = new MeshBuilder();
    private readonly budget = new Budget();
    private meshes = new WeakMap<FrameObject, Mesh>();
    private atlas: Atlas;
    private layers = 0;
    private awaited: Awaited[] = [];
    /** Whether all has to be put in again: at once, or as time allows after the old picture is gone. */
    private stale: 'no' | 'again' | 'anew' = 'anew';
    /** The object drawn last, while none of the truth is drawn after it. */
    private top: FrameObject | null = null;
    private hasTruth = false;
    private tooMuch = false;

    private constructor(
        readonly canvas: HTMLCanvasElement,
        private readonly device: Device,
        private readonly picture: Picture,
        private readonly matrix: () => Matrix,
        private readonly ratio: () => number,
    ) {
        this.atlas = this.makeAtlas(0);
    }

    /** None where there is no graphics card, or none that is fit for it. */
    static make(picture: Picture, matrix: () => Matrix, ratio: () => number, options: DeviceOptions): GlShapes | null {
        const canvas = document.createElement('canvas');
        const device = Device.on(canvas, options);
        return device && new GlShapes(canvas, device, picture, matrix, ratio);
    }

    /** There is more to draw than the card should hold; to be asked again after all of it has changed. */
    get overflows(): boolean {
        return this.tooMuch;
    }

    resize(width: number, height: number): void {
        this.canvas.width = width;
        this.canvas.height = height;
    }

    moved(): void {
        // Drawn anew with every frame.
    }

    restyle(forget: boolean): void {
        if (forget || this.stale === 'no') this.stale = forget ? 'anew' : 'again';
        this.tooMuch = false;
    }

    touch(box: Box): void {
        if (this.stale === 'no') this.patch(box);
    }

    draw(): boolean {
        const started = performance.now();
        const { scene } = this.picture;
        let until = this.budget.until(started, scene.size);
        if (this.stale !== 'no') {
            if (this.stale === 'again') until = Infinity;
            this.startOver();
        }
        this.fill(until);
        this.device.upload(this.batch);
        this.device.draw(this.batch.count, this.matrix());
        const complete = !this.awaited.length && this.stale === 'no';
        if (complete) this.budget.done();
        return complete;
    }

    dispose(): void {
        this.device.dispose();
        this.canvas.remove();
    }

    // Filling

    private startOver(): void {
        const { scene } = this.picture;
        const truth = this.picture.truth();
        const dense = scene.size > DENSE;
        const own = scene.inBox(EVERYWHERE).map(({ id }) => ({
            key: id,
            find: () => scene.get(id),
            brush: (object: FrameObject) => this.picture.plainBrush(object, dense),
        }));
        const theirs = truth?.scene.inBox(EVERYWHERE).map(({ id }) => ({
            key: `truth/${id}`,
            find: () => truth.scene.get(id),
            brush: truth.brush,
        }));
        this.awaited = [...own, ...(theirs ?? [])].reverse();
        this.hasTruth = Boolean(theirs?.length);
        this.top = null;
        this.batch.clear();
        if (this.atlas.full) this.atlas = this.makeAtlas(this.layers);
        this.stale = 'no';
    }

    private fill(until: number): void {
        while (this.awaited.length && !this.tooMuch) {
            const next = this.awaited.pop();
            const object = next?.find();
            if (next && object && !this.batch.has(next.key)) this.append(next.key, object, next.brush(object));
            if (this.stale !== 'no') return;
            if (this.awaited.length % 16 === 0 && performance.now() > until) return;
        }
    }

    private append(key: Key, object: FrameObject, brush: Brush): void {
        this.batch.append(key, this.drawn(object, brush));
        if (typeof key === 'number') this.top = object;
        const looks = this.batch.looks.used;
        if (this.batch.count > MOST_PRIMITIVES || looks > this.device.mostLooks) this.tooMuch = true;
        if (this.atlas.full) this.enlargeAtlas();
    }

    private drawn(object: FrameObject, brush: Brush): Drawn {
        const { palette, lifted } = this.picture;
        const looks = looksOf(object, brush, palette);
        return { object, mesh: this.meshFor(object), looks, hidden: lifted.has(object.id) };
    }

    private meshFor(object: FrameObject): Mesh {
        const known = this.meshes.get(object);
        if (known) return known;
        const mesh = meshOf(this.builder, object, this.picture.palette.edges(object.labelId), this.findMask);
        // Where a mask lies in the atlas holds only as long as the atlas.
        if (object.type !== 'mask') this.meshes.set(object, mesh);
        return mesh;
    }

    private readonly findMask = (points: Points): readonly MaskPiece[] => {
        if (!this.layers) this.atlas = this.makeAtlas(FIRST_LAYERS);
        return this.atlas.find(points);
    };

    private makeAtlas(layers: number): Atlas {
        if (layers !== this.layers) this.device.reserveMasks(layers);
        this.layers = layers;
        return new Atlas(layers, (...place) => this.device.putMask(...place));
    }

    /** Masks shown before may take the room; if not, there is more of it up to a limit. */
    private enlargeAtlas(): void {
        if (this.layers >= MOST_LAYERS) {
            this.tooMuch = true;
            return;
        }
        this.atlas = this.makeAtlas(2 * this.layers);
        this.stale = 'again';
    }

    // Changes

    /** Takes over what has changed, where the order in which things are drawn allows it. */
    private patch(box: Box): void {
        const { scene, lifted } = this.picture;
        const dense = scene.size > DENSE;
        const brushOf = (object: FrameObject) => this.picture.plainBrush(object, dense);
        for (const [key, before] of [...this.batch.objects()]) {
            if (typeof key !== 'number') continue;
            const now = scene.get(key);
            if (!now) this.batch.remove(key);
            else if (now !== before) this.putAnew(key, before, now, brushOf(now));
            else this.batch.setHidden(key, lifted.has(key));
        }
        const margin = (REACH * this.ratio()) / (this.picture.camera.scale * this.ratio());
        for (const object of scene.inBox(grow(box, margin)))
            if (!this.batch.has(object.id)) this.putOnTop(object, brushOf(object));
    }

    private putAnew(key: Key, before: FrameObject, now: FrameObject, brush: Brush): void {
        const moved = before.zOrder !== now.zOrder;
        if (moved || !this.batch.replace(key, this.drawn(now, brush))) {
            this.batch.remove(key);
            if (this.top === before) this.top = null;
            this.putOnTop(now, brush);
        } else if (this.top === before) this.top = now;
    }

    /** An object above all others only comes last; for any other all of them are put in again. */
    private putOnTop(object: FrameObject, brush: Brush): void {
        const last = !this.awaited.length && !this.hasTruth && this.top !== null && paintOrder(this.top, object) < 0;
        if (last) this.append(object.id, object, brush);
        else this.stale = 'again';
    }
}
