import { Dropdown } from 'antd';
import type { ToolName } from '../tools';
import { useSession, useView } from './context';
import { ToolIcon } from './icons';
import { StripButton } from './StripButton';

const RELATIONS: readonly [ToolName, string, string][] = [
    ['merge', 'Merge into a track', 'M'],
    ['split', 'Split a track here', 'Alt+M'],
    ['group', 'Group', 'G'],
    ['join', 'Join masks', 'J'],
    ['slice', 'Cut a polygon or mask in two', 'Alt+J'],
];

/** Tools that make other objects out of those that are there. */
export function RelationButton() {
    const session = useSession();
    const current = useView(view => view.tool);
    const readOnly = useView(view => view.readOnly !== null);
    const active = RELATIONS.find(([name]) => name === current);
    const items = RELATIONS.map(([name, label, extra]) => ({
        key: name,
        label,
        extra,
        icon: <ToolIcon tool={name} />,
        onClick: () => session.use(name),
    }));
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement="topLeft" disabled={readOnly}>
            <span>
                <StripButton
                    title="Combine and cut"
                    active={active !== undefined}
                    disabled={readOnly}
                    onClick={() => undefined}
                >
                    <ToolIcon tool={active?.[0] ?? 'merge'} />
                </StripButton>
            </span>
        </Dropdown>
    );
}
