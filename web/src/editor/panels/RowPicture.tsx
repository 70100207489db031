import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useRestored } from '../../shared/useRestored';
import { squareAround } from '../model/crop';
import { drawnBox } from '../model/geometry';
import type { FrameObject } from '../model/types';
import { asideStore } from './aside/aside';
import { useSession, useView } from './context';

/** Side in CSS pixels. */
const SIDE = 34;

/** An object cut out of the frame. Rows out of sight have none, so the longest list costs a screenful of them. */
export function RowPicture({ state }: { state: FrameObject }) {
    const session = useSession();
    const canvas = useRef<HTMLCanvasElement>(null);
    const restored = useRestored(canvas);
    const loaded = useView(view => view.frameStatus.frame === view.frame && !view.frameStatus.loading);
    // Of the screen that the list is on.
    const shownIn = useStore(asideStore, view => view.aside?.window) ?? window;
    const ratio = Math.min(2, shownIn.devicePixelRatio || 1);
    useEffect(() => {
        const target = canvas.current?.getContext('2d');
        const bitmap = loaded ? session.cache.get(session.frame) : null;
        if (!target || !bitmap) return;
        const { width, height } = session.sizeOf(session.frame);
        const { x, y, side } = squareAround(drawnBox(state));
        // Pictures may be smaller than the image that is annotated.
        const [kx, ky] = [bitmap.width / width, bitmap.height / height];
        const pixels = target.canvas.width;
        target.clearRect(0, 0, pixels, pixels);
        target.drawImage(bitmap, x * kx, y * ky, side * kx, side * ky, 0, 0, pixels, pixels);
    }, [session, state, loaded, ratio, restored]);
    return <canvas ref={canvas} className="ed-row-picture" width={SIDE * ratio} height={SIDE * ratio} aria-hidden />;
}
