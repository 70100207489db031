import { Dropdown } from 'antd';
import { t, sideOf } from '../../shared/language';
import { useHints } from '../keys/useHints';
import type { ToolName } from '../tools';
import { useSession, useView } from './context';
import { ToolIcon } from './icons';
import { StripButton } from './StripButton';

/** Each has the name of its command. */
const RELATIONS: readonly [ToolName, string][] = [
    ['merge', t('Merge into a track')],
    ['split', t('Split a track here')],
    ['group', t('Group')],
    ['join', t('Join masks')],
    ['slice', t('Cut a polygon or mask in two')],
    ['hole', t('Cut a hole into a polygon or mask')],
    ['link', t('Link two objects')],
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
        // The menu keeps its distance from an element of its own.
        icon: (
            <span className="ed-menu-icon">
                <ToolIcon tool={name} />
            </span>
        ),
        onClick: () => session.use(name),
    }));
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement={sideOf('topLeft')} disabled={readOnly}>
            <span>
                <StripButton
                    title={t('Combine, cut and link')}
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
