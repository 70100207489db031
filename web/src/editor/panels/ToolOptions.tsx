import { Button, InputNumber, Segmented, Select, Tag } from 'antd';
import { DRAWS, isDrawTool } from '../tools';
import { useSession, useView } from './context';

/** What the tool in use will make: label, shape or track, number of points; and what to do next. */
export function ToolOptions() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const labelId = useView(view => view.labelId);
    const drawKind = useView(view => view.drawKind);
    const pointCount = useView(view => view.pointCount);
    const hint = useView(view => view.toolHint);
    if (tool === 'select') return null;
    const drawing = isDrawTool(tool);
    const counted = tool === 'polygon' || tool === 'polyline' || tool === 'points';
    const labels = drawing ? session.labels.forType(DRAWS[tool]) : [];
    return (
        <div className="ed-options" role="group" aria-label="Tool options">
            {drawing && (
                <>
                    <Select
                        size="small"
                        className="ed-options-label"
                        aria-label="Label of new objects"
                        showSearch
                        optionFilterProp="name"
                        value={labelId}
                        onChange={id => {
                            const label = session.labels.get(id);
                            if (label) session.setLabel(label);
                        }}
                        options={labels.map(label => ({
                            value: label.id,
                            name: label.name,
                            label: (
                                <span className="ed-swatched">
                                    <i style={{ background: label.color }} /> {label.name}
                                </span>
                            ),
                        }))}
                    />
                    <Segmented<'shape' | 'track'>
                        size="small"
                        aria-label="Kind of new objects"
                        value={drawKind}
                        onChange={value => session.view.setState({ drawKind: value })}
                        options={[
                            { value: 'shape', label: 'Shape' },
                            { value: 'track', label: 'Track' },
                        ]}
                    />
                </>
            )}
            {counted && (
                <InputNumber
                    size="small"
                    aria-label="Number of points, after which drawing ends by itself"
                    placeholder="Any number"
                    min={tool === 'polygon' ? 3 : tool === 'polyline' ? 2 : 1}
                    precision={0}
                    value={pointCount}
                    onChange={value => {
                        session.view.setState({ pointCount: value });
                        session.use(tool);
                    }}
                />
            )}
            {hint && <span className="ed-hint">{hint}</span>}
            {counted && (
                <Button size="small" onClick={() => session.send({ type: 'finish' })}>
                    Done <Tag bordered={false}>N</Tag>
                </Button>
            )}
        </div>
    );
}
