import type { BackedUp, BasicUser, Dimension, Exportable } from '../../api';
import { formatCount } from '../format';
import { t } from '../language';
import { transfer, type Transferred } from '../transfer/transfer';
import type { BulkAction } from './actions';
import { Late } from './Late';

/** What the names of exported files can be made of. */
export interface Exported {
    id: number;
    dimension?: Dimension | null;
    name?: string;
}

const parts = () => import('./formParts');
const transferDialog = () => import('../transfer/TransferDialog');

/** Assigns each item to one person, or to nobody. */
export function assignAction<T>(one: string, assign: (item: T, user: BasicUser | null) => Promise<T>): BulkAction<T> {
    return {
        key: 'assignee',
        text: t('Assign'),
        outcome: 'changed',
        form: props => (
            <Late load={parts} render={({ AssignForm }) => <AssignForm {...props} one={one} assign={assign} />} />
        ),
    };
}

/** Sets one property of each item to a value chosen from a list. */
export function choiceAction<T, V extends string>(
    one: string,
    what: string,
    values: { value: V; label: string }[],
    set: (item: T, value: V) => Promise<T>,
): BulkAction<T> {
    return {
        key: what,
        text: t('Set {what}', { what }),
        outcome: 'changed',
        form: props => (
            <Late
                load={parts}
                render={({ ChoiceForm }) => <ChoiceForm {...props} one={one} what={what} values={values} set={set} />}
            />
        ),
    };
}

export interface DeleteOptions<T> {
    /** What goes with them. */
    loss: string;
    text?: string;
    fits?: (item: T) => boolean;
}

/** Deletes each item, after one question. */
export function deleteAction<T>(
    one: string,
    remove: (item: T) => Promise<unknown>,
    options: DeleteOptions<T>,
): BulkAction<T> {
    const text = options.text ?? t('Delete');
    return {
        key: 'delete',
        text,
        danger: true,
        outcome: 'gone',
        fits: options.fits,
        form: props => (
            <Late
                load={parts}
                render={({ DeleteForm }) => (
                    <DeleteForm {...props} one={one} text={text} loss={options.loss} remove={remove} />
                )}
            />
        ),
    };
}

/** Exports each item to a file of its own. */
export function exportAction<T extends Exported>(
    one: string,
    owner: Exportable,
    fits?: (item: T) => boolean,
): BulkAction<T> {
    return {
        key: 'export',
        text: t('Export'),
        outcome: 'same',
        fits,
        form: props => (
            <Late load={parts} render={({ ExportForm }) => <ExportForm {...props} one={one} owner={owner} />} />
        ),
    };
}

/** Backs each item up to a file of its own. */
export function backupAction<T extends Exported>(
    one: string,
    owner: BackedUp,
    fits?: (item: T) => boolean,
): BulkAction<T> {
    return {
        key: 'backup',
        text: t('Back up'),
        outcome: 'same',
        fits,
        form: props => (
            <Late load={parts} render={({ BackupForm }) => <BackupForm {...props} one={one} owner={owner} />} />
        ),
    };
}

/** Moves each item to another workspace. */
export function transferAction<T>(
    one: string,
    asTransferred: (item: T) => Transferred,
    fits?: (item: T) => boolean,
): BulkAction<T> {
    return {
        key: 'transfer',
        text: t('Move to workspace'),
        outcome: 'gone',
        fits,
        form: ({ items, run, onClose }) => (
            <Late
                load={transferDialog}
                render={({ TransferDialog }) => (
                    <TransferDialog
                        title={formatCount(items.length, one)}
                        anyUsesCloud={items.some(item => asTransferred(item).usesCloud)}
                        onClose={onClose}
                        onTransfer={(destination, detach) =>
                            run({
                                title: t('Moving {count}', { count: formatCount(items.length, one) }),
                                each: item => transfer(asTransferred(item), destination, detach),
                            })
                        }
                    />
                )}
            />
        ),
    };
}
