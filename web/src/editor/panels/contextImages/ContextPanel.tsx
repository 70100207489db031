import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button, Spin } from 'antd';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useSession, useView } from '../context';
import { ContextPicture } from './ContextPicture';
import { hasContext, useContextImages } from './useContextImages';
import './contextImages.css';

const WIDTHS = { min: 160, max: 1200, step: 40 } as const;

/** The images that go with the frame, beside it. A job that has such images keeps the place on every frame. */
export function ContextPanel() {
    const session = useSession();
    const open = useView(view => view.preferences.context.open);
    return open && hasContext(session) ? <OpenPanel /> : null;
}

function OpenPanel() {
    const session = useSession();
    const kept = useView(view => view.preferences.context.width);
    const [dragged, setDragged] = useState<number | null>(null);
    const width = dragged ?? kept;
    const resize = (next: number) => Math.min(WIDTHS.max, Math.max(WIDTHS.min, next));
    const keep = (next: number) => {
        setDragged(null);
        session.setPreferences({ context: { width: resize(next) } });
    };
    return (
        <section className="ed-context" aria-label="Context images" style={{ width }}>
            <Edge width={width} onDrag={next => setDragged(resize(next))} onDone={keep} />
            <header>
                <h3>Context images</h3>
                <Button
                    type="text"
                    size="small"
                    aria-label="Close the context images"
                    icon={<CloseOutlined />}
                    onClick={() => session.setPreferences({ context: { open: false } })}
                />
            </header>
            <Pictures />
        </section>
    );
}

function Pictures() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const [state, retry] = useContextImages(session, frame);
    const { images, error } = state;
    const waiting = state.frame !== frame;
    if (error !== null && !waiting)
        return (
            <Alert
                type="error"
                showIcon
                message={`The context images of frame ${frame} could not be fetched`}
                description={`${error} Annotations are not affected.`}
                action={<Button onClick={retry}>Load again</Button>}
            />
        );
    if (!images.length)
        return (
            <div className="ed-context-none" role="status">
                {waiting ? <Spin aria-label="Loading context images" /> : 'No images go with this frame.'}
            </div>
        );
    // Those of the frame before stay, faint, until the next ones come; each keeps its look by its place.
    return (
        <div className="ed-context-pictures" data-old={waiting || undefined} aria-busy={waiting}>
            {images.map((image, i) => (
                <ContextPicture key={i} image={image} />
            ))}
        </div>
    );
}

interface EdgeProps {
    width: number;
    onDrag: (width: number) => void;
    onDone: (width: number) => void;
}

/** The left edge, by which the panel is made wider. */
function Edge({ width, onDrag, onDone }: EdgeProps) {
    const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
    const at = (event: PointerEvent) => (from ? from.width + from.x - event.clientX : width);
    return (
        <div
            className="ed-context-edge"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the context images"
            aria-valuenow={width}
            aria-valuemin={WIDTHS.min}
            aria-valuemax={WIDTHS.max}
            tabIndex={0}
            onPointerDown={event => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setFrom({ x: event.clientX, width });
            }}
            onPointerMove={event => from && onDrag(at(event))}
            onPointerUp={event => {
                if (from) onDone(at(event));
                setFrom(null);
            }}
            onPointerCancel={() => setFrom(null)}
            onKeyDown={(event: KeyboardEvent) => {
                const by = { ArrowLeft: WIDTHS.step, ArrowRight: -WIDTHS.step }[event.key];
                if (by === undefined) return;
                event.preventDefault();
                event.stopPropagation();
                onDone(width + by);
            }}
        />
    );
}
