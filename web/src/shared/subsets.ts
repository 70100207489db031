/** The subsets training tools know; any other name is possible. */
export const SUBSETS = ['Train', 'Validation', 'Test'].map(value => ({ value }));
