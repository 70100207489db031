import type { Query } from './http';

/** Where files are read from or written to: this server, or a cloud storage. */
export interface StorageChoice {
    location: 'local' | 'cloud_storage';
    cloud_storage_id?: number | null;
}

/** The choice as parameters of a call; nothing chosen leaves it to the default of the object. */
export function storageQuery(choice: StorageChoice | undefined): Query {
    if (!choice) return {};
    return choice.location === 'local'
        ? { location: 'local' }
        : { location: 'cloud_storage', cloud_storage_id: choice.cloud_storage_id };
}
