import type { Attribute, Label } from '../../api';
import { AnnotationDocument } from '../model/document';
import { create, drawn, reshape, setGroup } from '../model/edits';
import { cutHole } from '../model/cutHole';
import { History } from '../model/history';
import { LabelSet, type LabelSpec } from '../model/labels';
import { copyOf, placedTogether } from '../model/copies';
import { join, merge, sliced, split, type Outcome } from '../model/relations';
import { skeletonTemplate } from '../model/skeleton';
import type { DocObject, FrameObject, ObjectId, ShapeType } from '../model/types';
import { Scene } from '../render/scene';
import {
    DEFAULT_TOOL_SETTINGS,
    type Effect,
    type KeyNames,
    type Tool,
    type ToolContext,
    type ToolEvent,
    type ToolSettings,
} from '../tools';
import { asks, DEFAULT_GESTURES, type GestureKeys } from '../tools/modifiers';

/** A small job without a browser, for tests: a document on one frame, and a tool that works on it. */

/** Keys by the names of what they are for. */
export const NAMES: KeyNames = { key: command => `<${command}>`, held: gesture => `<${gesture}>` };

export const IMAGE = { width: 200, height: 100 };

export function label(id: number, name: string, type: Label['type'] = 'any', attributes: Attribute[] = []): LabelSpec {
    return { id, name, color: '#336699', type, attributes, sublabels: [] };
}

export const CAR = label(1, 'car', 'any', [
    { id: 1, name: 'model', mutable: false, input_type: 'text', default_value: 'unknown', values: [] },
    { id: 2, name: 'parked', mutable: true, input_type: 'checkbox', default_value: 'false', values: ['false'] },
]);

/** A skeleton of three nodes in a row and one above the middle one. */
export const PERSON: LabelSpec = {
    ...label(10, 'body', 'skeleton'),
    sublabels: [
        label(11, 'left', 'points'),
        label(12, 'middle', 'points'),
        label(13, 'right', 'points'),
        label(14, 'top', 'points'),
    ],
    svg: [
        ...[
            [1, 'left', 10, 80],
            [2, 'middle', 50, 80],
            [3, 'right', 90, 80],
            [4, 'top', 50, 20],
        ].map(
            ([id, name, x, y]) =>
                `<circle cx="${x}" cy="${y}" data-type="element node" data-element-id="${id}" data-node-id="${id}" data-label-name="${name}"></circle>`,
        ),
        ...[
            [1, 2],
            [2, 3],
            [2, 4],
        ].map(([from, to]) => `<line data-type="edge" data-node-from="${from}" data-node-to="${to}"></line>`),
    ].join(''),
};

export const LABELS = new LabelSet([CAR, label(2, 'person'), PERSON]);

export function shape(type: ShapeType, points: number[], more: Partial<FrameObject> = {}): DocObject {
    return drawn({ type, points, rotation: more.rotation }, 'shape', 0, CAR, more.zOrder ?? 0);
}

/** A skeleton of PERSON with its four nodes at these places. */
export function skeletonShape(places: readonly (readonly [number, number])[]): DocObject {
    const nodes = PERSON.sublabels.map(({ id }, i) => ({
        labelId: id,
        points: places[i],
        occluded: false,
        outside: false,
    }));
    return drawn({ type: 'skeleton', points: [], nodes }, 'shape', 0, PERSON, 0);
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
    double: (x: number, y: number, mods = {}): ToolEvent => ({
        type: 'double',
        p: { x, y },
        s: { x, y },
        mods: { ...PLAIN, ...mods },
    }),
};

export const click = (x: number, y: number, mods = {}): ToolEvent[] => [at.down(x, y, mods), at.up(x, y, mods)];

export const drag = (from: [number, number], to: [number, number], mods = {}): ToolEvent[] => {
    const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return [at.down(...from, mods), at.move(...middle, mods), at.move(...to, mods), at.up(...to, mods)];
};

export class World<S> {
    readonly document = new AnnotationDocument();
    readonly history = new History(this.document);
    readonly scene = new Scene(this.document, { hidden: () => false, seen: object => object, edges: () => [] });
    selection: readonly ObjectId[] = [];
    readonly locked = new Set<ObjectId>();
    /** Sublabels of parts that stay where they are. */
    readonly lockedParts = new Set<number>();
    readonly held = new Set<ObjectId>();
    readonly unpinned = new Set<ObjectId>();
    settings: ToolSettings = DEFAULT_TOOL_SETTINGS;
    gestures: GestureKeys = DEFAULT_GESTURES;
    /** The way the scissors find; straight where nothing is set. */
    trace: ToolContext['trace'] = () => null;
    /** The superpixel at a place: none known where nothing is set. */
    superpixel: ToolContext['superpixel'] = () => null;
    effects: Effect[] = [];
    readonly refusals: string[] = [];
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
        const settings = () => this.settings;
        const pinned = new Set(['polygon', 'polyline', 'points', 'mask']);
        this.context = {
            scale: 1,
            slop: 6,
            image: IMAGE,
            get selection() {
                return selection();
            },
            frame: 0,
            get settings() {
                return settings();
            },
            names: NAMES,
            asks: (gesture, mods) => asks(gesture, mods, this.gestures),
            template: { ...skeletonTemplate(PERSON), labelId: PERSON.id },
            trace: (from, to) => this.trace(from, to),
            superpixel: (p, earlier) => this.superpixel(p, earlier),
            get: id => this.document.stateOf(id, 0),
            hit: p => this.scene.hit(p, 5),
            within: (box, touching) => this.scene.within(box, touching),
            editable: id => !this.locked.has(id) && !this.held.has(id),
            partEditable: (_, labelId) => !this.lockedParts.has(labelId),
            held: id => this.held.has(id),
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
        const { document } = this;
        switch (effect.type) {
            case 'select':
                this.selection = effect.ids;
                return;
            case 'create': {
                const label = effect.shape.type === 'skeleton' ? PERSON : CAR;
                return this.commit('create', create(document, [drawn(effect.shape, 'shape', 0, label, 0)]));
            }
            case 'reshape':
                return this.commit(effect.label, reshape(document, effect.edits, 0, IMAGE));
            case 'mask': {
                const { id, points } = effect;
                const shape = { type: 'mask', points } as const;
                return id === null
                    ? this.commit('mask', create(document, [drawn(shape, 'shape', 0, CAR, 0)]))
                    : this.commit('mask', reshape(document, [{ id, points }], 0, IMAGE));
            }
            case 'relate':
                if (effect.how === 'group')
                    return this.commit('group', setGroup(document, effect.ids, document.maxGroup() + 1));
                return this.carryOut(
                    effect.how === 'join'
                        ? join(document, LABELS, effect.ids)
                        : merge(document, LABELS, effect.ids, { stop: 9, fillGaps: true }),
                );
            case 'split':
                return this.carryOut(split(document, LABELS, effect.id, 0));
            case 'slice':
                return this.carryOut(sliced(document, effect.id, effect.parts));
            case 'hole': {
                const { id, ring } = effect;
                return this.carryOut(cutHole(document, LABELS, id, ring, this.settings.holesAs, IMAGE));
            }
            case 'copy': {
                const copies = effect.ids.flatMap(id => copyOf(document, id, 0) ?? []);
                return this.commit('copy', create(document, placedTogether(copies, 0, effect, IMAGE, LABELS)));
            }
            case 'place': {
                const copies = [1, 2, 3].flatMap(id => copyOf(document, id, 0) ?? []);
                return this.commit('place', create(document, placedTogether(copies, 0, effect, IMAGE, LABELS)));
            }
            case 'settings':
                this.settings = { ...this.settings, ...effect.change };
        }
    }

    private carryOut(outcome: Outcome): void {
        if ('diff' in outcome) this.commit('operation', outcome.diff);
        else this.refusals.push(outcome.refusal);
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
