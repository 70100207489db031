import { Alert, Button, Progress, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/language';
import type { ObjectMenu } from '../session/objectMenu';
import { watchPixelRatio } from '../session/pixelRatio';
import { listenToPointer } from '../session/pointer';
import { Differences } from './beside/DifferenceLayer';
import { useSession, useView } from './context';
import { ImageDrawer } from './ImageDrawer';
import { RowMenu } from './RowMenu';
import { IssueLayer } from './issues/IssueLayer';
import { LayerSlider } from './LayerSlider';
import { ReviewLayer } from './review/ReviewLayer';
import { FrameTags } from './FrameTags';
import { ConflictLayer } from './truth/ConflictLayer';
import { ToolOptions } from './ToolOptions';

/** The drawing surface; everything on it is drawn by the renderer. */
export function Canvas() {
    const session = useSession();
    const host = useRef<HTMLDivElement>(null);
    const frame = useView(view => view.frame);
    const background = useView(view => view.preferences.image.background);
    const version = useView(view => view.version);
    const [menu, setMenu] = useState<ObjectMenu | null>(null);

    useEffect(() => {
        const surface = host.current;
        if (!surface) return undefined;
        session.viewport.attach(surface);
        const stop = listenToPointer(surface, session, setMenu);
        const observer = new ResizeObserver(() => session.viewport.resized());
        observer.observe(surface);
        const stopWatching = watchPixelRatio(() => session.viewport.resized());
        return () => {
            stop();
            observer.disconnect();
            stopWatching();
            session.viewport.detach();
        };
    }, [session]);

    const deleted = version >= 0 && session.document.deletedFrames.has(frame);
    const count = version >= 0 ? session.document.objectsOn(frame).length : 0;
    return (
        <div className="ed-canvas" style={{ background: background || undefined }}>
            <div
                ref={host}
                id="canvas"
                className="ed-surface"
                dir="ltr"
                role="application"
                tabIndex={0}
                aria-label={t('Frame {frame} of {first} to {last}, {count} objects', {
                    frame,
                    first: session.frames.first,
                    last: session.frames.last,
                    count,
                })}
            />
            <ConflictLayer />
            <Differences side="mine" />
            <IssueLayer />
            <FrameTags />
            <LayerSlider />
            <ReviewLayer />
            <ToolOptions />
            {deleted && <div className="ed-deleted">{t('Frame deleted')}</div>}
            <FrameState />
            <ImageDrawer />
            <RowMenu menu={menu} onClose={() => setMenu(null)} />
        </div>
    );
}

/** Shown when a frame takes longer than a moment, or did not arrive. */
function FrameState() {
    const session = useSession();
    const status = useView(view => view.frameStatus);
    const waiting = useAfter(status.loading, status.frame, 400);
    if (status.error) {
        return (
            <div className="ed-frame-state">
                <Alert
                    type="error"
                    showIcon
                    message={t('Frame {frame} could not be shown', { frame: status.frame })}
                    description={t('{error} Annotations are not affected.', { error: status.error })}
                    action={<Button onClick={() => session.retryFrame()}>{t('Load again')}</Button>}
                />
            </div>
        );
    }
    if (!waiting) return null;
    return (
        <div className="ed-frame-state" role="status">
            <Spin />
            <span>{t('Loading frame {frame}', { frame: status.frame })}</span>
            {status.progress !== null && (
                <Progress percent={Math.round(status.progress * 100)} size="small" className="ed-progress" />
            )}
        </div>
    );
}

/** True once a condition has held for some time without the key changing. */
function useAfter(condition: boolean, key: number, milliseconds: number): boolean {
    const [passed, setPassed] = useState<number | null>(null);
    useEffect(() => {
        if (!condition) return undefined;
        const timer = setTimeout(() => setPassed(key), milliseconds);
        return () => {
            clearTimeout(timer);
            setPassed(null);
        };
    }, [condition, key, milliseconds]);
    return condition && passed === key;
}
