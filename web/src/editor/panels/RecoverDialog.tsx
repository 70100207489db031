import { Button, Modal } from 'antd';
import { useState } from 'react';
import { messageOf } from '../../api';
import { recover, type OpenedJob } from '../session/open';
import { downloadDraft } from './downloadDraft';

interface RecoverDialogProps {
    opened: OpenedJob;
    onDone: () => void;
}

/** Offers work that was found unsaved on this computer. */
export function RecoverDialog({ opened, onDone }: RecoverDialogProps) {
    const [busy, setBusy] = useState(false);
    const { session, drafts, found } = opened;
    if (!found || !drafts) return null;
    const count = found.objects.length + (found.frames ? 1 : 0);
    const { damaged, gesture } = found;
    const latest = Math.max(0, ...found.objects.map(one => one.at));

    const run = async (work: () => Promise<void>) => {
        setBusy(true);
        try {
            await work();
            onDone();
        } catch (error) {
            session.notify('error', `${messageOf(error)} The work stays on this computer; try again.`);
        } finally {
            setBusy(false);
        }
    };
    const restore = () =>
        run(async () => {
            const conflicts = await recover(session, drafts, found);
            if (conflicts) {
                session.notify(
                    'warning',
                    `${conflicts} of the recovered objects had been changed on the server too; your version was taken. Undo brings back the server's.`,
                );
            }
        });
    return (
        <Modal
            open
            closable={false}
            maskClosable={false}
            keyboard={false}
            title="Unsaved work was found"
            footer={[
                <Button key="download" onClick={() => downloadDraft(session.job.id, found)}>
                    Download
                </Button>,
                <Button
                    key="discard"
                    danger
                    disabled={busy}
                    onClick={() => void run(() => drafts.clear(session.job.id))}
                >
                    Discard
                </Button>,
                <Button key="restore" type="primary" loading={busy} onClick={() => void restore()}>
                    Restore
                </Button>,
            ]}
        >
            {count > 0 && (
                <p>
                    {count === 1 ? '1 change' : `${count} changes`}
                    {latest ? ` from ${new Date(latest).toLocaleString()}` : ''} had not reached the server when this
                    job was last open on this computer.
                </p>
            )}
            {gesture && (
                <p>
                    A drawing was under way on frame {gesture.frame} ({gesture.tool}). Restore takes it up again.
                </p>
            )}
            {damaged.length > 0 && (
                <p>
                    {damaged.length === 1 ? '1 more entry is' : `${damaged.length} more entries are`} damaged and cannot
                    be restored. Download keeps them as they are, for somebody who can read them.
                </p>
            )}
        </Modal>
    );
}
