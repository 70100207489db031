import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { t } from '../../shared/language';
import { lockJob, waitForJob } from '../session/lock';
import { useSession, useView } from './context';

/**
 * Shown where another tab has the job: it can be looked at, and taken over. Once the other tab has closed the job it is
 * opened here anew.
 */
export function TabGuard() {
    const session = useSession();
    const elsewhere = useView(view => view.elsewhere);
    const { id } = session.job;
    useEffect(() => {
        if (!elsewhere) return undefined;
        const waiting = new AbortController();
        void waitForJob(id, waiting.signal).then(() => session.reopen());
        return () => waiting.abort();
    }, [session, elsewhere, id]);
    if (!elsewhere) return null;
    // What the other tab did is on the server or in the draft store; both are read anew.
    const takeOver = async () => session.reopen((await lockJob(id, { steal: true })) ?? undefined);
    return (
        <Alert
            banner
            type="warning"
            message={t('This job is being edited in another tab. Here it can only be looked at.')}
            action={
                <Button size="small" onClick={() => void takeOver()}>
                    {t('Edit here')}
                </Button>
            }
        />
    );
}
