import { PlusOutlined } from '@ant-design/icons';
import { Button, Slider, Tooltip } from 'antd';
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
        <div className="ed-layers" role="group" aria-label="Layers">
            {lowest < highest && (
                <>
                    <small title="The topmost layer shown">{value}</small>
                    <Slider
                        vertical
                        ariaLabelForHandle="Topmost layer shown"
                        min={lowest}
                        max={highest}
                        value={value}
                        tooltip={{ placement: 'left', formatter: one => `Layers up to ${one}` }}
                        onChange={choose}
                    />
                </>
            )}
            <Tooltip title={`Add layer ${highest + 1}, and draw on it`} placement="left" mouseEnterDelay={0.4}>
                <Button
                    size="small"
                    type="text"
                    aria-label="Add a layer"
                    icon={<PlusOutlined />}
                    onClick={() => session.visibility.setLayer(highest + 1)}
                />
            </Tooltip>
        </div>
    );
}
