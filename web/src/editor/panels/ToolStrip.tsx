import { Divider } from 'antd';
import { DRAWS, isDrawTool, type ToolName } from '../tools';
import type { View } from '../session/view';
import { useSession, useView } from './context';
import { ToolIcon } from './icons';
import { RelationButton } from './RelationButton';
import { StripButton } from './StripButton';
import { TagButton } from './TagButton';
import { ViewButtons } from './ViewButtons';

/** One button a shape; other ways of drawing the same are among the options of the tool. */
const TOOLS: readonly [ToolName, string, string][] = [
    ['select', 'Select and edit', 'Esc'],
    ['rectangle', 'Rectangle', 'Shift+R'],
    ['polygon', 'Polygon', 'Shift+P'],
    ['mask', 'Mask', 'Shift+1'],
    ['ellipse', 'Ellipse', 'Shift+E'],
    ['polyline', 'Polyline', 'Shift+L'],
    ['points', 'Points', 'Shift+O'],
    ['cuboid', 'Cuboid', 'Shift+C'],
    ['skeleton', 'Skeleton', 'Shift+S'],
];

function isActive(name: ToolName, current: View['tool']): boolean {
    if (name === 'mask' && current === 'paint') return true;
    if (isDrawTool(name)) return isDrawTool(current) && DRAWS[current] === DRAWS[name];
    return name === current || (name === 'select' && (current === 'carry' || current === 'path'));
}

/** Tools on the left: what the pointer does, and how the view is turned and scaled. */
export function ToolStrip() {
    const session = useSession();
    const current = useView(view => view.tool);
    const readOnly = useView(view => view.readOnly !== null);
    const offered = TOOLS.filter(([name]) => !isDrawTool(name) || session.labels.forType(DRAWS[name]).length > 0);
    return (
        <div className="ed-tools" role="toolbar" aria-label="Tools" aria-orientation="vertical">
            {offered.map(([name, title, keys]) => (
                <StripButton
                    key={name}
                    title={title}
                    keys={keys}
                    active={isActive(name, current)}
                    disabled={readOnly && name !== 'select'}
                    onClick={() => session.use(name)}
                >
                    <ToolIcon tool={name} />
                </StripButton>
            ))}
            <TagButton />
            <Divider />
            <RelationButton />
            <StripButton
                title="Measure"
                keys="Shift+X"
                active={current === 'measure'}
                onClick={() => session.use('measure')}
            >
                <ToolIcon tool="measure" />
            </StripButton>
            <StripButton
                title="Open an issue"
                keys="I"
                active={current === 'issue'}
                onClick={() => session.use('issue')}
            >
                <ToolIcon tool="issue" />
            </StripButton>
            <Divider />
            <ViewButtons />
        </div>
    );
}
