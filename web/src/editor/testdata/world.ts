import type { Attribute, Label } from '../../api';
import { AnnotationDocument } from '../model/document';
import { create, drawn, reshape } from '../model/edits';
import { History } from '../model/history';
import { LabelSet, type LabelSpec } from '../model/labels';
import type { DocObject, FrameObject, ObjectId, ShapeType } from '../model/types';
import { Scene } from '../render/scene';
import type { Effect, Tool, ToolContext, ToolEvent } from '../tools';

/** A small job without a browser, for tests: a document on one frame, and a tool that works on it. */
export const IMAGE = { width: 200, height: 100 };

export function label(id: number, name: string, type: Label['type'] = 'any', attributes: Attribute[] = []): LabelSpec {
    return { id, name, color: '#336699', type, attributes, sublabels: [] };
}

export const CAR = label(1, 'car', 'any', [
    { id: 1, name: 'model', mutable: false, input_type: 'text', default_value: 'unknown', values: [] },
    { id: 2, name: 'parked', mutable: true, input_type: 'checkbox', default_value: 'false', values: ['false'] },
]);
export const LABELS = new LabelSet([CAR, label(2, 'person')]);

export function shape(type: ShapeType, points: number[], more: Partial<FrameObject> = {}): DocObject {
    return drawn({ type, points, rotation: more.rotation }, 'shape', 0, CAR, more.zOrder ?? 0);
}

const PLAIN = { shift: false, alt: false, ctrl: false };

/** Events at image points; the view shows the image at its own size, so screen and image points are the same. */
export const at = {
    down: (x: number, y: number, mods = {}): ToolEvent => ({
        type: 'down',
        p: { x, y },
        s: { x, y },
        mods: { ...PLAIN, ...mods },
    }),
    move: (x: number, y: number, mods = {}): ToolEvent => ({
        type: 'move',
        p: { x, y },
        s: { x, y },
        mods: { ...PLAIN, ...mods },
    }),
    up: (x: number, y: number, mods = {}): ToolEvent => ({
        type: 'up',
        p: { x, y },
        s: { x, y },
        mods: { ...PLAIN, ...mods },
    }),
    double: (x: number, y: number): ToolEvent => ({ type: 'double', p: { x, y }, s: { x, y }, mods: PLAIN }),
};

export const click = (x: number, y: number, mods = {}): ToolEvent[] => [at.down(x, y, mods), at.up(x, y, mods)];

export const drag = (from: [number, number], to: [number, number], mods = {}): ToolEvent[] => {
    const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return [at.down(...from, mods), at.move(...middle, mods), at.move(...to, mods), at.up(...to, mods)];
};

export class World<S> {
    readonly document = new AnnotationDocument();
    readonly history = new History(this.document);
    readonly scene = new Scene(this.document, { hidden: () => false, edges: () => [] });
    selection: readonly ObjectId[] = [];
    readonly locked = new Set<ObjectId>();
    readonly unpinned = new Set<ObjectId>();
    effects: Effect[] = [];
    state: S;
    readonly context: ToolContext;

    constructor(
        readonly tool: Tool<S>,
        objects: readonly DocObject[] = [],
    ) {
        this.state = tool.initial;
        this.document.apply(create(this.document, objects));
        this.document.subscribe(diff => this.scene.update(diff));
        this.scene.load(0);
        const selection = () => this.selection;
        const pinned = new Set(['polygon', 'polyline', 'points', 'mask']);
        this.context = {
            scale: 1,
            image: IMAGE,
            get selection() {
                return selection();
            },
            get: id => this.document.stateOf(id, 0),
            hit: p => this.scene.hit(p, 5),
            within: (box, touching) => this.scene.within(box, touching),
            editable: id => !this.locked.has(id),
            pinned: id => !this.unpinned.has(id) && pinned.has(this.document.stateOf(id, 0)?.type ?? ''),
        };
    }

    send(...events: (ToolEvent | ToolEvent[])[]): this {
        for (const event of events.flat()) {
            const { state, effects } = this.tool.step(this.state, event, this.context);
            this.state = state;
            this.effects.push(...effects);
            effects.forEach(effect => this.perform(effect));
        }
        return this;
    }

    private perform(effect: Effect): void {
        if (effect.type === 'select') this.selection = effect.ids;
        if (effect.type === 'create') {
            this.commit('create', create(this.document, [drawn(effect.shape, 'shape', 0, CAR, 0)]));
        }
        if (effect.type === 'reshape') this.commit(effect.label, reshape(this.document, effect.edits, 0, IMAGE));
    }

    commit(text: string, diff: Parameters<AnnotationDocument['apply']>[0]): void {
        this.history.commit({ label: text, frame: 0, diff, selectionBefore: [], selectionAfter: [] });
    }

    points(id: ObjectId): readonly number[] {
        return this.document.stateOf(id, 0)?.points ?? [];
    }

    get notices(): string[] {
        return this.effects.flatMap(effect => (effect.type === 'notice' ? [effect.text] : []));
    }

    get left(): boolean {
        return this.effects.some(effect => effect.type === 'leave');
    }

    snapshot(): string {
        return JSON.stringify([...this.document.entries()].sort((a, b) => a[0] - b[0]));
    }
}
