import {
    AppstoreOutlined,
    DisconnectOutlined,
    LinkOutlined,
    PlusSquareOutlined,
    ReloadOutlined,
} from '@ant-design/icons';
import { Alert, Button, Dropdown, Spin, Tooltip } from 'antd';
import { useEffect, useState, type CSSProperties, type ReactNode } from 'react';
import { inertIf } from '../../../shared/inert';
import { t } from '../../../shared/language';
import { Canvas } from '../Canvas';
import { Notices } from '../notices/Notices';
import { useSession, useView } from '../context';
import { SaveTrouble } from '../SaveButton';
import { isIdle } from '../SidePanel';
import { firstArrangement, fitted, MAIN, tileOf, withImage, without, type Place, type TileId } from './arrangement';
import { ContextPicture } from './ContextPicture';
import { TileEdges, TileStrip } from './Tile';
import { useArrangement, type Views as ViewsOfJob } from './useArrangement';
import { useContextImages, type ContextState } from './useContextImages';
import './views.css';

/** Rendered once: other tiles come and go beside it. */
const PICTURE = <Canvas />;

/** The picture, and the images that go with it as tiles of one grid. Where a job has none, there is the picture alone. */
export function Views({ picture = PICTURE }: { picture?: ReactNode }) {
    const open = useView(view => view.preferences.context.open);
    const views = useArrangement();
    const [chosen, setWhole] = useState<TileId | null>(null);
    const shown = open && views.images > 0;
    const whole = shown && views.tiles.some(({ id }) => id === chosen) ? chosen : null;
    useEscape(whole, () => setWhole(null));
    const toggle = (id: TileId) => setWhole(whole === id ? null : id);
    const common = (id: TileId) => ({ id, views, whole: whole === id, onWhole: () => toggle(id) });
    return (
        <div className="ed-views" data-grid={shown || undefined} data-whole={whole !== null || undefined}>
            <section
                className="ed-tile"
                aria-label={shown ? t('Picture') : undefined}
                data-whole={whole === MAIN || undefined}
                {...inertIf(whole !== null && whole !== MAIN)}
                style={shown ? placed(tileOf(views.tiles, MAIN), whole === MAIN) : undefined}
            >
                {shown && (
                    <TileStrip {...common(MAIN)} name={t('Picture')}>
                        <ViewsMenu views={views} />
                    </TileStrip>
                )}
                {picture}
                {shown && whole === null && <TileEdges id={MAIN} name={t('Picture')} views={views} />}
            </section>
            {shown && <Images views={views} whole={whole} common={common} />}
            <Notices>
                <SaveTrouble />
            </Notices>
        </div>
    );
}

/** Even what does not lie in the grid would have its place there, so one that fills the place of all has none. */
const placed = ({ x, y, w, h }: Place, whole: boolean): CSSProperties =>
    whole ? {} : { gridArea: `${y + 1} / ${x + 1} / span ${h} / span ${w}` };

/** Escape leaves a view that fills the place of all; on the picture, when there is nothing else to give up. */
function useEscape(whole: TileId | null, leave: () => void): void {
    const session = useSession();
    useEffect(() => {
        if (whole === null) return undefined;
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.key !== 'Escape' || event.defaultPrevented || (whole === MAIN && !isIdle(session))) return;
            event.preventDefault();
            leave();
        };
        window.addEventListener('keydown', onKeyDown, true);
        return () => window.removeEventListener('keydown', onKeyDown, true);
    });
}

interface ImagesProps {
    views: ViewsOfJob;
    whole: TileId | null;
    common: (id: TileId) => { id: TileId; views: ViewsOfJob; whole: boolean; onWhole: () => void };
}

/** The tiles of the images that go with the frame. */
function Images({ views, whole, common }: ImagesProps) {
    const session = useSession();
    const frame = useView(view => view.frame);
    const linked = useView(view => view.preferences.context.linked);
    const [state, retry] = useContextImages(session, frame);
    const ids = views.tiles.flatMap(({ id }) => (id === MAIN ? [] : [id])).sort((a, b) => a - b);
    const close = (id: number) => {
        const left = without(views.tiles, id);
        if (left.length > 1) return views.keep(left);
        // With the last one the grid goes, and comes back as it was at first.
        views.keep(firstArrangement(views.images, views.below));
        session.setPreferences({ context: { open: false } });
    };
    return ids.map((id, i) => {
        const image = state.images[id];
        const name = image?.name ?? t('Image {number}', { number: id + 1 });
        return (
            <section
                key={id}
                className="ed-tile"
                aria-label={t('Context image: {name}', { name })}
                data-whole={whole === id || undefined}
                {...inertIf(whole !== null && whole !== id)}
                style={placed(tileOf(views.tiles, id), whole === id)}
            >
                <TileStrip {...common(id)} name={name} onClose={() => close(id)} />
                <div
                    className="ed-tile-content"
                    data-old={state.frame !== frame || undefined}
                    aria-busy={state.frame !== frame}
                >
                    {image ? (
                        <ContextPicture image={image} linked={linked} />
                    ) : (
                        <Missing state={state} first={i === 0} onRetry={retry} />
                    )}
                </div>
                {whole === null && <TileEdges id={id} name={name} views={views} />}
            </section>
        );
    });
}

/** Why there is no image: it comes, it could not be fetched, or the frame has none. */
function Missing({ state, first, onRetry }: { state: ContextState; first: boolean; onRetry: () => void }) {
    const frame = useView(view => view.frame);
    const waiting = state.frame !== frame;
    if (state.error !== null && !waiting)
        return first ? (
            <Alert
                type="error"
                showIcon
                message={t('The context images of frame {frame} could not be fetched', { frame })}
                description={t('{error} Annotations are not affected.', { error: state.error })}
                action={<Button onClick={onRetry}>{t('Load again')}</Button>}
            />
        ) : null;
    return (
        <div className="ed-context-none" role={first ? 'status' : undefined}>
            {waiting ? <Spin aria-label={t('Loading context images')} /> : t('No such image goes with this frame.')}
        </div>
    );
}

/** What is done with all views at once. */
function ViewsMenu({ views }: { views: ViewsOfJob }) {
    const session = useSession();
    const linked = useView(view => view.preferences.context.linked);
    const { tiles, images, below, keep } = views;
    const closed = Array.from({ length: images }, (_, id) => id).filter(id => tiles.every(tile => tile.id !== id));
    const items = closed.map(id => ({
        key: `${id}`,
        label: t('Image {number}', { number: id + 1 }),
        onClick: () => keep(withImage(tiles, id, below)),
    }));
    return (
        <div className="ed-views-menu" role="group" aria-label={t('Views')}>
            <MenuButton
                title={linked ? t('Zoom and move the images by themselves') : t('Zoom and move all images together')}
                on={linked}
                icon={linked ? <LinkOutlined /> : <DisconnectOutlined />}
                onClick={() => session.setPreferences({ context: { linked: !linked } })}
            />
            <Dropdown menu={{ items }} trigger={['click']} disabled={!items.length}>
                <Tooltip
                    title={items.length ? t('Add a context image') : t('All context images are shown')}
                    mouseEnterDelay={0.4}
                >
                    <Button
                        type="text"
                        size="small"
                        disabled={!items.length}
                        aria-label={t('Add a context image')}
                        icon={<PlusSquareOutlined />}
                    />
                </Tooltip>
            </Dropdown>
            <MenuButton
                title={t('Fit the views')}
                icon={<AppstoreOutlined />}
                onClick={() => keep(fitted(tiles, below))}
            />
            <MenuButton
                title={t('Arrange the views as at first')}
                icon={<ReloadOutlined />}
                onClick={() => keep(firstArrangement(images, below))}
            />
        </div>
    );
}

interface MenuButtonProps {
    title: string;
    icon: ReactNode;
    on?: boolean;
    onClick: () => void;
}

function MenuButton({ title, icon, on, onClick }: MenuButtonProps) {
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button type="text" size="small" aria-label={title} aria-pressed={on} icon={icon} onClick={onClick} />
        </Tooltip>
    );
}
