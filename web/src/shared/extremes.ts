/** Of any number of values: as arguments of `Math.min` a hundred thousand would be too many. */
export function smallest(values: Iterable<number>): number {
    let least = Infinity;
    for (const value of values) least = Math.min(least, value);
    return least;
}

export function largest(values: Iterable<number>): number {
    let most = -Infinity;
    for (const value of values) most = Math.max(most, value);
    return most;
}
