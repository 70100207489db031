import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionWith } from '../testdata/session';
import { shape } from '../testdata/world';
import type { ObjectMenu } from './objectMenu';
import { listenToPointer } from './pointer';
import type { Session } from './session';

let session: Session;
let surface: HTMLElement;
let menus: ObjectMenu[];
let stop: () => void;

beforeEach(() => {
    vi.stubGlobal('PointerEvent', StandIn);
    session = sessionWith(shape('rectangle', [20, 20, 60, 50]), shape('polygon', [100, 20, 150, 20, 150, 60, 100, 60]));
    session.viewport.viewport = { width: 200, height: 100 };
    surface = document.body.appendChild(document.createElement('div'));
    surface.setPointerCapture = () => undefined;
    menus = [];
    stop = listenToPointer(surface, session, menu => menus.push(menu));
});

afterEach(() => {
    stop();
    surface.remove();
    vi.unstubAllGlobals();
});

/** As much of it as is read here: this environment has none. */
class StandIn extends MouseEvent {
    readonly pointerType = 'mouse';
    readonly pointerId = 1;
    readonly pressure = 0.5;
    getCoalescedEvents(): StandIn[] {
        return [];
    }
}

/** The view shows the image at its own size from its corner, so places of the window are image points. */
function pointer(type: string, x: number, y: number, more: MouseEventInit = {}): void {
    surface.dispatchEvent(new StandIn(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, ...more }));
}

function drag(from: [number, number], to: [number, number], more: MouseEventInit = {}): void {
    pointer('pointerdown', ...from, more);
    pointer('pointermove', (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more);
    pointer('pointermove', ...to, more);
    pointer('pointerup', ...to, more);
}

const wheel = (deltaY: number, more: WheelEventInit = {}) =>
    surface.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: 50, clientY: 30, cancelable: true, ...more }));
const place = () => [session.viewport.camera.x, session.viewport.camera.y].map(Math.round);
const key = (type: string) => window.dispatchEvent(new KeyboardEvent(type, { code: 'Space', key: ' ' }));

describe('the wheel', () => {
    it('zooms by a notch about the pointer', () => {
        wheel(-96);
        const { scale, x, y } = session.viewport.camera;
        expect(scale).toBeCloseTo(1.2);
        expect([50 - 50 * scale - x, 30 - 30 * scale - y].map(Math.round)).toEqual([0, 0]);
    });

    it('zooms less where it turns slowly, and never more than a notch, unless told to go by notches', () => {
        wheel(-48);
        expect(session.viewport.camera.scale).toBeCloseTo(1.2 ** 0.5);
        wheel(-9600);
        expect(session.viewport.camera.scale).toBeCloseTo(1.2 ** 1.5);
        session.setPreferences({ image: { adaptiveZoom: false, zoomFactor: 1.5 } });
        wheel(10);
        expect(session.viewport.camera.scale).toBeCloseTo(1.2 ** 1.5 / 1.5);
    });

    it('with Control zooms as a pinch does, with Shift moves the view sideways', () => {
        wheel(-12, { ctrlKey: true });
        expect(session.viewport.camera.scale).toBeCloseTo(1.2);
        const [x, y] = place();
        wheel(40, { shiftKey: true });
        expect(place()).toEqual([x - 40, y]);
    });

    it('that counts in lines zooms as far with a notch of three', () => {
        wheel(-3, { deltaMode: WheelEvent.DOM_DELTA_LINE });
        expect(session.viewport.camera.scale).toBeCloseTo(1.2);
    });

    it('is not needed for a pinch that is told by itself, which zooms as far as the fingers went', () => {
        const pinch = (type: string, scale: number) => {
            const event = new MouseEvent(type, { clientX: 50, clientY: 30, cancelable: true });
            surface.dispatchEvent(Object.assign(event, { scale }));
            expect(event.defaultPrevented).toBe(true);
        };
        for (const end of [1.5, 2]) {
            pinch('gesturestart', 1);
            pinch('gesturechange', 1.25);
            pinch('gesturechange', end);
        }
        const { scale, x, y } = session.viewport.camera;
        expect(scale).toBeCloseTo(3);
        expect([50 - 50 * scale - x, 30 - 30 * scale - y].map(Math.round)).toEqual([0, 0]);
    });
});

describe('the view is moved by dragging', () => {
    it('empty space', () => {
        drag([80, 80], [90, 85]);
        expect(place()).toEqual([10, 5]);
    });

    it('with the middle button, over objects too, whatever the tool', () => {
        session.use('rectangle');
        drag([30, 30], [45, 30], { button: 1 });
        expect(place()).toEqual([15, 0]);
        expect(session.history.steps).toHaveLength(0);
    });

    it('with Alt, while nothing is selected', () => {
        drag([30, 30], [30, 40], { altKey: true });
        expect(place()).toEqual([0, 10]);
        expect(session.document.stateOf(1, 0)?.points).toEqual([20, 20, 60, 50]);
    });

    it('with the space bar, which then is no key', () => {
        key('keydown');
        drag([30, 30], [40, 30]);
        key('keyup');
        expect(place()).toEqual([10, 0]);
        expect(session.state.playing).toBe(false);
    });

    it('with Alt while drawing, too, whatever is selected', () => {
        session.select([1]);
        session.use('rectangle');
        drag([80, 80], [90, 90], { altKey: true });
        expect(place()).toEqual([10, 10]);
        expect(session.toolbox.busy).toBe(false);
    });

    it('no longer once the space bar was let go over a button, or in another window', () => {
        const button = document.body.appendChild(document.createElement('button'));
        key('keydown');
        button.dispatchEvent(new KeyboardEvent('keyup', { code: 'Space', key: ' ', bubbles: true }));
        session.use('rectangle');
        drag([80, 80], [90, 90]);
        expect(place()).toEqual([0, 0]);
        key('keydown');
        window.dispatchEvent(new Event('blur'));
        drag([80, 80], [90, 95]);
        expect(place()).toEqual([0, 0]);
        expect(session.document.size).toBe(4);
        button.remove();
    });

    it('a pinned object, which stays where it is', () => {
        drag([120, 40], [130, 40]);
        expect(place()).toEqual([10, 0]);
        expect(session.document.stateOf(2, 0)?.points[0]).toBe(100);
    });
});

describe('presses', () => {
    it('twice zoom to an object, or fit the image', () => {
        for (let i = 0; i < 2; ++i) {
            pointer('pointerdown', 40, 40);
            pointer('pointerup', 40, 40);
        }
        expect(session.viewport.camera.scale).not.toBe(1);
        expect(session.viewport.isFitted).toBe(false);
        for (let i = 0; i < 2; ++i) {
            pointer('pointerdown', 0, 0);
            pointer('pointerup', 0, 0);
        }
        expect(session.viewport.isFitted).toBe(true);
    });

    it('twice are two clicks when the first one has put the tool down, or was on another frame', () => {
        const press = () => {
            const before = session.viewport.camera.scale;
            pointer('pointerdown', 40, 40);
            pointer('pointerup', 40, 40);
            expect(session.viewport.camera.scale).toBe(before);
        };
        press();
        session.goTo(1);
        press();
        session.use('split');
        press();
        session.use('select');
        press();
    });

    it('of the right button ask for the menu of an object, and select it', () => {
        pointer('contextmenu', 30, 30, { button: 2 });
        expect(menus).toEqual([{ id: 1, under: [1], x: 30, y: 30 }]);
        expect(session.state.selection).toEqual([1]);
        pointer('contextmenu', 90, 90, { button: 2 });
        expect(menus).toHaveLength(1);
    });

    it('of the right button take back the last point of what is being drawn', () => {
        session.use('polygon');
        for (const x of [70, 80, 90]) {
            pointer('pointerdown', x, 80);
            pointer('pointerup', x, 80);
        }
        pointer('contextmenu', 30, 30, { button: 2 });
        expect(menus).toEqual([]);
        expect(session.preview.sketches[0].points.length).toBeLessThanOrEqual(6);
    });

    it('are given up when the system takes the pointer away', () => {
        pointer('pointerdown', 30, 30);
        pointer('pointermove', 40, 40);
        pointer('pointercancel', 40, 40);
        pointer('pointerup', 40, 40);
        expect(session.history.steps).toHaveLength(0);
    });
});

describe('existing objects while something may be drawn', () => {
    it('are out of reach', () => {
        session.use('rectangle');
        pointer('pointermove', 30, 30);
        expect(session.state.hovered).toBeNull();
        drag([30, 30], [50, 45]);
        expect(session.document.size).toBe(3);
    });

    it('are within reach of Alt', () => {
        session.use('rectangle');
        pointer('pointermove', 30, 30, { altKey: true });
        expect(session.state.hovered).toBe(1);
        pointer('pointerdown', 30, 30, { altKey: true });
        pointer('pointerup', 30, 30, { altKey: true });
        expect(session.state).toMatchObject({ selection: [1], tool: 'rectangle' });
    });
});
