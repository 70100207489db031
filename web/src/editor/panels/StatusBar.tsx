import { ControlOutlined, GatewayOutlined, PictureOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';
import type { Point } from '../model/types';
import { isPlain } from '../render/adjust';
import type { Colour } from '../session/sight';
import { useSession, useView } from './context';
import { contextCount, hasContext } from './views/useContextImages';

interface BarButtonProps {
    title: string;
    /** The command it gives, whose key is told beside the title. */
    command?: string;
    /** What the button shows, where that is text. */
    name?: string;
    on?: boolean;
    expanded?: boolean;
    onClick: () => void;
    children: ReactNode;
}

function BarButton({ title, command, name, on, expanded, onClick, children }: BarButtonProps) {
    const { titled } = useHints();
    return (
        <Tooltip title={command ? titled(title, command) : title} mouseEnterDelay={0.4}>
            <Button
                size="small"
                type={on ? 'primary' : 'text'}
                ghost={on}
                aria-label={name ? `${name}: ${title}` : title}
                aria-pressed={expanded === undefined ? on : undefined}
                aria-expanded={expanded}
                onClick={onClick}
            >
                {children}
            </Button>
        </Tooltip>
    );
}

/** Below the picture: the pixel under the pointer, the scale, and how the picture is looked at. */
export function StatusBar() {
    const session = useSession();
    const scale = useView(view => view.scale);
    const frame = useView(view => view.frame);
    const tool = useView(view => view.tool);
    const drawer = useView(view => view.imageDrawer);
    const changed = useView(
        ({ preferences: { adjustment, grid, image } }) => !isPlain(adjustment) || grid.shown || image.onion,
    );
    const deep = useStore(session.bands.view, ({ look, layout }) => look.on && layout !== null);
    const { width, height } = session.sizeOf(frame);
    return (
        <div className="ed-status" role="group" aria-label={t('Picture')}>
            <Readout />
            <TileTrouble />
            <Tracks />
            {hasContext(session) && <ContextButton />}
            <span className="ed-status-size" dir="ltr">
                {width} × {height}
            </span>
            <BarButton
                title={t('Show pixels at their own size')}
                name={percent(scale)}
                onClick={() => session.viewport.actualSize()}
            >
                <span className="ed-status-scale" dir="ltr">
                    {percent(scale)}
                </span>
            </BarButton>
            <BarButton
                title={t('Zoom to a region')}
                command="region"
                on={tool === 'region'}
                onClick={() => session.use(tool === 'region' ? 'select' : 'region')}
            >
                <GatewayOutlined />
            </BarButton>
            <BarButton
                title={changed || deep ? t('Brightness, grid, turning: changed') : t('Brightness, grid, turning')}
                name={t('Image')}
                command="image"
                on={changed || deep}
                expanded={drawer}
                onClick={() => session.view.setState({ imageDrawer: !drawer })}
            >
                <ControlOutlined /> {t('Image')}
            </BarButton>
        </div>
    );
}

/** Opens the timeline where the job came without tracks: it does not move the picture by itself. */
function Tracks() {
    const session = useSession();
    const timeline = useView(view => view.timeline);
    const count = useView(view => (view.version >= 0 ? session.document.trackEntries().length : 0));
    if (timeline || !count || session.frames.length < 2) return null;
    const open = () => {
        session.setPreferences({ timeline: { open: true } });
        session.view.setState({ timeline: true });
    };
    return (
        <BarButton
            title={t('Show the timeline')}
            name={t('Tracks: {count}', { count })}
            expanded={false}
            onClick={open}
        >
            <UpOutlined /> {rich('Tracks {count}', { count: <small>{count}</small> })}
        </BarButton>
    );
}

/** Opens and closes the images that go with the frame. */
function ContextButton() {
    const session = useSession();
    const { open } = useView(view => view.preferences.context);
    const count = useView(view => contextCount(session, view.frame));
    return (
        <BarButton
            title={open ? t('Close the context images') : t('Show the context images')}
            name={t('Context images: {count}', { count })}
            expanded={open}
            onClick={() => session.setPreferences({ context: { open: !open } })}
        >
            <PictureOutlined /> <small>{count}</small>
        </BarButton>
    );
}

function percent(scale: number): string {
    return `${scale < 0.1 ? (100 * scale).toFixed(1) : Math.round(100 * scale)} %`;
}

/** Milliseconds between two readings: more often nobody reads. */
const READING = 50;

/** The place of the pointer and the colour of the pixel there. */
function Readout() {
    const session = useSession();
    const at = useStore(session.viewport.pointer, pointer => pointer.at);
    const frameStatus = useView(view => view.frameStatus);
    const [shown, setShown] = useState<{ at: Point; colour: Colour | null } | null>(null);
    const read = useRef(0);
    useEffect(() => {
        const wait = Math.max(0, read.current + READING - performance.now());
        const timer = setTimeout(() => {
            read.current = performance.now();
            setShown(at && { at, colour: session.viewport.sight.colourAt(at) });
        }, wait);
        return () => clearTimeout(timer);
    }, [session, at, frameStatus]);
    if (!shown) return <span className="ed-status-readout" />;
    const { x, y } = shown.at;
    return (
        <span className="ed-status-readout">
            <span className="ed-status-place" dir="ltr">
                {Math.floor(x)}, {Math.floor(y)}
            </span>
            {shown.colour && (
                <span className="ed-swatched" dir="ltr">
                    <i style={{ background: `rgb(${shown.colour.join()})` }} /> {shown.colour.join(' ')}
                </span>
            )}
        </span>
    );
}

/** Parts of a large image that did not arrive. */
function TileTrouble() {
    const session = useSession();
    const trouble = useView(view => view.tileTrouble);
    if (!trouble) return null;
    return (
        <span className="ed-status-trouble" role="alert">
            {t('Parts of the picture are blurred: {trouble}', { trouble })}
            <Button size="small" onClick={() => session.retryFrame()}>
                {t('Load again')}
            </Button>
        </span>
    );
}
