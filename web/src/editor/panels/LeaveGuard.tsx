import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useBlocker } from 'react-router';
import { t } from '../../shared/language';
import { saveBeforeReload } from '../../shared/language/change';
import type { Session } from '../session/session';
import { useSession } from './context';

/** A mask half painted, say, is in no draft yet: only what is finished is. */
const isUnfinished = (session: Session) => session.saver.dirty || session.toolbox.holdsFrame;

/** What is being drawn is finished first. */
function saveAll(session: Session): Promise<boolean> {
    if (session.toolbox.holdsFrame) session.send({ type: 'finish' });
    return session.saver.save();
}

/** Keeps unsaved work from being left behind: saves when the page is hidden, asks when it is left. */
export function LeaveGuard() {
    const session = useSession();
    const [saving, setSaving] = useState(false);
    const blocker = useBlocker(
        ({ currentLocation, nextLocation }) =>
            currentLocation.pathname !== nextLocation.pathname && isUnfinished(session),
    );

    useEffect(() => {
        const unload = (event: BeforeUnloadEvent) => {
            if (isUnfinished(session)) event.preventDefault();
        };
        const hidden = () => {
            if (document.visibilityState === 'hidden' && session.saver.autosave) void session.saver.save();
        };
        window.addEventListener('beforeunload', unload);
        document.addEventListener('visibilitychange', hidden);
        return () => {
            window.removeEventListener('beforeunload', unload);
            document.removeEventListener('visibilitychange', hidden);
        };
    }, [session]);

    useEffect(() => saveBeforeReload(() => saveAll(session)), [session]);

    const save = async () => {
        setSaving(true);
        const saved = await saveAll(session);
        setSaving(false);
        if (saved) blocker.proceed?.();
        else blocker.reset?.();
    };
    return (
        <Modal
            open={blocker.state === 'blocked'}
            title={t('Some changes are not saved yet')}
            okText={t('Save and leave')}
            cancelText={t('Stay')}
            confirmLoading={saving}
            onOk={() => void save()}
            onCancel={() => blocker.reset?.()}
        >
            <p>
                {t(
                    'What is finished is kept on this computer in any case and offered again when the job is opened here; what is being drawn is finished first.',
                )}
            </p>
        </Modal>
    );
}
