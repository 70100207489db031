import { describe, expect, it } from 'vitest';
import { readLink, withoutWishes } from './link';

describe('the address of a job', () => {
    it('is read; what makes no sense is as if it were not there', () => {
        expect(readLink('?frame=7&serverID=5&type=track&defaultPointsCount=4')).toMatchObject({
            frame: 7,
            object: { serverId: 5, kind: 'track' },
            pointCount: 4,
        });
        expect(readLink('?frame=-1&serverID=x&type=tree')).toMatchObject({ frame: null, object: null });
    });

    it('keeps only what holds as long as the job is open', () => {
        expect(
            withoutWishes(
                'http://limn/tasks/1/jobs/2?frame=7&serverID=5&type=shape&openGuide=&defaultLabel=car&issue=3#x',
            ),
        ).toBe('http://limn/tasks/1/jobs/2?defaultLabel=car&issue=3#x');
        expect(withoutWishes('http://limn/tasks/1/jobs/2?frame=7')).toBe('http://limn/tasks/1/jobs/2');
        expect(withoutWishes('http://limn/tasks/1/jobs/2?defaultWorkspace=tags')).toBeNull();
    });
});
