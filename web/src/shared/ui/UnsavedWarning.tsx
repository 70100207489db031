import { Modal } from 'antd';
import type { Blocker } from 'react-router';

/** Asks before a page with unsaved changes is left for another one. */
export function UnsavedWarning({ blocker, what }: { blocker: Blocker; what: string }) {
    return (
        <Modal
            open={blocker.state === 'blocked'}
            title="Leave without saving?"
            okText="Leave, drop the changes"
            cancelText="Stay"
            okButtonProps={{ danger: true }}
            onOk={() => blocker.proceed?.()}
            onCancel={() => blocker.reset?.()}
        >
            {`${what} has changes that were not saved.`}
        </Modal>
    );
}
