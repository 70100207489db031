import type { BrushMode } from '../tools';
import { MAX_BRUSH, MAX_SUPERPIXEL, MAX_TOLERANCE, MIN_SUPERPIXEL } from '../tools/mask';
import type { Session } from './session';

/** What keys do to the tool that paints masks. */

/** Chooses what the brush does, taking up the mask tool first. */
export function brush(session: Session, brushMode: BrushMode): void {
    session.setToolSettings({ brushMode });
    const { tool } = session.state;
    if (tool !== 'mask' && tool !== 'paint') session.use('mask');
}

/** Small brushes grow by a pixel, large ones by a tenth; the wand has a tolerance instead, superpixels have a size of their own. */
export function growBrush(session: Session, direction: 1 | -1): void {
    const { brushSize, brushMode, wandTolerance, superpixelSize } = session.state.preferences.tools;
    if (brushMode === 'wand') {
        const next = Math.min(MAX_TOLERANCE, Math.max(0, wandTolerance + 2 * direction));
        return session.setToolSettings({ wandTolerance: next });
    }
    if (brushMode === 'superpixel') {
        const next = superpixelSize + direction * Math.max(1, Math.round(superpixelSize / 8));
        return session.setToolSettings({ superpixelSize: Math.min(MAX_SUPERPIXEL, Math.max(MIN_SUPERPIXEL, next)) });
    }
    const next = brushSize + direction * Math.max(1, Math.round(brushSize / 10));
    session.setToolSettings({ brushSize: Math.min(MAX_BRUSH, Math.max(1, next)) });
}
