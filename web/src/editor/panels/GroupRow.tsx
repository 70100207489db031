import {
    CaretDownOutlined,
    CaretRightOutlined,
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { t } from '../../shared/language';
import type { GroupHead } from '../query/objectList';
import * as actions from '../session/actions';
import { useSession, useView } from './context';
import { RowButton } from './ObjectRow';
import { rowId } from './useListKeys';

/** The head of a group: opens and closes it, and acts on everything in it. */
export function GroupRow({ head, active, onToggle }: { head: GroupHead; active: boolean; onToggle: () => void }) {
    const session = useSession();
    const { ids, title, collapsed } = head;
    const hidden = useView(view => ids.every(id => view.hidden.has(id)));
    const pictured = useView(view => view.preferences.list.pictures);
    const className = ['ed-row ed-group-row', pictured && 'ed-row-pictured', active && 'ed-active'];
    const locked = useView(view => ids.every(id => view.locked.has(id)));
    return (
        <div
            role="row"
            id={rowId(head.key)}
            aria-expanded={!collapsed}
            className={className.filter(Boolean).join(' ')}
            onClick={onToggle}
        >
            <span role="gridcell" className="ed-row-cell">
                {collapsed ? <CaretRightOutlined /> : <CaretDownOutlined />}
                {head.colour && <i className="ed-swatch" style={{ background: head.colour }} />}
                <strong className="ed-row-name">{title}</strong>
            </span>
            <span role="gridcell" className="ed-row-buttons">
                <RowButton title={t('Select all {count}', { count: ids.length })} onClick={() => session.select(ids)}>
                    {ids.length}
                </RowButton>
                <RowButton
                    title={locked ? t('Unlock the group') : t('Lock the group')}
                    on={locked}
                    onClick={() => actions.toggleLock(session, ids)}
                >
                    {locked ? <LockOutlined /> : <UnlockOutlined />}
                </RowButton>
                <RowButton
                    title={hidden ? t('Show the group') : t('Hide the group')}
                    on={hidden}
                    onClick={() => actions.toggleHidden(session, ids)}
                >
                    {hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                </RowButton>
            </span>
        </div>
    );
}
