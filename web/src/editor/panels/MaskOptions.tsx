import { Button, InputNumber, Segmented, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import type { BrushMode } from '../tools';
import { MAX_BRUSH } from '../tools/mask';
import { useSession, useView } from './context';
import { BRUSHES } from './icons';

const MODES: readonly [mode: BrushMode, title: string, command: string][] = [
    ['brush', 'Brush', 'brush'],
    ['eraser', 'Eraser', 'eraser'],
    ['polygon-plus', 'Add a polygon', 'polygon_plus'],
    ['polygon-minus', 'Cut out a polygon', 'polygon_minus'],
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
                aria-label="What painting does"
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
            <InputNumber
                size="small"
                className="ed-brush-size"
                aria-label="Diameter of the brush in pixels"
                min={1}
                max={MAX_BRUSH}
                precision={0}
                suffix="px"
                value={settings.brushSize}
                onChange={brushSize => brushSize && session.setToolSettings({ brushSize })}
            />
            <Segmented<'round' | 'square'>
                size="small"
                aria-label="Form of the brush"
                value={settings.brushForm}
                onChange={brushForm => session.setToolSettings({ brushForm })}
                options={[
                    { value: 'round', title: 'Round brush', label: '●' },
                    { value: 'square', title: 'Square brush', label: '■' },
                ]}
            />
            <Tooltip title="Take the pixels of this mask away from all masks below it">
                <Button
                    size="small"
                    type={settings.removeUnderlying ? 'primary' : 'default'}
                    ghost={settings.removeUnderlying}
                    aria-pressed={settings.removeUnderlying}
                    onClick={() => session.setToolSettings({ removeUnderlying: !settings.removeUnderlying })}
                >
                    No overlap
                </Button>
            </Tooltip>
        </>
    );
}
