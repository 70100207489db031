import { ArrowRightOutlined, DeleteOutlined, SwapOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language';
import type { Link } from '../../model/links';
import type { ObjectId } from '../../model/types';
import { changeLink, removeLinks, showObject, turnLink } from '../../session/objectLinks';
import { useSession, useView } from '../context';
import { LinkKindChoice } from './LinkKindChoice';
import { LinkName } from './LinkName';

/** One link: what it is between, what it says, and what can be done about it. */
export function LinkRow({ link }: { link: Link }) {
    const session = useSession();
    const disabled = useView(view => view.readOnly !== null);
    const { kind, name, from, to } = link;
    const about = `${nameOf(session, from)} → ${nameOf(session, to)}`;
    const button = (title: string, icon: ReactNode, run: () => void) => (
        <button
            type="button"
            className="ed-row-button"
            title={title}
            aria-label={`${title}: ${about}`}
            disabled={disabled}
            onClick={run}
        >
            {icon}
        </button>
    );
    return (
        <li className="ed-link">
            <div className="ed-link-ends">
                <LinkedObject id={from} />
                <ArrowRightOutlined className="ed-link-arrow" aria-label={t('leads to')} />
                <LinkedObject id={to} />
                {button(t('Turn the link round'), <SwapOutlined />, () => turnLink(session, link))}
                {button(t('Remove the link'), <DeleteOutlined />, () => removeLinks(session, [link]))}
            </div>
            <div className="ed-link-says">
                <LinkKindChoice
                    value={kind}
                    disabled={disabled}
                    onChange={next => changeLink(session, link, { kind: next })}
                />
                <LinkName
                    value={name}
                    disabled={disabled}
                    label={t('Name of the link {about}', { about })}
                    onChange={next => changeLink(session, link, { name: next })}
                />
            </div>
        </li>
    );
}

function nameOf(session: ReturnType<typeof useSession>, id: ObjectId): string {
    const label = session.labels.get(session.object(id)?.labelId ?? -1);
    return `${label?.name ?? t('Unknown label')} ${id}`;
}

/** An object at the end of a link; a click goes to it. */
function LinkedObject({ id }: { id: ObjectId }) {
    const session = useSession();
    const selected = useView(view => view.selection.includes(id));
    const frame = useView(view => view.frame);
    const object = useView(() => session.object(id));
    if (!object) return null;
    const state = session.document.stateOf(id, frame);
    const away = !state || state.outside;
    const name = nameOf(session, id);
    const title = away
        ? t('Show {name} on frame {frame}', { name, frame: String(object.frame) })
        : t('Show {name}', { name });
    return (
        <button
            type="button"
            className={['ed-link-end', selected && 'ed-selected', away && 'ed-away'].filter(Boolean).join(' ')}
            title={title}
            aria-label={title}
            onClick={() => showObject(session, id)}
            onMouseEnter={() => session.hover(away ? null : id)}
            onMouseLeave={() => session.hover(null)}
        >
            <i className="ed-swatch" style={{ background: session.colourOf(state ?? { id, ...object }) }} />
            <span className="ed-row-name">{name}</span>
        </button>
    );
}
