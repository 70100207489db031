/** On each side of the open page. */
const AROUND = 2;

/**
 * The pages worth a button: the first, the last, and those around the open one. A null stands for pages left out, and
 * never for a single one: that one's own number is as short.
 */
export function pageNumbers(current: number, last: number): (number | null)[] {
    const from = Math.max(1, Math.min(current - AROUND, last - 2 * AROUND));
    const to = Math.min(last, Math.max(current + AROUND, 1 + 2 * AROUND));
    const numbers: (number | null)[] = [];
    for (let page = from; page <= to; page += 1) numbers.push(page);
    if (from > 3) numbers.unshift(1, null);
    else for (let page = from - 1; page >= 1; page -= 1) numbers.unshift(page);
    if (to < last - 2) numbers.push(null, last);
    else for (let page = to + 1; page <= last; page += 1) numbers.push(page);
    return numbers;
}
