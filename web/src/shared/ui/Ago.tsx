import { formatAgo, formatDateTime } from '../format';

/** A moment as a distance from now; the exact time on hover. */
export function Ago({ date }: { date: string }) {
    return (
        <time className="limn-nowrap" dateTime={date} title={formatDateTime(date)}>
            {formatAgo(date)}
        </time>
    );
}
