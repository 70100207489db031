import { Modal } from 'antd';
import type { Blocker } from 'react-router';
import { t } from '../language';

/** Asks before a page with unsaved changes is left for another one. */
export function UnsavedWarning({ blocker, what }: { blocker: Blocker; what: string }) {
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
