import { Button, Modal } from 'antd';
import { useState } from 'react';
import { messageOf } from '../../api';
import { recover, type OpenedJob } from '../session/open';

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
    const download = () => {
        const url = URL.createObjectURL(new Blob([JSON.stringify(found, null, 2)], { type: 'application/json' }));
        const link = document.createElement('a');
        link.href = url;
        link.download = `job-${session.job.id}-unsaved.json`;
        link.click();
        URL.revokeObjectURL(url);
    };
    return (
        <Modal
            open
            closable={false}
            maskClosable={false}
            keyboard={false}
            title="Unsaved work was found"
            footer={[
                <Button key="download" onClick={download}>
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
            <p>
                {count === 1 ? '1 change' : `${count} changes`}
                {latest ? ` from ${new Date(latest).toLocaleString()}` : ''} had not reached the server when this job
                was last open on this computer.
            </p>
        </Modal>
    );
}
