import { Modal } from 'antd';
import { t } from '../../../shared/language';
import { toggleDeletedFrame } from '../../session/actions';
import { useSession, useView } from '../context';

/** Asked by the button only: the key is pressed on purpose. */
export function DeleteFrameDialog() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const close = () => session.view.setState({ dialog: null });
    return (
        <Modal
            open
            title={t('Do you want to delete frame #{frame}?', { frame })}
            okText={t('Delete frame')}
            okButtonProps={{ danger: true, autoFocus: true }}
            onOk={() => {
                toggleDeletedFrame(session);
                close();
            }}
            onCancel={close}
        >
            <p>
                {t(
                    'It disappears from navigation and from exports. Its annotations stay, and it can be restored at any time: undo, or show deleted frames and restore it.',
                )}
            </p>
        </Modal>
    );
}
