import { t } from '../language';
import type { Binding } from './keymap';

/** Windows that any page opens by a key; each has the name of its overlay. */
export const PAGE_COMMANDS = [
    { id: 'palette', title: t('Find or do anything'), scope: 'page', keys: ['ctrl+k'] },
    { id: 'shortcuts', title: t('Change keys'), scope: 'page', keys: ['f1'] },
    { id: 'settings', title: t('Settings'), scope: 'page', keys: ['f2'] },
] as const satisfies readonly Binding[];
