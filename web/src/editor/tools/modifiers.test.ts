import { describe, expect, it } from 'vitest';
import { at, click, drag, shape, World } from '../testdata/world';
import { asks, changedGestures, DEFAULT_GESTURES, GESTURE_IDS, readGestures, rivalsOf, withGesture } from './modifiers';
import { polyTool } from './poly';
import { selectTool } from './select';

const none = { shift: false, alt: false, ctrl: false };
const shift = { ...none, shift: true };
const both = { ...shift, alt: true };

describe('keys held beside the mouse', () => {
    it('ask for what has them, whatever else is held', () => {
        expect(asks('slide', shift, DEFAULT_GESTURES)).toBe(true);
        expect(asks('slide', both, DEFAULT_GESTURES)).toBe(true);
        expect(asks('slide', none, DEFAULT_GESTURES)).toBe(false);
    });

    it('ask for what has the most of them, where gestures exclude each other', () => {
        expect(asks('vertices', both, DEFAULT_GESTURES)).toBe(true);
        expect(asks('marquee', both, DEFAULT_GESTURES)).toBe(false);
        expect(asks('marquee', shift, DEFAULT_GESTURES)).toBe(true);
        const turned = { ...DEFAULT_GESTURES, marquee: ['shift+alt'], vertices: ['shift'] };
        expect(asks('marquee', both, turned)).toBe(true);
        expect(asks('vertices', both, turned)).toBe(false);
    });

    it('are any of several, or none', () => {
        expect(asks('add', { ...none, ctrl: true }, DEFAULT_GESTURES)).toBe(true);
        expect(asks('add', shift, DEFAULT_GESTURES)).toBe(true);
        expect(asks('add', shift, { ...DEFAULT_GESTURES, add: [] })).toBe(false);
    });

    it('clash only in the same situation, and are taken from what had them', () => {
        expect(rivalsOf('copy', 'shift', DEFAULT_GESTURES)).toEqual(['marquee']);
        expect(rivalsOf('slide', 'alt', DEFAULT_GESTURES)).toEqual([]);
        const keys = withGesture(DEFAULT_GESTURES, 'copy', ['alt', 'shift']);
        expect([keys.copy, keys.marquee, keys.path]).toEqual([['alt', 'shift'], [], ['shift']]);
    });

    it('clash nowhere as they are at first', () => {
        for (const id of GESTURE_IDS)
            for (const held of DEFAULT_GESTURES[id]) expect(rivalsOf(id, held, DEFAULT_GESTURES), id).toEqual([]);
    });

    it('are kept where they differ, and read back; what cannot be read is as at first', () => {
        const keys = withGesture(DEFAULT_GESTURES, 'slide', ['alt']);
        expect(changedGestures(keys)).toEqual({ slide: ['alt'] });
        expect(readGestures(changedGestures(keys))).toEqual(keys);
        expect(readGestures({ slide: ['hyper'], pan: 'alt', nothing: ['alt'] })).toEqual(DEFAULT_GESTURES);
        expect(readGestures(null)).toEqual(DEFAULT_GESTURES);
    });

    it('that were changed are what tools listen to', () => {
        const world = new World(polyTool('polyline'));
        world.gestures = withGesture(DEFAULT_GESTURES, 'slide', ['alt']);
        world.send(click(10, 10), at.move(60, 10, { shift: true }));
        expect(world.state.points).toHaveLength(2);
        world.send(at.move(60, 10, { alt: true }));
        expect(world.state.points).toHaveLength(4);

        const objects = new World(selectTool, [shape('rectangle', [10, 10, 30, 30])]);
        objects.gestures = withGesture(DEFAULT_GESTURES, 'copy', ['ctrl']);
        objects.send(drag([20, 20], [50, 20], { ctrl: true }));
        expect(objects.effects.some(effect => effect.type === 'copy')).toBe(true);
    });
});
