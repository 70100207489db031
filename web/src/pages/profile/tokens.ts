import type { AccessToken } from '../../api';
import { csvLine } from '../../shared/csv';
import { t } from '../../shared/language';

/** `New token 1`, or the next number that is free. */
export function freshName(taken: string[]): string {
    for (let number = 1; ; number += 1) {
        const name = t('New token {number}', { number });
        if (!taken.includes(name)) return name;
    }
}

export function tokensCsv(tokens: AccessToken[]): string {
    const rows = tokens.map(token => [
        token.name,
        token.read_only ? 'Read Only' : 'Read/Write',
        token.created_date,
        token.expiry_date ?? '',
        token.last_used_date ?? '',
    ]);
    return [['Name', 'Permissions', 'Created', 'Expires', 'Last Used'], ...rows].map(csvLine).join('');
}
