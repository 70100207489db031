import { describe, expect, it } from 'vitest';
import { withoutReplicas } from './replicaFilter';

const noReplica = { '!': { '==': [{ var: 'type' }, 'consensus_replica'] } };

describe('withoutReplicas', () => {
    it('narrows whatever the user filters by', () => {
        expect(JSON.parse(withoutReplicas({ task_id: 3 }).filter ?? '')).toEqual({ and: [noReplica] });
        const own = { and: [{ '==': [{ var: 'state' }, 'new'] }] };
        expect(JSON.parse(withoutReplicas({ filter: JSON.stringify(own) }).filter ?? '')).toEqual({
            and: [noReplica, own],
        });
    });

    it('leaves a filter alone that asks for types, or is none', () => {
        const byType = JSON.stringify({ and: [{ '==': [{ var: 'type' }, 'consensus_replica'] }] });
        expect(withoutReplicas({ filter: byType }).filter).toBe(byType);
        expect(withoutReplicas({ filter: 'broken' }).filter).toBe('broken');
    });
});
