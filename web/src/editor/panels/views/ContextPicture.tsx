import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { ContextImage } from '../../media/contextImages';
import { useSession } from '../context';
import { followPicture, type Following } from './following';
import { transformOf, WHOLE, zoomed } from './look';

/**
 * One context image: the wheel zooms, dragging moves, a double click shows all of it. Other frames keep the look. Linked, all
 * of this is done to the picture, and the image shows the part of it that the picture shows.
 */
export function ContextPicture({ image, linked }: { image: ContextImage; linked: boolean }) {
    const { viewport } = useSession();
    const box = useRef<HTMLDivElement>(null);
    const following = useRef<Following | null>(null);
    const [look, setLook] = useState(WHOLE);
    const [from, setFrom] = useState<{ x: number; y: number } | null>(null);

    useEffect(() => {
        const element = box.current;
        const shown = element?.querySelector('img');
        if (!linked || !element || !shown) return undefined;
        const follow = followPicture(viewport, element, shown);
        following.current = follow;
        return () => {
            following.current = null;
            follow.stop();
        };
    }, [viewport, linked, image]);

    useEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const wheel = (event: WheelEvent) => {
            event.preventDefault();
            const { left, top } = element.getBoundingClientRect();
            const at = { x: event.clientX - left, y: event.clientY - top };
            const factor = 1.2 ** -Math.sign(event.deltaY);
            if (following.current) following.current.zoom(factor, at);
            else setLook(now => zoomed(now, factor, at));
        };
        element.addEventListener('wheel', wheel, { passive: false });
        return () => element.removeEventListener('wheel', wheel);
    }, []);

    const drag = (event: PointerEvent) => {
        if (!from) return;
        const { clientX: x, clientY: y } = event;
        setFrom({ x, y });
        if (following.current) following.current.pan(x - from.x, y - from.y);
        else if (look.scale > 1) setLook(now => ({ ...now, x: now.x + x - from.x, y: now.y + y - from.y }));
    };
    return (
        <div
            ref={box}
            className="ed-context-picture"
            dir="ltr"
            onPointerDown={event => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setFrom({ x: event.clientX, y: event.clientY });
            }}
            onPointerMove={drag}
            onPointerUp={() => setFrom(null)}
            onPointerCancel={() => setFrom(null)}
            onDoubleClick={() => (following.current ? viewport.fit() : setLook(WHOLE))}
        >
            <img
                src={image.url}
                alt={image.name}
                draggable={false}
                style={linked ? undefined : { transform: transformOf(look) }}
            />
        </div>
    );
}
