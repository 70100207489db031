/** What several objects have in common: one value, or several. */
export type Common<T> = { readonly mixed: false; readonly value: T } | { readonly mixed: true };

export function commonOf<T>(values: readonly T[]): Common<T> {
    const [value] = values;
    return values.length > 0 && values.every(one => one === value) ? { mixed: false, value } : { mixed: true };
}

/** How many there are of each, most first; those that are equally many in the order they came. */
export function tally<T>(values: readonly T[]): [T, number][] {
    const counts = new Map<T, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
}
