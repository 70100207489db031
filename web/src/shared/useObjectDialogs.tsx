import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { BackedUp, Task } from '../api';
import { BackupDialog, type BackupTarget } from './backups/BackupDialog';
import { RestoreDialog } from './backups/RestoreDialog';
import { ExportDialog } from './datasets/ExportDialog';
import type { DatasetTarget } from './datasets/formats';
import { ImportDialog } from './datasets/ImportDialog';
import { MoveTaskDialog } from './move/MoveTaskDialog';
import { reportSuccess } from './notices';
import { transfer, TransferDialog, type Transferred } from './transfer/TransferDialog';
import { useAction } from './useAction';

type Open =
    | { kind: 'export' | 'import'; target: DatasetTarget }
    | { kind: 'backup'; target: BackupTarget }
    | { kind: 'restore'; owner: BackedUp }
    | { kind: 'move'; task: Task }
    | { kind: 'transfer'; item: Transferred; title: string };

interface ObjectDialogs {
    open: (dialog: Open) => void;
    /** Put it anywhere on the page. */
    dialogs: ReactNode;
}

function Transfer({ item, title, onClose }: { item: Transferred; title: string; onClose: () => void }) {
    const client = useQueryClient();
    const [move, busy] = useAction(`${title} was not moved`, async (destination: number, detach: boolean) => {
        await transfer(item, destination, detach);
        reportSuccess(`${title} moved to another workspace`);
        onClose();
        await client.invalidateQueries();
    });
    return (
        <TransferDialog
            title={title}
            anyUsesCloud={item.usesCloud}
            busy={busy}
            onTransfer={(destination, detach) => void move(destination, detach)}
            onClose={onClose}
        />
    );
}

/** The dialogs about one project, task or job that several pages open; one at a time. */
export function useObjectDialogs(): ObjectDialogs {
    const [current, open] = useState<Open | null>(null);
    const onClose = () => open(null);
    const dialog = () => {
        switch (current?.kind) {
            case 'export':
                return <ExportDialog target={current.target} onClose={onClose} />;
            case 'import':
                return <ImportDialog target={current.target} onClose={onClose} />;
            case 'backup':
                return <BackupDialog target={current.target} onClose={onClose} />;
            case 'restore':
                return <RestoreDialog owner={current.owner} onClose={onClose} />;
            case 'move':
                return <MoveTaskDialog task={current.task} onClose={onClose} />;
            case 'transfer':
                return <Transfer item={current.item} title={current.title} onClose={onClose} />;
            case undefined:
                return null;
        }
    };
    return { open, dialogs: dialog() };
}
