import { t } from '../../shared/language';
import { keyName } from '../keys/names';
import { clampPoint } from '../model/geometry';
import type { Point } from '../model/types';
import { toImage, toScreen } from '../render/camera';
import type { ToolEvent } from '../tools';
import type { Session } from './session';

/**
 * Tools in hand without a pointer: Enter takes up a cross in the middle of the view, arrow keys lead it, and Enter clicks
 * where it is. It ends when the pointer moves, or with the tool.
 */

/** Screen pixels of a step, of a long one, and image pixels of a short one. */
const STEP = 10;
const LONG_STEP = 50;
const SHORT_STEP = 1;
/** What arrow commands say of their step: the image pixels they move objects by. */
const LONG = 10;

const NO_MODS = { shift: false, alt: false, ctrl: false };

function at(session: Session, p: Point, type: 'down' | 'move' | 'up'): void {
    session.send({ type, p, s: toScreen(session.viewport.camera, p), mods: NO_MODS } as ToolEvent);
}

const isLed = (session: Session) => session.state.tool !== 'select' && session.viewport.pointer.getState().led;

/** Enter, with a tool in hand; false where there is none. */
export function clickByKey(session: Session): boolean {
    if (session.state.tool === 'select') return false;
    const { at: known, led } = session.viewport.pointer.getState();
    if (led && known) {
        at(session, known, 'down');
        at(session, known, 'up');
        return true;
    }
    const { width, height } = session.viewport.viewport;
    leadTo(session, known ?? toImage(session.viewport.camera, { x: width / 2, y: height / 2 }));
    session.notify(
        'info',
        t('{arrows} lead the cross, {click} clicks there. {far} goes farther, {near} by a pixel.', {
            arrows: ['left', 'right', 'up', 'down'].map(keyName).join(' '),
            click: keyName('colour'),
            far: keyName('right_10'),
            near: keyName('right_tenth'),
        }),
    );
    return true;
}

/** An arrow key; false unless it leads the cross. `by` are the image pixels it would move an object by. */
export function leadByKey(session: Session, by: Point): boolean {
    const { at: from } = session.viewport.pointer.getState();
    if (!isLed(session) || !from) return false;
    const far = Math.max(Math.abs(by.x), Math.abs(by.y));
    const { scale } = session.viewport.camera;
    const length = far < 1 ? SHORT_STEP : (far >= LONG ? LONG_STEP : STEP) / scale;
    leadTo(session, { x: from.x + Math.sign(by.x) * length, y: from.y + Math.sign(by.y) * length });
    return true;
}

function leadTo(session: Session, p: Point): void {
    const place = clampPoint({ x: Math.round(p.x), y: Math.round(p.y) }, session.sizeOf(session.frame));
    session.viewport.leadPointer(place);
    at(session, place, 'move');
    session.viewport.mark('overlay');
}
