import { toImage } from '../render/camera';
import type { ToolEvent } from '../tools';
import { belongsToControl } from '../../shared/keys/focus';
import { giveKey } from '../keys/bindings';
import type { Session } from './session';

/** Two presses within this time and distance make a double click. */
const DOUBLE_TIME = 300;
const DOUBLE_DISTANCE = 4;

/**
 * Turns pointer and wheel events of the canvas into tool events. Panning with the middle button, with Alt or with the
 * space bar held works with every tool and hides the press from it.
 */
export function listenToPointer(surface: HTMLElement, session: Session): () => void {
    let panning: { x: number; y: number } | null = null;
    let spaceHeld = false;
    let spacePanned = false;
    let lastDown = { time: 0, x: 0, y: 0 };

    const place = (event: MouseEvent) => {
        const box = surface.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const info = (event: MouseEvent) => {
        const s = place(event);
        const mods = { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey };
        return { s, p: toImage(session.viewport.camera, s), mods };
    };
    /** The button held down for the tool: 0 left, 2 right. */
    let held: number | null = null;
    const send = (type: 'down' | 'move' | 'up' | 'double', event: PointerEvent) => {
        const pressure = event.pointerType === 'pen' ? { pressure: event.pressure } : {};
        const secondary = held === 2 ? { secondary: true } : {};
        session.send({ type, ...info(event), ...pressure, ...secondary, ...passed(type, event) } as ToolEvent);
    };
    /** Places a fast pointer went through between two frames, while it draws. */
    const passed = (type: string, event: PointerEvent) => {
        if (type !== 'move' || held === null || !event.getCoalescedEvents) return {};
        const via = event.getCoalescedEvents().slice(0, -1);
        return via.length ? { via: via.map(one => toImage(session.viewport.camera, place(one))) } : {};
    };

    const down = (event: PointerEvent) => {
        surface.focus({ preventScroll: true });
        const s = place(event);
        if (event.altKey && event.button === 0 && session.toolbox.pickWhileDrawing(info(event).p)) return;
        // With Alt a click may take a vertex away, so only empty space is dragged by it.
        const altPan = event.altKey && session.state.selection.length === 0;
        if (event.button === 1 || (event.button === 0 && (spaceHeld || altPan))) {
            event.preventDefault();
            surface.setPointerCapture(event.pointerId);
            panning = s;
            spacePanned = spaceHeld;
            surface.style.cursor = 'grabbing';
            return;
        }
        if (event.button !== 0 && !(event.button === 2 && session.toolbox.usesRightButton)) return;
        surface.setPointerCapture(event.pointerId);
        held = event.button;
        if (event.button === 2) return send('down', event);
        const again =
            event.timeStamp - lastDown.time <= DOUBLE_TIME &&
            Math.hypot(s.x - lastDown.x, s.y - lastDown.y) <= DOUBLE_DISTANCE;
        lastDown = again ? { time: 0, x: 0, y: 0 } : { time: event.timeStamp, ...s };
        if (again) send('double', event);
        else send('down', event);
    };
    const move = (event: PointerEvent) => {
        session.viewport.pointAt(place(event));
        if (!panning) return send('move', event);
        const s = place(event);
        session.viewport.pan(s.x - panning.x, s.y - panning.y);
        panning = s;
    };
    const up = (event: PointerEvent) => {
        if (panning) {
            panning = null;
            session.viewport.toolMoved();
        } else if (event.button === held) {
            send('up', event);
            held = null;
        }
    };
    const lost = () => {
        panning = null;
        held = null;
        session.send({ type: 'cancel' });
    };
    const leave = () => {
        session.viewport.pointAt(null);
        session.send({ type: 'leave' });
    };
    const menu = (event: MouseEvent) => {
        event.preventDefault();
        if (session.toolbox.busy && !session.toolbox.usesRightButton) session.send({ type: 'back' });
    };
    const wheel = (event: WheelEvent) => {
        event.preventDefault();
        if (event.shiftKey) return session.viewport.pan(-event.deltaY - event.deltaX, 0);
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY;
        if (lines === 0) return;
        const { adaptiveZoom, zoomFactor } = session.state.preferences.image;
        // Touch pads tell a pinch as small turns of the wheel with Control.
        const notch = event.ctrlKey ? 12 : 96;
        const notches = adaptiveZoom ? Math.max(-1, Math.min(1, lines / notch)) : Math.sign(lines);
        session.viewport.zoom(zoomFactor ** -notches, place(event));
    };
    /** The space bar held down drags the view; pressed and let go it is a key as any other. */
    const key = (event: KeyboardEvent) => {
        if (event.code !== 'Space' || belongsToControl(event.target, 'space')) return;
        event.preventDefault();
        if (event.repeat) return;
        if (event.type === 'keydown') spacePanned = false;
        else if (spaceHeld && !spacePanned) giveKey(session, 'space');
        spaceHeld = event.type === 'keydown';
        if (!panning) surface.style.cursor = spaceHeld ? 'grab' : session.preview.cursor;
    };

    surface.addEventListener('pointerdown', down);
    surface.addEventListener('pointermove', move);
    surface.addEventListener('pointerup', up);
    surface.addEventListener('pointercancel', lost);
    surface.addEventListener('pointerleave', leave);
    surface.addEventListener('contextmenu', menu);
    surface.addEventListener('wheel', wheel, { passive: false });
    window.addEventListener('keydown', key);
    window.addEventListener('keyup', key);
    return () => {
        surface.removeEventListener('pointerdown', down);
        surface.removeEventListener('pointermove', move);
        surface.removeEventListener('pointerup', up);
        surface.removeEventListener('pointercancel', lost);
        surface.removeEventListener('pointerleave', leave);
        surface.removeEventListener('contextmenu', menu);
        surface.removeEventListener('wheel', wheel);
        window.removeEventListener('keydown', key);
        window.removeEventListener('keyup', key);
    };
}
