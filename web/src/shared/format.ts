const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1536` → `1.5 KB`. */
export function formatBytes(bytes: number): string {
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
        value /= 1024;
        unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : 1;
    return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

export function formatCount(count: number, one: string, many = `${one}s`): string {
    return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

export function formatPercent(share: number): string {
    return `${Math.floor(Math.max(0, Math.min(1, share)) * 100)}%`;
}

/** Seconds as a person says them: `40 s`, `3 min`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
    if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
];

export function formatAgo(date: string | Date, now: Date = new Date()): string {
    const seconds = (new Date(date).getTime() - now.getTime()) / 1000;
    const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
    for (const [unit, length] of STEPS) {
        if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
    }
    return 'just now';
}

export function formatDateTime(date: string | Date): string {
    return new Date(date).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
