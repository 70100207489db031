import { Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { t } from '../language';

interface Props {
    /** Whether something would be lost; asked when the page is about to be left. */
    when: () => boolean;
    /** What has the changes. */
    what: string;
}

/** Asks before a page with unsaved changes is left, for another one or by the browser. */
export function UnsavedWarning({ when, what }: Props) {
    const latest = useRef(when);
    useEffect(() => {
        latest.current = when;
    });
    // What a list on the page keeps in the address is no other page.
    const blocker = useBlocker(
        ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && latest.current(),
    );
    useEffect(() => {
        const warn = (event: BeforeUnloadEvent) => {
            if (latest.current()) event.preventDefault();
        };
        window.addEventListener('beforeunload', warn);
        return () => window.removeEventListener('beforeunload', warn);
    }, []);
    return (
        <Modal
            open={blocker.state === 'blocked'}
            title={t('Leave without saving?')}
            okText={t('Leave, drop the changes')}
            cancelText={t('Stay')}
            okButtonProps={{ danger: true }}
            onOk={() => blocker.proceed?.()}
            onCancel={() => blocker.reset?.()}
        >
            {t('{what} has changes that were not saved.', { what })}
        </Modal>
    );
}
