import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { ContextImage } from '../../media/contextImages';

interface Look {
    readonly scale: number;
    readonly x: number;
    readonly y: number;
}

const WHOLE: Look = { scale: 1, x: 0, y: 0 };
const MOST = 16;

/** Zoomed about a point of the box, which stays where it is; never smaller than the whole image. */
function zoomed({ scale, x, y }: Look, factor: number, at: { x: number; y: number }): Look {
    const next = Math.min(MOST, Math.max(1, scale * factor));
    if (next === 1) return WHOLE;
    const k = next / scale;
    return { scale: next, x: at.x - (at.x - x) * k, y: at.y - (at.y - y) * k };
}

/** One context image: the wheel zooms, dragging moves, a double click shows all of it. Other frames keep the look. */
export function ContextPicture({ image }: { image: ContextImage }) {
    const box = useRef<HTMLDivElement>(null);
    const [look, setLook] = useState(WHOLE);
    const [from, setFrom] = useState<{ x: number; y: number } | null>(null);
    useEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const wheel = (event: WheelEvent) => {
            event.preventDefault();
            const { left, top } = element.getBoundingClientRect();
            const at = { x: event.clientX - left, y: event.clientY - top };
            setLook(now => zoomed(now, 1.2 ** -Math.sign(event.deltaY), at));
        };
        element.addEventListener('wheel', wheel, { passive: false });
        return () => element.removeEventListener('wheel', wheel);
    }, []);
    const drag = (event: PointerEvent) => {
        if (!from) return;
        const { clientX: x, clientY: y } = event;
        setFrom({ x, y });
        if (look.scale > 1) setLook(now => ({ ...now, x: now.x + x - from.x, y: now.y + y - from.y }));
    };
    return (
        <figure className="ed-context-picture">
            <figcaption title={image.name}>{image.name}</figcaption>
            <div
                ref={box}
                onPointerDown={event => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setFrom({ x: event.clientX, y: event.clientY });
                }}
                onPointerMove={drag}
                onPointerUp={() => setFrom(null)}
                onPointerCancel={() => setFrom(null)}
                onDoubleClick={() => setLook(WHOLE)}
            >
                <img
                    src={image.url}
                    alt={image.name}
                    draggable={false}
                    style={{ transform: `translate(${look.x}px, ${look.y}px) scale(${look.scale})` }}
                />
            </div>
        </figure>
    );
}
