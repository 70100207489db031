import type { Job } from '../../api';
import { formatDuration } from '../../shared/format';
import { t } from '../../shared/language';

/** How long a job has been open, or was until it was completed. */
export function lifeOf({ state, created_date, updated_date }: Job, now: Date = new Date()): string {
    const done = state === 'completed';
    const end = done ? new Date(updated_date) : now;
    const lasted = formatDuration((end.getTime() - new Date(created_date).getTime()) / 1000);
    return done ? t('done after {lasted}', { lasted }) : t('open for {lasted}', { lasted });
}
