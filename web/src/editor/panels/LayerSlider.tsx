import { PlusOutlined } from '@ant-design/icons';
import { Button, Slider, Tooltip } from 'antd';
import { t, sideOf } from '../../shared/language';
import { useSession, useView } from './context';

/** Which layers show: all up to the chosen one. New objects come onto it. */
export function LayerSlider() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const layer = useView(view => view.layer);
    const version = useView(view => view.version);
    const objects = version >= 0 ? session.document.objectsOn(frame) : [];
    // They are sorted by layer.
    const lowest = Math.min(0, objects.at(0)?.zOrder ?? 0);
    const highest = Math.max(0, objects.at(-1)?.zOrder ?? 0, layer ?? 0);
    const value = layer ?? highest;
    const choose = (next: number) => session.visibility.setLayer(next >= highest ? null : next);
    return (
        <div className="ed-layers" role="group" aria-label={t('Layers')}>
            {lowest < highest && (
                <>
                    <small title={t('The topmost layer shown')}>{value}</small>
                    <Slider
                        vertical
                        ariaLabelForHandle={t('Topmost layer shown')}
                        min={lowest}
                        max={highest}
                        value={value}
                        tooltip={{ placement: sideOf('left'), formatter: one => t('Layers up to {one}', { one }) }}
                        onChange={choose}
                    />
                </>
            )}
            <Tooltip
                title={t('Add layer {highest}, and draw on it', { highest: highest + 1 })}
                placement={sideOf('left')}
                mouseEnterDelay={0.4}
            >
                <Button
                    size="small"
                    type="text"
                    aria-label={t('Add a layer')}
                    icon={<PlusOutlined />}
                    onClick={() => session.visibility.setLayer(highest + 1)}
                />
            </Tooltip>
        </div>
    );
}
