import { currentLocale, t } from './language';

const UNITS = [
    (size: string) => t('{size} B', { size }),
    (size: string) => t('{size} KB', { size }),
    (size: string) => t('{size} MB', { size }),
    (size: string) => t('{size} GB', { size }),
    (size: string) => t('{size} TB', { size }),
];

/** `1536` → `1.5 KB`. */
export function formatBytes(bytes: number): string {
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
        value /= 1024;
        unit += 1;
    }
    const digits = unit === 0 || value >= 100 ? 0 : 1;
    return UNITS[unit](
        formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }),
    );
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
    return value.toLocaleString(currentLocale(), options);
}

export function formatPercent(share: number): string {
    const whole = Math.floor(Math.max(0, Math.min(1, share)) * 100);
    return formatNumber(whole / 100, { style: 'percent' });
}

/** Seconds as a person says them: `40 s`, `3 min`, `2 h 5 min`, `30 h`, `12 days`. */
export function formatDuration(seconds: number): string {
    if (seconds < 60) return t('{seconds} s', { seconds: Math.max(1, Math.round(seconds)) });
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return t('{minutes} min', { minutes });
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return formatNumber(Math.round(hours / 24), { style: 'unit', unit: 'day', unitDisplay: 'long' });
    if (hours >= 10) return t('{hours} h', { hours: Math.round(minutes / 60) });
    return t('{hours} h {minutes} min', { hours, minutes: minutes % 60 });
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
    const format = new Intl.RelativeTimeFormat(currentLocale() ?? 'en', { numeric: 'auto' });
    for (const [unit, length] of STEPS) {
        if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
    }
    return t('just now');
}

export function formatDateTime(date: string | Date): string {
    return new Date(date).toLocaleString(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** How many of what a list holds: `one` is the English word for a single one, by which translations choose theirs. */
export function formatCount(count: number, one: string): string {
    return t('{count, plural, one {# {one}} other {# {one}s}}', { count, one });
}
