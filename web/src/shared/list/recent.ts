/** The filters last applied to a list, newest first; kept in this browser under the names CVAT uses. */
const KEPT = 10;

const keyOf = (list: string) => `recentlyApplied${list.charAt(0).toUpperCase()}${list.slice(1)}Filters`;

export function recentFilters(list: string): string[] {
    try {
        const value: unknown = JSON.parse(localStorage.getItem(keyOf(list)) ?? '[]');
        if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
        // CVAT's page keeps them as members: the filter, and how it is read out.
        return typeof value === 'object' && value !== null ? Object.keys(value) : [];
    } catch {
        return [];
    }
}

export function rememberFilter(list: string, filter: string): void {
    if (!filter) return;
    const all = [filter, ...recentFilters(list).filter(item => item !== filter)].slice(0, KEPT);
    try {
        localStorage.setItem(keyOf(list), JSON.stringify(all));
    } catch {
        // A full or forbidden store costs only the memory of filters.
    }
}
