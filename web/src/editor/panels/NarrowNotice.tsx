import { Alert, Button } from 'antd';
import { useState } from 'react';
import { t } from '../../shared/language';
import { chooseWorkspace, WIDTHS } from '../session/layout';
import { WORKSPACES } from '../session/workspaces';
import { useSession, useView } from './context';

/** Says why there are no drawing tools in a narrow window, and gives them to whoever wants them all the same. */
export function NarrowNotice() {
    const session = useSession();
    const putAside = useView(view => view.putAside);
    const [dismissed, setDismissed] = useState(false);
    if (putAside === null || dismissed) return null;
    const { title } = WORKSPACES[putAside];
    return (
        <Alert
            banner
            type="info"
            closable={{ 'aria-label': t('Close this notice') }}
            onClose={() => setDismissed(true)}
            message={t(
                'Drawing wants a window of {medium} pixels, so {title} is put aside until there is room. Here you review, tag frames and set attributes.',
                { medium: WIDTHS.medium, title },
            )}
            action={
                <Button size="small" onClick={() => chooseWorkspace(session, putAside)}>
                    {t('Draw here all the same')}
                </Button>
            }
        />
    );
}
