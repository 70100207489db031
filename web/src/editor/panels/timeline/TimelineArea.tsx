import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { TimelineControl } from '../../timeline/control';
import { trackOf } from '../../timeline/edits';
import { heightOf, rowsBetween } from '../../timeline/rows';
import { MARGIN, xOf } from '../../timeline/scale';
import { useSession, useView } from '../context';
import { TimelineRow } from './TimelineRow';
import { Playhead, TimelineRuler } from './TimelineRuler';

/** Width of the column of names, in pixels; the same is in the style sheet. */
export const NAMES = 168;

/** The rows in sight, the ruler above them and the pointer on both. */
export function TimelineArea({ control, height }: { control: TimelineControl; height: number }) {
    const session = useSession();
    useView(view => view.version);
    const { width, chosen, active, unfolded, gesture, epoch } = useStore(control.store);
    const scroller = useRef<HTMLDivElement>(null);
    const [top, setTop] = useState(0);
    const scale = control.scale;
    const rows = control.rows();
    const preview = control.preview();
    useWidth(scroller, control);
    useWheel(scroller, control);
    const pointer = usePointer(control, scroller);
    return (
        <div dir="ltr" className="ed-tl-area" {...pointer}>
            <div className="ed-tl-top">
                <TimelineRuler control={control} scale={scale} width={width} />
            </div>
            <div
                ref={scroller}
                className="ed-tl-rows"
                style={{ height }}
                onScroll={event => setTop(event.currentTarget.scrollTop)}
            >
                <div style={{ height: heightOf(rows), position: 'relative' }}>
                    {rowsBetween(rows, top - 40, top + height + 40).map(row => {
                        const track = preview.get(row.id) ?? trackOf(session, row.id);
                        return track ? (
                            <TimelineRow
                                key={row.id}
                                control={control}
                                row={row}
                                track={track}
                                scale={scale}
                                width={width}
                                chosen={chosen.has(row.id) ? control.chosenOf(row.id) : undefined}
                                active={active === row.id}
                                unfolded={unfolded.has(row.id)}
                                epoch={epoch}
                            />
                        ) : null;
                    })}
                    {gesture.kind === 'boxing' && (
                        <div
                            className="ed-tl-box"
                            style={{
                                left: NAMES + xOf(scale, Math.min(gesture.from.place, gesture.to.place)),
                                width: Math.abs(gesture.to.place - gesture.from.place) * scale.pitch,
                                top: Math.min(gesture.from.y, gesture.to.y),
                                height: Math.abs(gesture.to.y - gesture.from.y),
                            }}
                        />
                    )}
                </div>
            </div>
            <Playhead control={control} />
            <HorizontalScroll control={control} />
        </div>
    );
}

function useWidth(scroller: RefObject<HTMLDivElement | null>, control: TimelineControl) {
    useEffect(() => {
        const element = scroller.current;
        if (!element) return undefined;
        const observer = new ResizeObserver(() => control.resize(Math.max(0, element.clientWidth - NAMES)));
        observer.observe(element);
        return () => observer.disconnect();
    }, [scroller, control]);
}

/** With Ctrl the wheel zooms, sideways or with Shift it scrolls along the frames. */
function useWheel(scroller: RefObject<HTMLDivElement | null>, control: TimelineControl) {
    useEffect(() => {
        const element = scroller.current?.parentElement;
        if (!element) return undefined;
        const wheel = (event: WheelEvent) => {
            const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
            if (event.ctrlKey || event.metaKey) {
                const x = event.clientX - element.getBoundingClientRect().left - NAMES;
                control.zoom(1.2 ** (-event.deltaY / 60), x);
            } else if (sideways) control.scroll(sideways);
            else return;
            event.preventDefault();
        };
        element.addEventListener('wheel', wheel, { passive: false });
        return () => element.removeEventListener('wheel', wheel);
    }, [scroller, control]);
}

/** Turns the pointer into events of the timeline's gestures; the column of names has handlers of its own. */
function usePointer(control: TimelineControl, scroller: RefObject<HTMLDivElement | null>) {
    const place = (event: PointerEvent<HTMLDivElement>) => {
        const box = scroller.current!.getBoundingClientRect();
        return {
            x: event.clientX - box.left - NAMES,
            y: event.clientY - box.top + scroller.current!.scrollTop,
            onRuler: event.clientY < box.top,
        };
    };
    const [cursor, setCursor] = useState('default');
    return {
        style: { cursor },
        onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
            const { x, y, onRuler } = place(event);
            const { width } = control.store.getState();
            if (event.button !== 0 || x < 0 || x > width || onScrollbar(event)) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            const hit = onRuler ? ({ kind: 'ruler' } as const) : control.hit(x, y);
            const add = event.shiftKey || event.ctrlKey || event.metaKey;
            control.send({ type: 'down', at: control.point(x, y), hit, add });
        },
        onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
            const { x, y, onRuler } = place(event);
            if (event.buttons & 1) return control.send({ type: 'move', at: control.point(x, y) });
            const { kind } = onRuler || x < 0 ? { kind: 'empty' } : control.hit(x, y);
            setCursor(kind === 'mark' || kind === 'end' ? 'ew-resize' : 'default');
        },
        onPointerUp: () => control.send({ type: 'up' }),
        onPointerCancel: () => control.send({ type: 'cancel' }),
    };
}

function onScrollbar(event: PointerEvent): boolean {
    return event.target instanceof Element && event.target.closest('.ed-tl-scroll') !== null;
}

/** The browser's own scroll bar along the frames, where not all are in view. */
function HorizontalScroll({ control }: { control: TimelineControl }) {
    const { frames } = useSession();
    const { zoom, width } = useStore(control.store);
    const bar = useRef<HTMLDivElement>(null);
    const offset = zoom ? control.scale.left : 0;
    useEffect(() => {
        if (bar.current) bar.current.scrollLeft = MARGIN - offset;
    }, [offset]);
    if (!zoom) return null;
    return (
        <div
            ref={bar}
            className="ed-tl-scroll"
            style={{ width }}
            onScroll={event => {
                const dx = event.currentTarget.scrollLeft - (MARGIN - control.scale.left);
                if (Math.abs(dx) >= 1) control.scroll(dx);
            }}
        >
            <div style={{ width: (frames.length - 1) * zoom.pitch + 2 * MARGIN }} />
        </div>
    );
}
