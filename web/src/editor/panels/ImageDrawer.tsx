import { CloseOutlined, RotateLeftOutlined, RotateRightOutlined } from '@ant-design/icons';
import { Button, InputNumber, Segmented, Slider, Switch, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import { useId, type ReactNode } from 'react';
import { isPlain, PLAIN_IMAGE, type ImageAdjustment } from '../render/adjust';
import type { GridLook } from '../render/grid';
import type { Preferences } from '../session/preferences';
import { useSession, useView } from './context';

const GRID_COLOURS = [
    ['#ffffff', 'White'],
    ['#000000', 'Black'],
    ['#ff0000', 'Red'],
    ['#00ff00', 'Green'],
    ['#0000ff', 'Blue'],
] as const;

type NumberKey = 'brightness' | 'contrast' | 'saturation' | 'gamma' | 'black' | 'white' | 'edges';

const SLIDERS: readonly { key: NumberKey; name: string; min: number; max: number; step: number; unit?: string }[] = [
    { key: 'brightness', name: 'Brightness', min: 50, max: 200, step: 1, unit: '%' },
    { key: 'contrast', name: 'Contrast', min: 50, max: 200, step: 1, unit: '%' },
    { key: 'saturation', name: 'Saturation', min: 0, max: 300, step: 1, unit: '%' },
    { key: 'gamma', name: 'Gamma', min: 0.2, max: 2.6, step: 0.01 },
    { key: 'black', name: 'Black up to', min: 0, max: 254, step: 1 },
    { key: 'white', name: 'White from', min: 1, max: 255, step: 1 },
    { key: 'edges', name: 'Edges', min: 0, max: 100, step: 1, unit: '%' },
];

interface NumberRowProps {
    name: string;
    min: number;
    max: number;
    step?: number;
    value: number;
    unit?: string;
    onChange: (value: number) => void;
}

/** A number to drag, and to type where it must be exact. */
function NumberRow({ name, min, max, step = 1, value, unit, onChange }: NumberRowProps) {
    return (
        <div className="ed-image-row">
            <span aria-hidden="true">{name}</span>
            <Slider
                min={min}
                max={max}
                step={step}
                value={value}
                onChange={onChange}
                tooltip={{ open: false }}
                ariaLabelForHandle={name}
            />
            <InputNumber
                size="small"
                aria-label={`${name}, as a number`}
                min={min}
                max={max}
                step={step}
                controls={false}
                suffix={unit}
                value={value}
                onChange={next => next !== null && onChange(next)}
            />
        </div>
    );
}

function Toggle({ name, checked, onChange }: { name: string; checked: boolean; onChange: (on: boolean) => void }) {
    const id = useId();
    return (
        <div className="ed-image-toggle">
            <Switch id={id} size="small" checked={checked} onChange={onChange} />
            <label htmlFor={id}>{name}</label>
        </div>
    );
}

function Part({ name, action, children }: { name: string; action?: ReactNode; children: ReactNode }) {
    return (
        <section className="ed-image-part" aria-label={name}>
            <header>
                <h3>{name}</h3>
                {action}
            </header>
            {children}
        </section>
    );
}

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
            Reset
        </Button>
    );
    return (
        <Part name="Picture" action={reset}>
            {SLIDERS.map(({ key, ...row }) => (
                <NumberRow
                    key={key}
                    {...row}
                    value={adjustment[key]}
                    onChange={value => adjust(keptApart(adjustment, key, value))}
                />
            ))}
            <div className="ed-image-toggles">
                <Toggle name="Invert" checked={adjustment.invert} onChange={invert => adjust({ invert })} />
                <Toggle name="Equalise" checked={adjustment.equalise} onChange={equalise => adjust({ equalise })} />
            </div>
        </Part>
    );
}

function Grid() {
    const session = useSession();
    const grid = useView(view => view.preferences.grid);
    const draw = (change: Partial<GridLook>) => session.setPreferences({ grid: change });
    return (
        <Part name="Grid">
            <Toggle name="Show a grid" checked={grid.shown} onChange={shown => draw({ shown })} />
            <NumberRow
                name="Size"
                min={5}
                max={1000}
                unit="px"
                value={grid.size}
                onChange={size => draw({ size: Math.round(size), shown: true })}
            />
            <NumberRow
                name="Opacity"
                min={0}
                max={100}
                unit="%"
                value={grid.opacity}
                onChange={opacity => draw({ opacity })}
            />
            <Segmented<string>
                size="small"
                aria-label="Colour of the grid"
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
        <Part name="View">
            <div className="ed-image-toggle">
                <Tooltip title={titled('Turn left', 'turn_back')}>
                    <Button
                        size="small"
                        aria-label="Turn the view left"
                        icon={<RotateLeftOutlined />}
                        onClick={() => session.viewport.turn(-1)}
                    />
                </Tooltip>
                <Tooltip title={titled('Turn right', 'turn')}>
                    <Button
                        size="small"
                        aria-label="Turn the view right"
                        icon={<RotateRightOutlined />}
                        onClick={() => session.viewport.turn(1)}
                    />
                </Tooltip>
                <Segmented<'one' | 'all'>
                    size="small"
                    aria-label="What is turned"
                    value={image.turnAll ? 'all' : 'one'}
                    onChange={which => set({ turnAll: which === 'all' })}
                    options={[
                        { value: 'one', label: 'This frame' },
                        { value: 'all', label: 'All frames' },
                    ]}
                />
            </div>
            <Toggle name="Previous frame shines through" checked={image.onion} onChange={onion => set({ onion })} />
            {image.onion && (
                <NumberRow
                    name="How much"
                    min={0}
                    max={90}
                    unit="%"
                    value={image.onionOpacity}
                    onChange={onionOpacity => set({ onionOpacity })}
                />
            )}
            <Toggle name="Smooth when zoomed in" checked={image.smooth} onChange={smooth => set({ smooth })} />
            <Toggle
                name="Pixel borders and rulers from 16x"
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
            aria-label="Picture and view"
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
                aria-label="Close"
                icon={<CloseOutlined />}
                onClick={close}
            />
            <Adjustments />
            <Grid />
            <Looking />
        </div>
    );
}
