import type { ReactNode } from 'react';
import type { BulkJob } from './BulkDialog';

export interface BulkFormProps<T> {
    items: T[];
    /** Starts the work; nothing more is asked. */
    run: (job: Pick<BulkJob<T>, 'title' | 'each'>) => void;
    onClose: () => void;
}

/** Something that can be done to many items of a list at once. */
export interface BulkAction<T> {
    key: string;
    text: string;
    danger?: boolean;
    /** Items it does not fit are left out; when it fits none, it is not offered. */
    fits?: (item: T) => boolean;
    /**
     * What it does to an item that a list shows: changes it, to what the promise of `each` gives; takes it away; or
     * leaves it as it is.
     */
    outcome: 'changed' | 'gone' | 'same';
    /** Asks for what it needs to know. */
    form: (props: BulkFormProps<T>) => ReactNode;
}

export function fitting<T>(action: BulkAction<T>, items: T[]): T[] {
    return action.fits ? items.filter(action.fits) : items;
}
