import { CloseOutlined } from '@ant-design/icons';
import { t } from '../../shared/language';
import { deleteObjects } from '../session/actions';
import { useSession, useView } from './context';

/** The tags of the frame, on the picture. */
export function FrameTags() {
    const session = useSession();
    const shown = useView(view => view.preferences.appearance.frameTags);
    const frame = useView(view => view.frame);
    const selection = useView(view => view.selection);
    const readOnly = useView(view => view.readOnly !== null);
    useView(view => view.version);
    const tags = shown ? session.document.tagsOn(frame) : [];
    if (!tags.length) return null;
    return (
        <ul className="ed-frame-tags" aria-label={t('Tags of this frame')}>
            {tags.map(([id, tag]) => {
                const label = session.labels.get(tag.labelId);
                const name = label?.name ?? t('Unknown label');
                return (
                    <li key={id} className={selection.includes(id) ? 'ed-selected' : undefined}>
                        <i className="ed-swatch" style={{ background: label?.color }} />
                        <button type="button" onClick={() => session.select([id])}>
                            {name}
                        </button>
                        {!readOnly && (
                            <button
                                type="button"
                                aria-label={t('Take the tag {name} off', { name })}
                                title={t('Take off')}
                                onClick={() => deleteObjects(session, [id])}
                            >
                                <CloseOutlined />
                            </button>
                        )}
                    </li>
                );
            })}
        </ul>
    );
}
