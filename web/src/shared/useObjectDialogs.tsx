import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { BackedUp, Project, Task } from '../api';
import type { BackupTarget } from './backups/BackupDialog';
import type { DatasetTarget } from './datasets/formats';
import { t } from './language';
import { reportSuccess } from './notices';
import { transfer, type Transferred } from './transfer/transfer';
import { useAction } from './useAction';

const named =
    <Name extends string>(name: Name) =>
    <Props,>(module: Record<Name, React.ComponentType<Props>>) => ({
        default: module[name],
    });

// Each is loaded when it is first opened: a list is on screen sooner.
const BackupDialog = lazy(() => import('./backups/BackupDialog').then(named('BackupDialog')));
const RestoreDialog = lazy(() => import('./backups/RestoreDialog').then(named('RestoreDialog')));
const ExportDialog = lazy(() => import('./datasets/ExportDialog').then(named('ExportDialog')));
const ImportDialog = lazy(() => import('./datasets/ImportDialog').then(named('ImportDialog')));
const MoveTaskDialog = lazy(() => import('./move/MoveTaskDialog').then(named('MoveTaskDialog')));
const TransferDialog = lazy(() => import('./transfer/TransferDialog').then(named('TransferDialog')));

type Open =
    | { kind: 'export' | 'import'; target: DatasetTarget }
    | { kind: 'backup'; target: BackupTarget }
    /** `into`: the project that a restored task is meant for. */
    | { kind: 'restore'; owner: BackedUp; into?: Pick<Project, 'id' | 'name'> }
    | { kind: 'move'; task: Task; projectId?: number }
    | { kind: 'transfer'; item: Transferred; title: string };

interface ObjectDialogs {
    open: (dialog: Open) => void;
    /** Put it anywhere on the page. */
    dialogs: ReactNode;
}

function Transfer({ item, title, onClose }: { item: Transferred; title: string; onClose: () => void }) {
    const client = useQueryClient();
    const [move, busy] = useAction(
        t('{title} was not moved', { title }),
        async (destination: number, detach: boolean) => {
            await transfer(item, destination, detach);
            reportSuccess(t('{title} moved to another workspace', { title }));
            onClose();
            await client.invalidateQueries();
        },
    );
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
            case 'restore': {
                const { owner, into } = current;
                const put = into && ((task: Task) => open({ kind: 'move', task, projectId: into.id }));
                return <RestoreDialog owner={owner} into={into} onPut={put} onClose={onClose} />;
            }
            case 'move':
                return <MoveTaskDialog task={current.task} projectId={current.projectId} onClose={onClose} />;
            case 'transfer':
                return <Transfer item={current.item} title={current.title} onClose={onClose} />;
            case undefined:
                return null;
        }
    };
    return { open, dialogs: <Suspense fallback={null}>{dialog()}</Suspense> };
}
