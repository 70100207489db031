export const SMALLEST = 96;
export const LARGEST = 480;
export const STEP = 16;

function clampSize(size: number): number {
    return Math.min(LARGEST, Math.max(SMALLEST, size));
}

/** What plus and minus make of a size; null for other keys. */
export function sizeByKey(key: string, size: number): number | null {
    if (key === '+' || key === '=') return clampSize(size + 2 * STEP);
    return key === '-' ? clampSize(size - 2 * STEP) : null;
}
