import { t } from './language';

/** The subsets training tools know; any other name is possible. */
export const SUBSETS = ['Train', t('Validation'), 'Test'].map(value => ({ value }));
