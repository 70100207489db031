import { Dropdown } from 'antd';
import { useHints } from '../keys/useHints';
import type { ToolName } from '../tools';
import { useSession, useView } from './context';
import { ToolIcon } from './icons';
import { StripButton } from './StripButton';

/** Each has the name of its command. */
const RELATIONS: readonly [ToolName, string][] = [
    ['merge', 'Merge into a track'],
    ['split', 'Split a track here'],
    ['group', 'Group'],
    ['join', 'Join masks'],
    ['slice', 'Cut a polygon or mask in two'],
    ['hole', 'Cut a hole into a polygon or mask'],
];

/** Tools that make other objects out of those that are there. */
export function RelationButton() {
    const session = useSession();
    const { keyOf } = useHints();
    const current = useView(view => view.tool);
    const readOnly = useView(view => view.readOnly !== null);
    const active = RELATIONS.find(([name]) => name === current);
    const items = RELATIONS.map(([name, label]) => ({
        key: name,
        label,
        extra: keyOf(name),
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
