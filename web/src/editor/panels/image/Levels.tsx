import { Button, ConfigProvider, InputNumber, Segmented, Select, Slider } from 'antd';
import { useEffect, useRef, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { t } from '../../../shared/language';
import {
    chosenBands,
    unitsOf,
    type BandLayout,
    type BandLook,
    type Histogram,
    type Units,
    type Window,
} from '../../bands/samples';
import { useSession, useView } from '../context';
import { Part, Toggle } from './parts';

/** The greatest sample. */
const MOST = 65535;

/** Images of 16 bits or many bands: which bands are seen, and the window of their values. */
export function Levels() {
    const session = useSession();
    const { look, layout, histogram, windows, loading, trouble } = useStore(session.bands.view);
    useEffect(() => session.bands.refresh(), [session]);
    if (!layout) return trouble ? <Trouble text={trouble} /> : null;
    const set = (change: Partial<BandLook>) => session.bands.set(change);
    const auto = look.on && (
        <Button size="small" disabled={look.window === null} onClick={() => set({ window: null })}>
            {t('Fit')}
        </Button>
    );
    return (
        <Part name={t('Original values')} action={auto}>
            <Toggle
                name={t('Show the {bits} bits of the original', { bits: layout.bits })}
                checked={look.on}
                onChange={on => set({ on })}
            />
            {look.on && layout.bands > 1 && <BandChoice layout={layout} look={look} set={set} />}
            {look.on && histogram && windows.length > 0 && (
                <WindowOf
                    histogram={histogram}
                    window={look.window ?? around(windows)}
                    units={unitsOf(layout)}
                    onChange={window => set({ window })}
                />
            )}
            {look.on && <Size layout={layout} />}
            {loading && <span role="status">{t('Fetching the original…')}</span>}
            {trouble && <Trouble text={trouble} />}
        </Part>
    );
}

function Trouble({ text }: { text: string }) {
    const session = useSession();
    return (
        <div className="ed-image-trouble" role="alert">
            {text}{' '}
            <Button size="small" onClick={() => session.bands.refresh()}>
                {t('Try again')}
            </Button>
        </div>
    );
}

/** From the least to the greatest of the windows of several bands. */
const around = (windows: readonly Window[]): Window => ({
    low: Math.min(...windows.map(window => window.low)),
    high: Math.max(...windows.map(window => window.high)),
});

interface BandChoiceProps {
    layout: BandLayout;
    look: BandLook;
    set: (change: Partial<BandLook>) => void;
}

/** One band as grey, or three as colours. */
function BandChoice({ layout, look, set }: BandChoiceProps) {
    const bands = chosenBands(look, layout);
    const options = Array.from({ length: layout.bands }, (_, value) => ({
        value,
        label: t('Band {number}', { number: value + 1 }),
    }));
    const names = bands.length === 1 ? [t('Band shown as grey')] : [t('Red'), t('Green'), t('Blue')];
    return (
        <>
            <Segmented<number>
                size="small"
                aria-label={t('How bands are shown')}
                value={bands.length}
                onChange={count => set({ bands: count === 1 ? [bands[0]] : [0, 1, 2] })}
                options={[
                    { value: 3, label: t('Three as colours'), disabled: layout.bands < 3 },
                    { value: 1, label: t('One as grey') },
                ]}
            />
            <div className="ed-image-bands">
                {bands.map((band, i) => (
                    <Select<number>
                        key={names[i]}
                        size="small"
                        aria-label={names[i]}
                        title={names[i]}
                        value={band}
                        options={options}
                        onChange={value => set({ bands: bands.map((one, k) => (k === i ? value : one)) })}
                    />
                ))}
            </div>
        </>
    );
}

/** Without the digits that only counting with fractions makes. */
const shortened = (value: number) => Number(value.toPrecision(6));

interface WindowProps {
    histogram: Histogram;
    window: Window;
    units: Units;
    onChange: (window: Window) => void;
}

/** The values of the picture, and the part of them that is spread from black to white: dragged at its ends or as a whole. */
function WindowOf({ histogram, window, units, onChange }: WindowProps) {
    const { low, high } = window;
    const [from, to] = [Math.min(histogram.min, low), Math.max(histogram.max, high, histogram.min + 1)];
    const change = (one: number, other: number) =>
        onChange({ low: Math.min(one, other), high: Math.max(Math.min(one, other) + 1, Math.max(one, other)) });
    return (
        <ConfigProvider direction="ltr">
            <div className="ed-levels" dir="ltr">
                <Curve histogram={histogram} from={from} to={to} window={window} onChange={onChange} />
                <Slider
                    range={{ draggableTrack: true }}
                    min={from}
                    max={to}
                    value={[low, high]}
                    onChange={(ends: number[]) => change(ends[0], ends[1])}
                    tooltip={{ open: false }}
                    ariaLabelForHandle={[t('Value shown black'), t('Value shown white')]}
                    ariaValueTextFormatterForHandle={[value => `${units.of(value)}`, value => `${units.of(value)}`]}
                />
                <div className="ed-levels-ends">
                    <InputNumber
                        size="small"
                        aria-label={t('{name}, as a number', { name: t('Value shown black') })}
                        controls={false}
                        precision={units.whole ? 0 : undefined}
                        min={units.of(0)}
                        max={units.of(high - 1)}
                        value={units.of(low)}
                        onChange={value => value !== null && change(units.sample(value), high)}
                    />
                    <span>
                        {t('Window {width}, level {level}', {
                            width: units.whole ? high - low : shortened(units.of(high) - units.of(low)),
                            level: units.of(Math.round((low + high) / 2)),
                        })}
                    </span>
                    <InputNumber
                        size="small"
                        aria-label={t('{name}, as a number', { name: t('Value shown white') })}
                        controls={false}
                        precision={units.whole ? 0 : undefined}
                        min={units.of(low + 1)}
                        max={units.of(MOST)}
                        value={units.of(high)}
                        onChange={value => value !== null && change(low, units.sample(value))}
                    />
                </div>
            </div>
        </ConfigProvider>
    );
}

const HEIGHT = 40;

/** The whole window follows the pointer sideways: its ends may be too near each other to be taken hold of between them. */
function useShift(window: Window, range: number, onChange: (window: Window) => void) {
    const held = useRef<{ readonly x: number; readonly window: Window; readonly perPixel: number } | null>(null);
    return {
        onPointerDown(event: PointerEvent<SVGElement>) {
            const { currentTarget, clientX, pointerId } = event;
            currentTarget.setPointerCapture(pointerId);
            held.current = { x: clientX, window, perPixel: range / currentTarget.getBoundingClientRect().width };
        },
        onPointerMove({ clientX }: PointerEvent<SVGElement>) {
            if (!held.current) return;
            const { x, window: begun, perPixel } = held.current;
            const { low, high } = begun;
            const by = Math.max(-low, Math.min(MOST - high, Math.round((clientX - x) * perPixel)));
            onChange({ low: low + by, high: high + by });
        },
        onPointerUp: () => (held.current = null),
        onPointerCancel: () => (held.current = null),
    };
}

interface CurveProps extends Omit<WindowProps, 'units'> {
    from: number;
    to: number;
}

/** How often values occur, by the logarithm: what fills the picture would hide all else. */
function Curve({ histogram, from, to, window, onChange }: CurveProps) {
    const shift = useShift(window, to - from, onChange);
    const { min, max, bins } = histogram;
    const most = Math.log1p(Math.max(...bins));
    const place = (value: number) => (1000 * (value - from)) / (to - from);
    const width = (max - min + 1) / bins.length;
    const bars = bins.map((count, i) => {
        const height = most > 0 ? (HEIGHT * Math.log1p(count)) / most : 0;
        return `L${place(min + i * width)},${HEIGHT - height}L${place(min + (i + 1) * width)},${HEIGHT - height}`;
    });
    return (
        <svg viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" {...shift}>
            <rect x={place(window.low)} width={place(window.high) - place(window.low)} height={HEIGHT} />
            <path d={`M${place(min)},${HEIGHT}${bars.join('')}L${place(max + 1)},${HEIGHT}Z`} />
        </svg>
    );
}

/** Large originals come halved. */
function Size({ layout }: { layout: BandLayout }) {
    const session = useSession();
    const frame = useView(view => view.frame);
    const image = session.sizeOf(frame);
    if (layout.width >= image.width) return null;
    return (
        <span>
            {t('Seen at {width} × {height}: all values of an image this large are more than a page can hold.', {
                width: layout.width,
                height: layout.height,
            })}
        </span>
    );
}
