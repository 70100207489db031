import { t } from '../../shared/language';

/** `update:job` → `job`, `updated`. */
const ACTIONS = ['create', 'update', 'delete'] as const;

export interface EventRow {
    resource: string;
    /** The events there are for it, by action. */
    events: Partial<Record<(typeof ACTIONS)[number], string>>;
}

/** The events by what they are about, for a table of boxes. */
export function eventRows(events: string[]): EventRow[] {
    const rows = new Map<string, EventRow>();
    for (const event of events) {
        const [action, resource = ''] = event.split(':');
        const known = ACTIONS.find(item => item === action);
        if (!known) continue;
        const row = rows.get(resource) ?? { resource, events: {} };
        row.events[known] = event;
        rows.set(resource, row);
    }
    return [...rows.values()].sort((a, b) => a.resource.localeCompare(b.resource));
}

export const EVENT_ACTIONS = ACTIONS;

/** In a line: all, or how many. */
export function describeEvents(events: string[], all: number): string {
    return events.length === all ? t('All events') : events.join(', ');
}
