import { t } from '../../shared/language';
import { outlineOf } from '../model/issues';
import type { Points } from '../model/types';
import { toScreen } from '../render/camera';
import type { Session } from './session';

/** As the regions of issues over the picture (issues.css). */
const LINE = '#ff9c00';
const POINT = 9;

/** What is seen of the frame with its objects, and the region that is talked about, as a picture. */
export async function captureView(session: Session, position: Points): Promise<File> {
    const canvas = session.viewport.snapshot();
    const target = canvas.getContext('2d');
    if (target) outline(target, session, position, canvas.width / session.viewport.viewport.width);
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error(t('The browser makes no picture of the view.'));
    return new File([blob], t('frame {frame}', { frame: session.frame }) + '.png', { type: 'image/png' });
}

function outline(target: CanvasRenderingContext2D, session: Session, position: Points, ratio: number): void {
    const corners = outlineOf(position).map(point => toScreen(session.viewport.camera, point));
    if (!corners.length) return;
    target.scale(ratio, ratio);
    target.beginPath();
    if (corners.length === 1) target.arc(corners[0].x, corners[0].y, POINT, 0, 2 * Math.PI);
    else {
        for (const { x, y } of corners) target.lineTo(x, y);
        target.closePath();
    }
    target.lineWidth = 4;
    target.strokeStyle = 'rgb(0 0 0 / 60%)';
    target.stroke();
    target.lineWidth = 2;
    target.strokeStyle = LINE;
    target.stroke();
}
