import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import { Edge } from '../Edge';
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
    return (
        <section className="ed-context" aria-label={t('Context images')} style={{ width }}>
            <Edge
                {...WIDTHS}
                side="left"
                className="ed-context-edge"
                label={t('Width of the context images')}
                value={width}
                onDrag={setDragged}
                onDone={next => session.setPreferences({ context: { width: next } })}
            />
            <header>
                <h3>{t('Context images')}</h3>
                <Button
                    type="text"
                    size="small"
                    aria-label={t('Close the context images')}
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
                message={t('The context images of frame {frame} could not be fetched', { frame })}
                description={t('{error} Annotations are not affected.', { error })}
                action={<Button onClick={retry}>{t('Load again')}</Button>}
            />
        );
    if (!images.length)
        return (
            <div className="ed-context-none" role="status">
                {waiting ? <Spin aria-label={t('Loading context images')} /> : t('No images go with this frame.')}
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
