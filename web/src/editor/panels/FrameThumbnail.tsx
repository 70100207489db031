import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { frameUrl } from '../../api';
import { useSession } from './context';

/** Sides within which a thumbnail fits, in screen pixels. */
const SIDE = { width: 160, height: 100 };
/** The pointer has to rest so long, in milliseconds, before a frame that is not loaded is fetched for it. */
const REST = 250;

export interface Hovered {
    readonly frame: number;
    /** From the left end of the slider, in screen pixels. */
    readonly x: number;
}

/** Which frame of the slider the pointer is on, and what to put on the slider's box to know it. */
export function useHoveredFrame() {
    const { frames } = useSession();
    const [hovered, setHovered] = useState<Hovered | null>(null);
    const onPointerMove = (event: PointerEvent<HTMLElement>) => {
        const rail = event.currentTarget.querySelector('.ant-slider')?.getBoundingClientRect();
        if (!rail || event.pointerType === 'touch' || event.buttons) return setHovered(null);
        const x = event.clientX - rail.left;
        const place = Math.round((x / Math.max(1, rail.width)) * (frames.length - 1));
        setHovered({ frame: frames.at(place), x: Math.min(rail.width, Math.max(0, x)) });
    };
    return { hovered, box: { onPointerMove, onPointerLeave: () => setHovered(null) } };
}

/** A small picture of the frame under the pointer: from what is loaded, else from the server once the pointer rests. */
export function FrameThumbnail({ hovered }: { hovered: Hovered }) {
    const session = useSession();
    const { frame, x } = hovered;
    const canvas = useRef<HTMLCanvasElement>(null);
    const rested = useRested(frame);
    const bitmap = session.cache.get(frame);
    const size = session.sizeOf(frame);
    const scale = Math.min(SIDE.width / size.width, SIDE.height / size.height);
    const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
    useEffect(() => {
        const target = canvas.current?.getContext('2d');
        if (bitmap && target) target.drawImage(bitmap, 0, 0, width, height);
    }, [bitmap, width, height]);
    return (
        <div className="ed-thumbnail" style={{ left: x }} aria-hidden>
            <div style={{ width, height }}>
                {bitmap && <canvas ref={canvas} width={width} height={height} />}
                {!bitmap && rested && (
                    <img src={frameUrl(session.job.id, frame)} width={width} height={height} alt="" />
                )}
            </div>
            {frame}
        </div>
    );
}

/** True once a frame has been asked for during some time. */
function useRested(frame: number): boolean {
    const [rested, setRested] = useState<number | null>(null);
    useEffect(() => {
        const timer = setTimeout(() => setRested(frame), REST);
        return () => clearTimeout(timer);
    }, [frame]);
    return rested === frame;
}
