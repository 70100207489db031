import { describe, expect, it } from 'vitest';
import { describeEvents, eventRows } from './events';

describe('events of webhooks', () => {
    it('stand by what they are about', () => {
        expect(eventRows(['update:task', 'create:job', 'create:task', 'ping', 'odd:thing'])).toEqual([
            { resource: 'job', events: { create: 'create:job' } },
            { resource: 'task', events: { create: 'create:task', update: 'update:task' } },
        ]);
    });

    it('are told in a line', () => {
        expect(describeEvents(['a:b', 'c:d'], 2)).toBe('All events');
        expect(describeEvents(['a:b'], 2)).toBe('a:b');
    });
});
