import type { ListQuery } from '../../api';

const NO_REPLICA = { '!': { '==': [{ var: 'type' }, 'consensus_replica'] } };

/** The list without consensus replicas, which stand under the job they repeat; a filter that names types is left alone. */
export function withoutReplicas(query: ListQuery): ListQuery {
    if (!query.filter) return { ...query, filter: JSON.stringify({ and: [NO_REPLICA] }) };
    if (query.filter.includes('"var":"type"')) return query;
    try {
        return { ...query, filter: JSON.stringify({ and: [NO_REPLICA, JSON.parse(query.filter)] }) };
    } catch {
        // Not JSON: the server says what is wrong with it.
        return query;
    }
}
