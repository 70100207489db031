import { useEffect, useRef } from 'react';
import { t } from '../../../shared/language';
import type { Point } from '../../model/types';
import { toImage } from '../../render/camera';
import type { Beside } from '../../session/beside';
import { listenToWheel } from '../../session/pointer';
import { DRAG_THRESHOLD } from '../../tools/types';
import { useView } from '../context';
import { Differences } from './DifferenceLayer';

/** The other job's canvas: it moves with the own one and moves that, a click selects, a double click copies. */
export function OtherCanvas({ beside }: { beside: Beside }) {
    const frame = useView(view => view.frame);
    const background = useView(view => view.preferences.image.background);
    const host = useRef<HTMLDivElement>(null);

    useEffect(() => {
        const surface = host.current;
        if (!surface) return undefined;
        const detach = beside.attach(surface);
        const stop = listen(surface, beside);
        return () => {
            stop();
            detach();
        };
    }, [beside]);

    return (
        <div className="ed-canvas" style={{ background: background || undefined }}>
            <div
                ref={host}
                className="ed-surface"
                dir="ltr"
                role="img"
                aria-label={t('Frame {frame} of job #{id}', { frame, id: beside.other.job.id })}
                onDoubleClick={() => beside.copy(beside.other.state.selection)}
                onContextMenu={event => event.preventDefault()}
            />
            <Differences side="theirs" />
        </div>
    );
}

/** Looking only: dragging moves both pictures, the wheel zooms both, a click selects what lies there. */
function listen(surface: HTMLElement, { other }: Beside): () => void {
    const { viewport } = other;
    const ending = new AbortController();
    const { signal } = ending;
    let pressed: Point | null = null;
    let last: Point | null = null;
    const place = ({ clientX, clientY }: MouseEvent): Point => {
        const box = surface.getBoundingClientRect();
        return { x: clientX - box.left, y: clientY - box.top };
    };
    const under = (s: Point) => other.toolContext.hit(toImage(viewport.camera, s))[0]?.id ?? null;
    const down = (event: PointerEvent) => {
        surface.setPointerCapture(event.pointerId);
        pressed = place(event);
        last = null;
    };
    const move = (event: PointerEvent) => {
        const s = place(event);
        if (!pressed) return other.hover(under(s));
        if (!last && Math.hypot(s.x - pressed.x, s.y - pressed.y) <= DRAG_THRESHOLD) return;
        const from = last ?? pressed;
        viewport.pan(s.x - from.x, s.y - from.y);
        last = s;
    };
    const up = (event: PointerEvent) => {
        const id = pressed && !last ? under(place(event)) : null;
        if (pressed && !last) other.select(id === null ? [] : [id]);
        pressed = null;
        last = null;
    };
    surface.addEventListener('pointerdown', down, { signal });
    surface.addEventListener('pointermove', move, { signal });
    surface.addEventListener('pointerup', up, { signal });
    surface.addEventListener('pointercancel', up, { signal });
    surface.addEventListener('pointerleave', () => other.hover(null), { signal });
    listenToWheel(surface, other, place, signal);
    return () => ending.abort();
}
