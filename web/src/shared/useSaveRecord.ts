import { useQueryClient } from '@tanstack/react-query';
import { t } from './language';
import { putRecord } from './list/records';
import { reportError } from './notices';

/**
 * Saves a change of one record and puts the answer where the page and lists show it. The result resolves to false, with the failure
 * reported, when the server refused.
 */
export function useSaveRecord<Record extends { id: number }, Patch>(
    key: readonly unknown[],
    list: string,
    save: (patch: Patch) => Promise<Record>,
): (patch: Patch) => Promise<boolean> {
    const client = useQueryClient();
    return async patch => {
        try {
            const record = await save(patch);
            client.setQueryData(key, record);
            putRecord(client, list, record);
            return true;
        } catch (error) {
            reportError(t('The change was not saved'), error);
            return false;
        }
    };
}
