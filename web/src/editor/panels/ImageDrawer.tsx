import { CloseOutlined, RotateLeftOutlined, RotateRightOutlined } from '@ant-design/icons';
import { Button, Segmented, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import { t } from '../../shared/language';
import { isPlain, PLAIN_IMAGE, type ImageAdjustment } from '../render/adjust';
import type { GridLook } from '../render/grid';
import type { Preferences } from '../session/preferences';
import { useSession, useView } from './context';
import { Levels } from './image/Levels';
import { Mixer } from './image/Mixer';
import { NumberRow, Part, Toggle } from './image/parts';

const GRID_COLOURS = [
    ['#ffffff', t('White')],
    ['#000000', t('Black')],
    ['#ff0000', t('Red')],
    ['#00ff00', t('Green')],
    ['#0000ff', t('Blue')],
] as const;

type NumberKey = 'brightness' | 'contrast' | 'saturation' | 'gamma' | 'black' | 'white' | 'edges';

const SLIDERS: readonly { key: NumberKey; name: string; min: number; max: number; step: number; unit?: string }[] = [
    { key: 'brightness', name: t('Brightness'), min: 50, max: 200, step: 1, unit: '%' },
    { key: 'contrast', name: t('Contrast'), min: 50, max: 200, step: 1, unit: '%' },
    { key: 'saturation', name: t('Saturation'), min: 0, max: 300, step: 1, unit: '%' },
    { key: 'gamma', name: t('Gamma'), min: 0.2, max: 2.6, step: 0.01 },
    { key: 'black', name: t('Black up to'), min: 0, max: 254, step: 1 },
    { key: 'white', name: t('White from'), min: 1, max: 255, step: 1 },
    { key: 'edges', name: t('Edges'), min: 0, max: 100, step: 1, unit: '%' },
];

/** The two ends of the range that is shown push each other along. */
function keptApart({ black, white }: ImageAdjustment, key: NumberKey, value: number): Partial<ImageAdjustment> {
    if (key === 'black') return { black: value, white: Math.max(white, value + 1) };
    if (key === 'white') return { white: value, black: Math.min(black, value - 1) };
    return { [key]: value };
}

function Adjustments() {
    const session = useSession();
    const adjustment = useView(view => view.preferences.adjustment);
    const adjust = (change: Partial<ImageAdjustment>) => session.setPreferences({ adjustment: change });
    const reset = (
        <Button size="small" disabled={isPlain(adjustment)} onClick={() => adjust(PLAIN_IMAGE)}>
            {t('Reset')}
        </Button>
    );
    return (
        <Part name={t('Picture')} action={reset}>
            {SLIDERS.map(({ key, ...row }) => (
                <NumberRow
                    key={key}
                    {...row}
                    value={adjustment[key]}
                    onChange={value => adjust(keptApart(adjustment, key, value))}
                />
            ))}
            <div className="ed-image-toggles">
                <Toggle name={t('Invert')} checked={adjustment.invert} onChange={invert => adjust({ invert })} />
                <Toggle
                    name={t('Equalise')}
                    checked={adjustment.equalise}
                    onChange={equalise => adjust({ equalise })}
                />
            </div>
        </Part>
    );
}

function Grid() {
    const session = useSession();
    const grid = useView(view => view.preferences.grid);
    const draw = (change: Partial<GridLook>) => session.setPreferences({ grid: change });
    return (
        <Part name={t('Grid')}>
            <Toggle name={t('Show a grid')} checked={grid.shown} onChange={shown => draw({ shown })} />
            <NumberRow
                name={t('Size')}
                min={5}
                max={1000}
                unit="px"
                value={grid.size}
                onChange={size => draw({ size: Math.round(size), shown: true })}
            />
            <NumberRow
                name={t('Opacity')}
                min={0}
                max={100}
                unit="%"
                value={grid.opacity}
                onChange={opacity => draw({ opacity })}
            />
            <Segmented<string>
                size="small"
                aria-label={t('Colour of the grid')}
                value={grid.colour}
                onChange={colour => draw({ colour })}
                options={GRID_COLOURS.map(([value, name]) => ({
                    value,
                    title: name,
                    label: <i className="ed-swatch" role="img" aria-label={name} style={{ background: value }} />,
                }))}
            />
        </Part>
    );
}

function Looking() {
    const session = useSession();
    const image = useView(view => view.preferences.image);
    const { titled } = useHints();
    const set = (change: Partial<Preferences['image']>) => session.setPreferences({ image: change });
    return (
        <Part name={t('View')}>
            <div className="ed-image-toggle">
                <Tooltip title={titled(t('Turn left'), 'turn_back')}>
                    <Button
                        size="small"
                        aria-label={t('Turn the view left')}
                        icon={<RotateLeftOutlined />}
                        onClick={() => session.viewport.turn(-1)}
                    />
                </Tooltip>
                <Tooltip title={titled(t('Turn right'), 'turn')}>
                    <Button
                        size="small"
                        aria-label={t('Turn the view right')}
                        icon={<RotateRightOutlined />}
                        onClick={() => session.viewport.turn(1)}
                    />
                </Tooltip>
                <Segmented<'one' | 'all'>
                    size="small"
                    aria-label={t('What is turned')}
                    value={image.turnAll ? 'all' : 'one'}
                    onChange={which => set({ turnAll: which === 'all' })}
                    options={[
                        { value: 'one', label: t('This frame') },
                        { value: 'all', label: t('All frames') },
                    ]}
                />
            </div>
            <Toggle
                name={t('Previous frame shines through')}
                checked={image.onion}
                onChange={onion => set({ onion })}
            />
            {image.onion && (
                <NumberRow
                    name={t('How much')}
                    min={0}
                    max={90}
                    unit="%"
                    value={image.onionOpacity}
                    onChange={onionOpacity => set({ onionOpacity })}
                />
            )}
            <Toggle name={t('Smooth when zoomed in')} checked={image.smooth} onChange={smooth => set({ smooth })} />
            <Toggle
                name={t('Pixel borders and rulers from 16x')}
                checked={image.pixelGrid}
                onChange={pixelGrid => set({ pixelGrid })}
            />
        </Part>
    );
}

/** How the picture is shown. Nothing of it is saved with annotations; it is kept with the account. */
export function ImageDrawer() {
    const session = useSession();
    const open = useView(view => view.imageDrawer);
    if (!open) return null;
    const close = () => {
        session.view.setState({ imageDrawer: false });
        session.viewport.takeFocus();
    };
    return (
        <div
            className="ed-image-drawer"
            role="group"
            aria-label={t('Picture and view')}
            onKeyDown={event => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                close();
            }}
        >
            <Button
                className="ed-image-close"
                type="text"
                size="small"
                aria-label={t('Close')}
                icon={<CloseOutlined />}
                onClick={close}
            />
            <Adjustments />
            <div className="ed-image-column">
                <Levels />
                <Mixer />
            </div>
            <Grid />
            <Looking />
        </div>
    );
}
