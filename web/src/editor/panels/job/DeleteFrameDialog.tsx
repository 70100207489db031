import { Modal } from 'antd';
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
            title={`Do you want to delete frame #${frame}?`}
            okText="Delete frame"
            okButtonProps={{ danger: true }}
            onOk={() => {
                toggleDeletedFrame(session);
                close();
            }}
            onCancel={close}
        >
            <p>
                It disappears from navigation and from exports. Its annotations stay, and it can be restored at any
                time: undo, or show deleted frames and restore it.
            </p>
        </Modal>
    );
}
