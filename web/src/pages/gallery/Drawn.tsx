import { useEffect, useRef, useState } from 'react';
import type { Size } from '../../editor/model/types';
import { useRestored } from '../../shared/useRestored';
import type { Pictures, Wanted } from './pictures';

interface Props extends Wanted {
    pictures: Pictures;
    size: Size;
    /** Draws the tile; must stay the same while what it draws does. */
    paint: (canvas: HTMLCanvasElement, size: Size, picture: ImageBitmap) => void;
}

/** A canvas that is drawn when the picture of its frame is there. */
export function Drawn({ pictures, jobId, frame, size: { width, height }, paint }: Props) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const restored = useRestored(canvas);
    const [state, setState] = useState<{ drawn: boolean; failed: string | null }>({ drawn: false, failed: null });
    useEffect(
        () =>
            pictures.show(
                { jobId, frame },
                {
                    draw: picture => {
                        if (!canvas.current) return;
                        paint(canvas.current, { width, height }, picture);
                        setState({ drawn: true, failed: null });
                    },
                    fail: failed => setState({ drawn: false, failed }),
                },
            ),
        [pictures, jobId, frame, width, height, paint, restored],
    );
    return (
        <div className="gal-picture" style={{ height }}>
            <canvas ref={canvas} aria-hidden data-drawn={state.drawn} style={{ width, height }} />
            {state.failed && <span className="gal-failed">{state.failed}</span>}
        </div>
    );
}
