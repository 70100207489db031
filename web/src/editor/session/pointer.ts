import type { Point } from '../model/types';
import { toImage } from '../render/camera';
import type { ToolEvent } from '../tools';
import type { GestureId } from '../tools/modifiers';
import type { Modifiers } from '../tools/types';
import { belongsToControl } from '../../shared/keys/focus';
import { giveKey } from '../keys/bindings';
import { Fingers, LONG_PRESS, type FingerAction } from './fingers';
import { menuAt, type ObjectMenu } from './objectMenu';
import type { Session } from './session';

/** Two presses within this time and distance make a double click. */
const DOUBLE_TIME = 300;
const DOUBLE_DISTANCE = { mouse: 4, pen: 8, touch: 24 };

export type AskMenu = (menu: ObjectMenu) => void;

type Pressed = Pick<MouseEvent, 'clientX' | 'clientY' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'timeStamp'>;

const modsOf = (event: MouseEvent | Pressed): Modifiers => ({
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
});

/** Presses, moves and releases of one pointer as events of the tool. */
class ToolPointer {
    /** The button held down for the tool: 0 left, 2 right. */
    held: number | null = null;
    private last = { time: 0, x: 0, y: 0, during: '' };

    constructor(
        private readonly surface: HTMLElement,
        private readonly session: Session,
    ) {}

    place(event: Pick<Pressed, 'clientX' | 'clientY'>): Point {
        const box = this.surface.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    /** A place other than the event's is where a finger came down before it was clear what it means. */
    send(type: 'down' | 'move' | 'up' | 'double', event: Pressed, s = this.place(event)): void {
        const p = toImage(this.session.viewport.camera, s);
        const mods = modsOf(event);
        const pen = event instanceof PointerEvent && event.pointerType === 'pen';
        const pressure = pen ? { pressure: event.pressure } : {};
        const secondary = this.held === 2 ? { secondary: true } : {};
        const sent = { type, s, p, mods, ...pressure, ...secondary, ...this.passed(type, event) };
        this.session.send(sent as ToolEvent);
    }

    /** Places a fast pointer went through between two frames, while it draws. */
    private passed(type: string, event: Pressed): object {
        if (type !== 'move' || this.held === null || !(event instanceof PointerEvent)) return {};
        const via = event.getCoalescedEvents?.().slice(0, -1) ?? [];
        return via.length ? { via: via.map(one => toImage(this.session.viewport.camera, this.place(one))) } : {};
    }

    press(button: number, event: Pressed, kind: keyof typeof DOUBLE_DISTANCE, s = this.place(event)): void {
        this.held = button;
        if (button === 2) return this.send('down', event, s);
        const { time, x, y, during } = this.last;
        const { tool, frame } = this.session.state;
        // What the first press has put down, or was on another frame, has nothing to do with the second one.
        const now = `${tool}/${frame}`;
        const near = Math.hypot(s.x - x, s.y - y) <= DOUBLE_DISTANCE[kind] && during === now;
        const again = event.timeStamp - time <= DOUBLE_TIME && near;
        this.last = again ? { time: 0, x: 0, y: 0, during: '' } : { time: event.timeStamp, ...s, during: now };
        this.send(again ? 'double' : 'down', event, s);
    }

    release(event: Pressed, s = this.place(event)): void {
        this.send('up', event, s);
        this.held = null;
    }

    cancel(): void {
        this.held = null;
        this.session.send({ type: 'cancel' });
    }
}

/** Fingers on the canvas: what they mean is told by `Fingers`, and done here. */
function listenToFingers(surface: HTMLElement, session: Session, pointer: ToolPointer, askMenu: (s: Point) => void) {
    const fingers = new Fingers(() => session.state.preferences.touch.finger);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const act = (actions: readonly FingerAction[], event: Pressed | null) => {
        for (const action of actions) {
            if (action.type === 'pan') session.viewport.pan(action.dx, action.dy);
            else if (action.type === 'zoom') session.viewport.zoom(action.factor, action.at);
            else if (action.type === 'undo') session.undo();
            else if (action.type === 'menu') askMenu(action.s);
            else if (action.type === 'cancel') pointer.cancel();
            else if (event && action.phase === 'down') pointer.press(0, event, 'touch', action.s);
            else if (event && action.phase === 'up') pointer.release(event, action.s);
            else if (event) pointer.send('move', event, action.s);
        }
    };
    return {
        pen: (event: PointerEvent) => act(fingers.pen(event.timeStamp), null),
        down(event: PointerEvent): void {
            surface.setPointerCapture(event.pointerId);
            act(fingers.down(event.pointerId, pointer.place(event), event.timeStamp), event);
            clearTimeout(timer);
            timer = setTimeout(() => act(fingers.rested(event.timeStamp + LONG_PRESS), null), LONG_PRESS);
        },
        move: (event: PointerEvent) => act(fingers.move(event.pointerId, pointer.place(event)), event),
        up: (event: PointerEvent) => act(fingers.up(event.pointerId, pointer.place(event), event.timeStamp), event),
        lost: (event: PointerEvent) => act(fingers.lost(event.pointerId), null),
        stop: () => clearTimeout(timer),
    };
}

/** What Safari tells of a pinch on a touch pad; other browsers tell it as small turns of the wheel with Control. */
type Pinch = MouseEvent & { readonly scale: number };

/** Pixels of a line, where a notch of the wheel comes as three lines. */
const LINE = 32;

/** What the wheel and touch pads do: zoom, or move sideways. */
export function listenToWheel(
    surface: HTMLElement,
    session: Session,
    place: (event: MouseEvent) => Point,
    signal: AbortSignal,
): void {
    const wheel = (event: WheelEvent) => {
        event.preventDefault();
        if (session.toolContext.asks('sideways', modsOf(event)))
            return session.viewport.pan(-event.deltaY - event.deltaX, 0);
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY;
        if (lines === 0) return;
        const { adaptiveZoom, zoomFactor } = session.state.preferences.image;
        const notch = event.ctrlKey ? 12 : 96;
        const adaptive = adaptiveZoom || event.ctrlKey;
        const notches = adaptive ? Math.max(-1, Math.min(1, lines / notch)) : Math.sign(lines);
        session.viewport.zoom(zoomFactor ** -notches, place(event));
    };
    let before = 1;
    const pinch = (event: Event) => {
        event.preventDefault();
        const { scale } = event as Pinch;
        if (event.type === 'gesturechange') session.viewport.zoom(scale / before, place(event as Pinch));
        before = scale;
    };
    surface.addEventListener('wheel', wheel, { passive: false, signal });
    // On a screen that is touched it would be told twice: there the fingers are followed themselves.
    if (navigator.maxTouchPoints > 0) return;
    for (const type of ['gesturestart', 'gesturechange'])
        surface.addEventListener(type, pinch, { passive: false, signal });
}

/**
 * Turns pointer and wheel events of the canvas into tool events. Panning with the middle button, with a key or with the
 * space bar held works with every tool and hides the press from it.
 */
export function listenToPointer(surface: HTMLElement, session: Session, openMenu: AskMenu): () => void {
    const pointer = new ToolPointer(surface, session);
    const place = (event: MouseEvent) => pointer.place(event);
    let panning: Point | null = null;
    let spaceHeld = false;
    let spacePanned = false;

    /** The menu of what lies at a place; while something is being drawn its last point is taken back instead. */
    const askMenu = (s: Point) => {
        const { toolbox } = session;
        if (toolbox.usesRightButton) return;
        if (toolbox.busy) return session.send({ type: 'back' });
        const menu = menuAt(session, toImage(session.viewport.camera, s));
        if (session.state.tool !== 'select' || !menu) return;
        if (!menu.truth && !session.state.selection.includes(menu.id)) session.select([menu.id]);
        const box = surface.getBoundingClientRect();
        openMenu({ ...menu, x: box.left + s.x, y: box.top + s.y });
    };
    const fingers = listenToFingers(surface, session, pointer, askMenu);

    const down = (event: PointerEvent) => {
        surface.focus({ preventScroll: true });
        session.viewport.pointerKind = event.pointerType;
        if (event.pointerType === 'touch') return fingers.down(event);
        if (event.pointerType === 'pen') fingers.pen(event);
        const at = toImage(session.viewport.camera, place(event));
        const asks = (gesture: GestureId) => session.toolContext.asks(gesture, modsOf(event));
        if (event.button === 0 && asks('pick') && session.toolbox.pickWhileDrawing(at)) return;
        const pans = asks('pan') && !session.toolbox.takesPanKeys;
        if (event.button === 1 || (event.button === 0 && (spaceHeld || pans))) {
            event.preventDefault();
            surface.setPointerCapture(event.pointerId);
            panning = place(event);
            spacePanned = spaceHeld;
            surface.style.cursor = 'grabbing';
            return;
        }
        if (event.button !== 0 && !(event.button === 2 && session.toolbox.usesRightButton)) return;
        surface.setPointerCapture(event.pointerId);
        pointer.press(event.button, event, event.pointerType === 'pen' ? 'pen' : 'mouse');
    };
    const move = (event: PointerEvent) => {
        if (event.pointerType === 'touch') return fingers.move(event);
        if (event.pointerType === 'pen') fingers.pen(event);
        session.viewport.pointerKind = event.pointerType;
        const s = place(event);
        session.viewport.pointAt(s);
        if (!panning) return pointer.send('move', event);
        session.viewport.pan(s.x - panning.x, s.y - panning.y);
        panning = s;
    };
    const up = (event: PointerEvent) => {
        if (event.pointerType === 'touch') return fingers.up(event);
        if (panning) {
            panning = null;
            session.viewport.toolMoved();
        } else if (event.button === pointer.held) pointer.release(event);
    };
    const lost = (event: PointerEvent) => {
        if (event.pointerType === 'touch') return fingers.lost(event);
        panning = null;
        pointer.cancel();
    };
    const leave = () => {
        session.viewport.pointAt(null);
        session.send({ type: 'leave' });
    };
    const menu = (event: MouseEvent) => {
        event.preventDefault();
        // A long press of a finger has been understood already.
        if (!(event instanceof PointerEvent && event.pointerType === 'touch')) askMenu(place(event));
    };
    const letGo = () => {
        spaceHeld = false;
        if (!panning) surface.style.cursor = session.preview.cursor;
    };
    /** The space bar held down drags the view; pressed and let go it is a key as any other. */
    const key = (event: KeyboardEvent) => {
        if (event.code !== 'Space') return;
        // Let go anywhere: the focus may have moved on meanwhile.
        if (belongsToControl(event.target, 'space')) return event.type === 'keyup' ? letGo() : undefined;
        event.preventDefault();
        if (event.repeat) return;
        if (event.type === 'keydown') spacePanned = false;
        else if (spaceHeld && !spacePanned) giveKey(session, 'space');
        spaceHeld = event.type === 'keydown';
        if (!panning) surface.style.cursor = spaceHeld ? 'grab' : session.preview.cursor;
    };

    const ending = new AbortController();
    const { signal } = ending;
    surface.addEventListener('pointerdown', down, { signal });
    surface.addEventListener('pointermove', move, { signal });
    surface.addEventListener('pointerup', up, { signal });
    surface.addEventListener('pointercancel', lost, { signal });
    surface.addEventListener('pointerleave', leave, { signal });
    surface.addEventListener('contextmenu', menu, { signal });
    // The mouse that browsers make up after a finger would click on what is below, and close the menu at once.
    surface.addEventListener('touchend', event => event.preventDefault(), { passive: false, signal });
    listenToWheel(surface, session, place, signal);
    window.addEventListener('keydown', key, { signal });
    window.addEventListener('keyup', key, { signal });
    window.addEventListener('blur', letGo, { signal });
    return () => {
        fingers.stop();
        ending.abort();
    };
}
