import { Button } from 'antd';
import { useMemo } from 'react';
import { t } from '../../../shared/language';
import { useHints } from '../../keys/useHints';
import type { Link } from '../../model/links';
import { listedLinks } from '../../session/objectLinks';
import { useSession, useView } from '../context';
import { LinkRow } from './LinkRow';
import './links.css';

/** Rows shown at once, at most; an object that is selected has few. */
const MOST = 200;

/** The same for a link before and after its name is changed, so that the field keeps the focus. */
function rowKey(links: readonly Link[], i: number): string {
    const { from, to } = links[i];
    const first = links.findIndex(link => link.from === from && link.to === to);
    return `${from}>${to}/${i - first}`;
}

/** What objects are to each other: of those that are selected, or of all on the frame. */
export function LinksPanel() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    const selection = useView(view => view.selection);
    const readOnly = useView(view => view.readOnly !== null);
    const drawing = useView(view => view.tool === 'link');
    const { titled } = useHints();
    const links = useMemo(() => {
        // The session is the same object whatever it holds; these stand for its content.
        void [frame, version];
        return listedLinks(session, selection);
    }, [session, frame, version, selection]);
    const count = links.length;
    return (
        <section className="ed-links" aria-label={t('Links between objects')}>
            <header>
                <span className="ed-count">
                    {selection.length
                        ? t('{count, plural, one {# link} other {# links}} of what is selected', { count })
                        : t('{count, plural, one {# link} other {# links}} on this frame', { count })}
                </span>
                <Button
                    size="small"
                    type={drawing ? 'primary' : 'default'}
                    disabled={readOnly}
                    title={titled(t('Link two objects'), 'link')}
                    onClick={() => session.use(drawing ? 'select' : 'link')}
                >
                    {t('New link')}
                </Button>
            </header>
            {count === 0 && (
                <p className="ed-links-note">
                    {t(
                        'A link says what one object is to another: a wheel of a car, a person who drives it. Link two objects by a click on each.',
                    )}
                </p>
            )}
            <ul>
                {links.slice(0, MOST).map((link, i) => (
                    <LinkRow key={rowKey(links, i)} link={link} />
                ))}
            </ul>
            {count > MOST && (
                <p className="ed-links-note">
                    {t('{more} more are not listed. Select an object to see its own.', { more: count - MOST })}
                </p>
            )}
        </section>
    );
}
