import { Divider } from 'antd';
import { t } from '../../shared/language';
import { DRAWS, isDrawTool, type ToolName } from '../tools';
import type { View } from '../session/view';
import { useSession, useView } from './context';
import { ToolIcon } from './icons';
import { RelationButton } from './RelationButton';
import { StripButton } from './StripButton';
import { Toolbar } from './Toolbar';
import { TagButton } from './TagButton';
import { ViewButtons } from './ViewButtons';

/** One button a shape, with the command that takes it up; other ways of drawing the same are among the options of the tool. */
const TOOLS: readonly [ToolName, string, string][] = [
    ['select', t('Select and edit'), 'cancel'],
    ['rectangle', t('Rectangle'), 'rectangle'],
    ['polygon', t('Polygon'), 'polygon'],
    ['mask', t('Mask'), 'brush'],
    ['ellipse', t('Ellipse'), 'ellipse'],
    ['polyline', t('Polyline'), 'polyline'],
    ['points', t('Points'), 'points'],
    ['cuboid', t('Cuboid'), 'cuboid'],
    ['skeleton', t('Skeleton'), 'skeleton'],
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
        <Toolbar>
            {offered.map(([name, title, command]) => (
                <StripButton
                    key={name}
                    title={title}
                    command={command}
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
                title={t('Measure')}
                command="measure"
                active={current === 'measure'}
                onClick={() => session.use('measure')}
            >
                <ToolIcon tool="measure" />
            </StripButton>
            <StripButton
                title={t('Open an issue')}
                command="issue"
                active={current === 'issue' || current === 'issue-outline'}
                onClick={() => session.use('issue')}
            >
                <ToolIcon tool="issue" />
            </StripButton>
            <Divider />
            <ViewButtons />
        </Toolbar>
    );
}
