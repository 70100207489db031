import { beforeEach, describe, expect, it } from 'vitest';
import { drawn } from '../model/edits';
import { decodeMask } from '../model/mask';
import type { DocObject } from '../model/types';
import { sessionWith } from '../testdata/session';
import { CAR, LABELS, PERSON, shape, skeletonShape } from '../testdata/world';
import * as actions from './actions';
import { applyEffect } from './effects';
import { COMMANDS } from './keys';
import * as operations from './operations';
import type { Session } from './session';
import { copyFromPrevious, endAfter, propagate, withdraw } from './spread';

const onFrame = (session: Session, frame: number) => session.document.objectsOn(frame);
const press = (session: Session, id: string) => COMMANDS.find(command => command.id === id)!.run(session);
const RECTANGLE = shape('rectangle', [20, 20, 60, 50]);

let session: Session;

describe('copying over frames', () => {
    beforeEach(() => {
        session = sessionWith(RECTANGLE, drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 0, CAR, 2));
    });

    it('offers the frame after so many, deleted ones left out, and never beyond the end', () => {
        session.document.apply({ objects: [], frames: [3] });
        expect([endAfter(session, 9, 3), endAfter(session, 9, 100), endAfter(session, 9, Infinity)]).toEqual([4, 9, 9]);
        session.goTo(6);
        expect([endAfter(session, 0, 3), endAfter(session, 0, 100)]).toEqual([2, 0]);
    });

    it('goes forwards as plain shapes without group, deleted frames left out, as one step', () => {
        session.document.apply({ objects: [], frames: [3] });
        propagate(session, [1, 2], { to: 5 });
        expect([1, 2, 4, 5].map(frame => onFrame(session, frame).filter(one => one.kind === 'shape').length)).toEqual([
            2, 2, 2, 2,
        ]);
        expect(onFrame(session, 3).filter(one => one.kind === 'shape')).toHaveLength(0);
        expect(onFrame(session, 5).every(one => !one.group)).toBe(true);
        expect(session.history.steps).toHaveLength(1);
    });

    it('goes backwards too', () => {
        session.goTo(4);
        propagate(session, [2], { to: 2 });
        expect([1, 2, 3, 5].map(frame => onFrame(session, frame).length)).toEqual([1, 2, 2, 1]);
    });

    it('is undone on all frames at once, from wherever one has gone', () => {
        propagate(session, [1], { to: 9 });
        session.goTo(7);
        session.undo();
        expect(session.frame).toBe(0);
        expect(onFrame(session, 7).filter(one => one.kind === 'shape')).toHaveLength(0);
    });

    it('is taken back as long as the copies are unchanged', () => {
        propagate(session, [1], { to: 4 });
        const moved = onFrame(session, 3).find(one => one.kind === 'shape')!;
        session.goTo(3);
        session.select([moved.id]);
        actions.nudge(session, 5, 0);
        session.goTo(0);
        withdraw(session, [1], { to: 9 });
        expect([1, 2, 3, 4].map(frame => onFrame(session, frame).filter(one => one.kind === 'shape').length)).toEqual([
            0, 0, 1, 0,
        ]);
    });

    it('from the previous frame takes plain shapes of the nearest frame that has any, and selects them', () => {
        session.goTo(6);
        copyFromPrevious(session);
        const copies = onFrame(session, 6).filter(one => one.kind === 'shape');
        expect(copies).toHaveLength(1);
        expect(session.state.selection).toEqual(copies.map(one => one.id));
        session.undo();
        expect(onFrame(session, 6).filter(one => one.kind === 'shape')).toHaveLength(0);
    });
});

describe('editing many at once', () => {
    const many = [1, 2, 3].map(i => shape('rectangle', [10 * i, 10, 10 * i + 8, 30]));

    it.each([
        ['label', () => actions.changeLabel(session, [1, 2, 3], LABELS.get(2)!)],
        ['attribute', () => actions.changeShared(session, actions.sharedAttributes(session, [1, 2, 3])[0], 'vw')],
        ['occluded', () => actions.toggleGeometryFlag(session, [1, 2, 3], 'occluded')],
        ['layer', () => actions.toLayer(session, [1, 2, 3], 'front')],
        ['deletion', () => actions.deleteObjects(session, [1, 2, 3])],
        ['kind', () => operations.changeKind(session, [1, 2, 3], 'track')],
        ['type', () => operations.convertTo(session, [1, 2, 3], 'polygon')],
    ])('is one step: %s', (_name, run) => {
        session = sessionWith(...many);
        const before = JSON.stringify([...session.document.entries()]);
        run();
        expect(session.history.steps).toHaveLength(1);
        expect(JSON.stringify([...session.document.entries()])).not.toBe(before);
        session.undo();
        expect(new Map(session.document.entries())).toEqual(new Map(JSON.parse(before) as [number, DocObject][]));
    });

    it('offers only attributes that the labels of all have', () => {
        session = sessionWith(...many);
        expect(actions.sharedAttributes(session, [1, 2]).map(one => one.spec.name)).toEqual(['model', 'parked']);
        actions.changeLabel(session, [2], LABELS.get(2)!);
        expect(actions.sharedAttributes(session, [1, 2])).toEqual([]);
    });

    it('asks before locked objects are deleted, unless it is forced', () => {
        session = sessionWith(...many);
        actions.toggleLock(session, [2]);
        actions.deleteObjects(session, [1, 2]);
        expect(session.state.dialog).toEqual({ removing: [1, 2] });
        expect(session.document.get(1)).toBeDefined();
        actions.deleteObjects(session, [1, 2], true);
        expect(session.document.get(1)).toBeUndefined();
        expect(session.document.get(2)).toBeUndefined();
    });
});

describe('drawing anew', () => {
    it('keeps id, label, attributes and track, and makes a keyframe', () => {
        session = sessionWith(drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 0, CAR, 2));
        session.goTo(4);
        session.select([1]);
        press(session, 'redraw');
        applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [5, 5, 25, 25] } });
        expect(session.document.stateOf(1, 4)).toMatchObject({ points: [5, 5, 25, 25], keyframe: true, zOrder: 2 });
        expect(session.document.stateOf(1, 0)?.points).toEqual([80, 20, 120, 50]);
        expect(session.state).toMatchObject({ tool: 'select', redrawing: null, selection: [1] });
        expect(session.history.steps).toHaveLength(1);
    });

    it('of a skeleton takes over places and flags of its nodes', () => {
        session = sessionWith(
            skeletonShape([
                [20, 60],
                [40, 62],
                [60, 58],
                [41, 30],
            ]),
        );
        session.toolbox.redraw(1);
        const nodes = PERSON.sublabels.map(({ id }, i) => ({
            labelId: id,
            points: [i, i],
            occluded: i === 1,
            outside: i === 2,
        }));
        applyEffect(session, { type: 'create', shape: { type: 'skeleton', points: [], nodes } });
        const elements = session.document.stateOf(1, 0)!.elements;
        expect(elements.map(one => [...one.points, one.occluded, one.outside])).toEqual([
            [0, 0, false, false],
            [1, 1, true, false],
            [2, 2, false, true],
            [3, 3, false, false],
        ]);
        expect(session.history.steps).toHaveLength(1);
    });
});

describe('parts of a skeleton track', () => {
    it('take the whole outside with them when the last of them goes, and not before', () => {
        const nodes = PERSON.sublabels.map(({ id }, i) => ({
            labelId: id,
            points: [10 * i, 5 * i],
            occluded: false,
            outside: false,
        }));
        session = sessionWith(drawn({ type: 'skeleton', points: [], nodes }, 'track', 0, PERSON, 0));
        session.goTo(3);
        for (const { labelId } of nodes.slice(1)) operations.toggleElement(session, 1, labelId, 'outside');
        const parent = () => {
            const track = session.document.get(1);
            return track?.kind === 'track' ? track.keyframes.map(one => [one.frame, one.outside]) : [];
        };
        expect(parent()).toEqual([[0, false]]);
        operations.toggleElement(session, 1, nodes[0].labelId, 'outside');
        expect(parent()).toEqual([
            [0, false],
            [3, true],
        ]);
        expect(session.document.stateOf(1, 2)?.outside).toBe(false);
    });
});

describe('single parts of a skeleton', () => {
    const [left, middle, right] = PERSON.sublabels.map(({ id }) => id);
    const PLACES = [
        [20, 60],
        [50, 62],
        [80, 64],
        [50, 20],
    ] as const;
    const placeOf = (labelId: number) =>
        session.document.stateOf(1, 0)!.elements.find(one => one.labelId === labelId)!.points;

    beforeEach(() => {
        session = sessionWith(skeletonShape(PLACES));
        session.select([1]);
    });

    it('are hidden: not seen, not hit, without a handle, and still part of the whole', () => {
        operations.togglePart(session, 1, right, 'hiddenParts');
        expect(
            session.scene
                .get(1)!
                .elements.filter(one => one.outside)
                .map(one => one.labelId),
        ).toEqual([right]);
        expect(session.scene.boxOf(1)).toMatchObject({ minX: 20, maxX: 50 });
        expect(session.toolContext.hit({ x: 80, y: 64 })).toEqual([]);
        actions.nudge(session, 1, 0);
        expect(placeOf(right)).toEqual([81, 64]);
        expect(session.document.stateOf(1, 0)!.elements.some(one => one.outside)).toBe(false);
        expect(session.history.steps).toHaveLength(1);
        operations.freeParts(session, 1, 'hiddenParts');
        expect(session.scene.boxOf(1)).toMatchObject({ maxX: 81 });
    });

    it('take the whole out of sight when all of them are hidden', () => {
        for (const { id } of PERSON.sublabels) operations.togglePart(session, 1, id, 'hiddenParts');
        expect(session.scene.get(1)).toBeUndefined();
        operations.togglePart(session, 1, left, 'hiddenParts');
        expect(session.scene.get(1)).toBeDefined();
    });

    it('are locked: neither dragged nor marked, and that is said', () => {
        operations.togglePart(session, 1, middle, 'lockedParts');
        operations.toggleElement(session, 1, middle, 'occluded');
        expect(session.state.notice?.text).toContain('middle is locked');
        expect(session.document.stateOf(1, 0)!.elements.some(one => one.occluded)).toBe(false);
        expect(session.toolContext.partEditable(1, middle)).toBe(false);
        expect(session.toolContext.partEditable(1, left)).toBe(true);
        expect(session.history.steps).toHaveLength(0);
    });

    it('are mirrored with left and right exchanged, and what is known of a place with it', () => {
        operations.toggleElement(session, 1, left, 'occluded');
        operations.mirror(session, [1]);
        expect([left, middle, right].map(placeOf)).toEqual([
            [20, 64],
            [50, 62],
            [80, 60],
        ]);
        const occluded = session.document.stateOf(1, 0)!.elements.filter(one => one.occluded);
        expect(occluded.map(one => one.labelId)).toEqual([right]);
    });
});

describe('another colour', () => {
    beforeEach(() => {
        session = sessionWith(RECTANGLE, RECTANGLE, RECTANGLE);
        actions.group(session, [1, 2]);
    });
    const colourBy = (by: 'group' | 'instance' | 'label') => session.setPreferences({ appearance: { colourBy: by } });

    it('is that of the object alone, or of its whole group', () => {
        colourBy('instance');
        actions.nextColour(session, [3]);
        expect([...session.state.colours.keys()]).toEqual([3]);
        colourBy('group');
        actions.nextColour(session, [1]);
        const { colours } = session.state;
        expect(colours.get(1)).toBe(colours.get(2));
        expect(colours.get(1)).not.toBe(colours.get(3));
    });

    it('is told to be that of the label, where it is', () => {
        actions.nextColour(session, [1]);
        expect(session.state.colours.size).toBe(0);
        expect(session.state.notice?.text).toMatch(/label/);
    });
});

describe('painted masks', () => {
    const below = shape('mask', [0, 100, 20, 60, 29, 69]);

    it('take their pixels from the masks below as one step, sparing locked and hidden ones', () => {
        session = sessionWith(below, below, below);
        session.setToolSettings({ overlap: 'takes' });
        actions.toggleLock(session, [2]);
        actions.toggleHidden(session, [3]);
        applyEffect(session, { type: 'mask', id: null, points: [0, 50, 20, 60, 24, 69] });
        const area = (id: number) =>
            decodeMask(session.document.stateOf(id, 0)!.points).data.reduce((a, b) => a + b, 0);
        expect([1, 2, 3, 4].map(area)).toEqual([50, 100, 100, 50]);
        expect(session.history.steps).toHaveLength(1);
    });

    it('tell which masks went, as nothing was left of them', () => {
        session = sessionWith(below);
        session.setToolSettings({ overlap: 'takes' });
        applyEffect(session, { type: 'mask', id: null, points: [0, 400, 15, 55, 34, 74] });
        expect(session.document.get(1)).toBeUndefined();
        expect(session.state.notice?.text).toMatch(/Mask 1 had no pixels left/);
        session.undo();
        expect(session.document.get(1)).toEqual(below);
    });

    it('give way to the masks that are there, hidden and locked ones too, and fill the gaps between them', () => {
        session = sessionWith(below);
        session.setToolSettings({ overlap: 'yields' });
        actions.toggleHidden(session, [1]);
        applyEffect(session, { type: 'mask', id: null, points: [0, 400, 15, 55, 34, 74] });
        const left = decodeMask(session.document.stateOf(2, 0)!.points);
        expect(left.data.reduce((a, b) => a + b, 0)).toBe(300);
        expect(session.document.get(1)).toEqual(below);
        applyEffect(session, { type: 'mask', id: null, points: [0, 4, 22, 62, 23, 63] });
        expect(session.history.steps).toHaveLength(1);
        expect(session.state.notice?.text).toMatch(/nothing was painted/);
    });

    it('leave others alone otherwise', () => {
        session = sessionWith(below);
        applyEffect(session, { type: 'mask', id: null, points: [0, 400, 15, 55, 34, 74] });
        expect(session.document.get(1)).toEqual(below);
    });
});

describe('keys of tools', () => {
    beforeEach(() => {
        session = sessionWith(
            RECTANGLE,
            shape('rectangle', [80, 20, 120, 50]),
            shape('polygon', [5, 60, 40, 60, 40, 90]),
        );
    });

    it('group at once what is selected, and pick otherwise', () => {
        session.select([1, 2]);
        press(session, 'group');
        expect(session.document.get(1)?.group).toBe(1);
        session.select([]);
        press(session, 'group');
        expect(session.state.tool).toBe('group');
    });

    it('take up the mask tool with what the brush is to do', () => {
        press(session, 'polygon_minus');
        expect(session.state).toMatchObject({ tool: 'mask' });
        expect(session.state.preferences.tools.brushMode).toBe('polygon-minus');
    });

    it('change the size of the brush, by more for a large one, never below a pixel', () => {
        session.setToolSettings({ brushSize: 2 });
        for (let i = 0; i < 4; ++i) press(session, 'brush_smaller');
        expect(session.state.preferences.tools.brushSize).toBe(1);
        session.setToolSettings({ brushSize: 100 });
        press(session, 'brush_larger');
        expect(session.state.preferences.tools.brushSize).toBe(110);
    });

    it('mark the next node of a skeleton instead of what is selected', () => {
        session.select([1]);
        press(session, 'skeleton');
        press(session, 'occluded');
        expect(session.document.stateOf(1, 0)?.occluded).toBe(false);
        expect(session.state.toolHint).toContain('occluded');
    });

    it('leave every tool by Escape with the document as it was', () => {
        for (const id of ['cuboid', 'skeleton', 'brush', 'merge', 'slice', 'measure', 'scissors']) {
            press(session, id);
            expect(session.state.tool).not.toBe('select');
            press(session, 'cancel');
            press(session, 'cancel');
            expect(session.state.tool).toBe('select');
        }
        expect(session.history.steps).toHaveLength(0);
    });

    it('refuse to edit what may only be read, but measure', () => {
        session.view.setState({ readOnly: 'Another tab has this job.' });
        press(session, 'slice');
        expect(session.state.tool).toBe('select');
        press(session, 'measure');
        expect(session.state.tool).toBe('measure');
    });
});

describe('conversion', () => {
    it('offers what the label of an object may be', () => {
        session = sessionWith(
            RECTANGLE,
            skeletonShape([
                [1, 1],
                [9, 1],
                [5, 5],
                [5, 9],
            ]),
        );
        expect(operations.targetsFor(session, [1])).toEqual(['polygon', 'ellipse', 'mask', 'polyline', 'points']);
        expect(operations.targetsFor(session, [2])).toEqual([]);
    });

    it('of a track makes a shape for each frame on which it is seen', () => {
        session = sessionWith(drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 0, CAR, 2));
        session.goTo(6);
        actions.toggleGeometryFlag(session, [1], 'outside');
        operations.changeKind(session, [1], 'shape');
        expect(session.document.size).toBe(6);
        session.undo();
        expect(session.document.size).toBe(1);
    });
});

describe('points and skeletons', () => {
    const four = shape('points', [10, 20, 30, 40, 50, 60, 70, 80]);

    it('change places in one step, by labels that fit, and keep their links', () => {
        session = sessionWith(four, four, shape('points', [1, 2]));
        session.commit('linked', { objects: [], links: [{ from: 1, to: 3, kind: 'link', name: '' }] });
        expect(operations.labelsToExchange(session, [1, 2, 3])).toEqual([PERSON]);
        expect(operations.labelsToExchange(session, [3])).toEqual([]);
        operations.exchange(session, [1, 2, 3], PERSON);
        const made = onFrame(session, 0).filter(one => one.type === 'skeleton');
        expect(made).toHaveLength(2);
        expect(session.state.selection).toEqual(made.map(({ id }) => id));
        expect(session.document.linksOf(made[0].id)).toHaveLength(1);
        press(session, 'undo');
        expect(onFrame(session, 0).map(({ type }) => type)).toEqual(['points', 'points', 'points']);
        expect(session.document.linksOf(1)).toHaveLength(1);
    });
});
