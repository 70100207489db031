import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import { LinkKindChoice } from './LinkKindChoice';
import { LinkName } from './LinkName';
import './links.css';

/** What the link drawn next says. */
export function NextLink() {
    const session = useSession();
    const { linkKind, linkName } = useView(view => view.preferences.tools);
    return (
        <>
            <LinkKindChoice value={linkKind} onChange={kind => session.setToolSettings({ linkKind: kind })} />
            <LinkName
                value={linkName}
                label={t('Name of new links')}
                onChange={name => session.setToolSettings({ linkName: name })}
            />
        </>
    );
}
