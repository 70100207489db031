import { InputNumber, Segmented, Select } from 'antd';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import type { BrushMode, ToolSettings } from '../tools';
import { MAX_BRUSH, MAX_SUPERPIXEL, MAX_TOLERANCE, MIN_SUPERPIXEL } from '../tools/mask';
import { useSession, useView } from './context';
import { BRUSHES } from './icons';

type Overlap = ToolSettings['overlap'];

const MODES: readonly [mode: BrushMode, title: string, command: string][] = [
    ['brush', t('Brush'), 'brush'],
    ['eraser', t('Eraser'), 'eraser'],
    ['polygon-plus', t('Add a polygon'), 'polygon_plus'],
    ['polygon-minus', t('Cut out a polygon'), 'polygon_minus'],
    ['fill', t('Fill what is enclosed'), 'fill'],
    ['wand', t('Magic wand: the area of one colour'), 'wand'],
    ['superpixel', t('Superpixels: patches along the edges of the picture'), 'superpixel'],
];

/** How a mask is painted. */
export function MaskOptions() {
    const session = useSession();
    const { titled } = useHints();
    const settings = useView(view => view.preferences.tools);
    return (
        <>
            <Segmented<BrushMode>
                size="small"
                aria-label={t('What painting does')}
                value={settings.brushMode}
                onChange={brushMode => session.setToolSettings({ brushMode })}
                options={MODES.map(([value, title, command]) => ({
                    value,
                    title: titled(title, command),
                    label: (
                        <span className="ed-option-icon" aria-label={title}>
                            {BRUSHES[value]}
                        </span>
                    ),
                }))}
            />
            <Measure mode={settings.brushMode} />
            <Select<Overlap>
                size="small"
                aria-label={t('Where masks lie over each other, whatever their labels')}
                popupMatchSelectWidth={false}
                value={settings.overlap}
                onChange={overlap => session.setToolSettings({ overlap })}
                options={[
                    { value: 'allowed', label: t('Overlap') },
                    { value: 'takes', label: t('No overlap: over others') },
                    { value: 'yields', label: t('No overlap: under others') },
                ]}
            />
        </>
    );
}

/** What the way of painting has that is larger and smaller. */
function Measure({ mode }: { mode: BrushMode }) {
    if (mode === 'wand') return <Tolerance />;
    return mode === 'superpixel' ? <SuperpixelSize /> : <BrushSize />;
}

function BrushSize() {
    const session = useSession();
    const settings = useView(view => view.preferences.tools);
    return (
        <>
            <InputNumber
                size="small"
                className="ed-brush-size"
                aria-label={t('Diameter of the brush in pixels')}
                min={1}
                max={MAX_BRUSH}
                precision={0}
                suffix="px"
                value={settings.brushSize}
                onChange={brushSize => brushSize && session.setToolSettings({ brushSize })}
            />
            <Segmented<'round' | 'square'>
                size="small"
                aria-label={t('Form of the brush')}
                value={settings.brushForm}
                onChange={brushForm => session.setToolSettings({ brushForm })}
                options={[
                    { value: 'round', title: t('Round brush'), label: '●' },
                    { value: 'square', title: t('Square brush'), label: '■' },
                ]}
            />
        </>
    );
}

/** How far from the clicked one the colours may be that the wand takes. */
function Tolerance() {
    const session = useSession();
    const { wandTolerance } = useView(view => view.preferences.tools);
    return (
        <InputNumber
            size="small"
            className="ed-brush-size"
            aria-label={t('Tolerance: how much colours may differ, 0 to 255')}
            prefix="±"
            min={0}
            max={MAX_TOLERANCE}
            precision={0}
            value={wandTolerance}
            onChange={value => value !== null && session.setToolSettings({ wandTolerance: value })}
        />
    );
}

/** How large patches are, about. */
function SuperpixelSize() {
    const session = useSession();
    const { superpixelSize } = useView(view => view.preferences.tools);
    return (
        <InputNumber
            size="small"
            className="ed-brush-size"
            aria-label={t('Size of superpixels in pixels of the image')}
            min={MIN_SUPERPIXEL}
            max={MAX_SUPERPIXEL}
            precision={0}
            suffix="px"
            value={superpixelSize}
            onChange={value => value !== null && session.setToolSettings({ superpixelSize: value })}
        />
    );
}
