import type { WorkerFrameSource } from '../media/source';
import type { Session } from './session';

/** A frame or a zoom that has rested so long, in milliseconds, is to be seen sharply. */
const REST = 150;
/** What stands around the canvas, in screen pixels. */
const AROUND = { width: 344, height: 150 };

/**
 * Pictures of large videos come about as large as they are seen when the whole frame is in view. When the view rests
 * where more pixels would be seen, the frame is fetched with all of them.
 */
export function keepDetail(session: Session, source: Pick<WorkerFrameSource, 'seeAt'>): () => void {
    const measure = () => {
        const ratio = window.devicePixelRatio || 1;
        const width = Math.max(320, window.innerWidth - AROUND.width) * ratio;
        const height = Math.max(200, window.innerHeight - AROUND.height) * ratio;
        const image = session.sizeOf(session.frame);
        const scale = Math.min(width / image.width, height / image.height);
        source.seeAt({ width: image.width * scale, height: image.height * scale });
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            const bitmap = session.cache.get(session.frame);
            const { scale, playing } = session.state;
            const seen = scale * (window.devicePixelRatio || 1) * session.sizeOf(session.frame).width;
            if (bitmap && !playing && bitmap.width < seen) session.cache.sharpen();
        }, REST);
    };
    measure();
    window.addEventListener('resize', measure);
    const stop = session.view.subscribe((now, before) => {
        const changed = (['frame', 'scale', 'frameStatus', 'playing'] as const).some(key => now[key] !== before[key]);
        if (changed) rest();
    });
    return () => {
        clearTimeout(timer);
        window.removeEventListener('resize', measure);
        stop();
    };
}
