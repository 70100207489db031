import { useQueryClient } from '@tanstack/react-query';
import { reportError } from './notices';

/**
 * Saves a change of one record and puts the answer in the cache. The result resolves to false, with the failure
 * reported, when the server refused.
 */
export function useSaveRecord<Record, Patch>(
    key: readonly unknown[],
    list: string,
    save: (patch: Patch) => Promise<Record>,
): (patch: Patch) => Promise<boolean> {
    const client = useQueryClient();
    return async patch => {
        try {
            client.setQueryData(key, await save(patch));
            void client.invalidateQueries({ queryKey: [list, 'list'] });
            return true;
        } catch (error) {
            reportError('The change was not saved', error);
            return false;
        }
    };
}
