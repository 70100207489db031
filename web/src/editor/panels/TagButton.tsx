import { Dropdown } from 'antd';
import { t } from '../../shared/language';
import { toggleTag } from '../session/actions';
import { useSession, useView } from './context';
import { ShapeIcon } from './icons';
import { StripButton } from './StripButton';

/** Puts a tag on the frame; a tag that is there already is ticked and taken off. */
export function TagButton() {
    const session = useSession();
    const frame = useView(view => view.frame);
    useView(view => view.version);
    const readOnly = useView(view => view.readOnly !== null);
    const labels = session.labels.forType('tag');
    if (!labels.length) return null;
    const there = new Set(session.document.tagsOn(frame).map(([, tag]) => tag.labelId));
    const items = labels.map(label => ({
        key: String(label.id),
        label: `${there.has(label.id) ? '✓ ' : ''}${label.name}`,
        onClick: () => toggleTag(session, label),
    }));
    return (
        <Dropdown menu={{ items, style: { maxHeight: 400, overflow: 'auto' } }} trigger={['click']} disabled={readOnly}>
            <span>
                <StripButton title={t('Tag the frame')} disabled={readOnly} onClick={() => undefined}>
                    <ShapeIcon type="tag" />
                </StripButton>
            </span>
        </Dropdown>
    );
}
