import { describe, expect, it } from 'vitest';
import { readLink } from './link';
import { firstWorkspace, recallWorkspace, rememberWorkspace, workspaceNamed } from './workspaces';

function storage(content: Record<string, string> = {}) {
    const kept = new Map(Object.entries(content));
    return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
    };
}

describe('the workspace a job opens in', () => {
    const plain = { is3d: false, stage: 'annotation', asked: null, remembered: null } as const;

    it('is the standard one', () => {
        expect(firstWorkspace(plain)).toBe('standard');
    });

    it('is what a link names, however it writes it', () => {
        expect(workspaceNamed('Standard')).toBe('standard');
        expect(workspaceNamed('no such thing')).toBeNull();
        expect(workspaceNamed(null)).toBeNull();
    });

    it('is the one the job was left in, among many jobs', () => {
        const kept = storage();
        for (let job = 1; job <= 60; ++job) rememberWorkspace(kept, job, 'standard');
        expect(recallWorkspace(kept, 60)).toBe('standard');
        expect(recallWorkspace(kept, 1)).toBeNull();
    });

    it('does not mind a memory that cannot be read', () => {
        for (const broken of ['{', '7', '[[1,"gone"]]', '[1]', 'null'])
            expect(recallWorkspace(storage({ limnWorkspaces: broken }), 1)).toBeNull();
    });
});

describe('the address of a job', () => {
    it('names frame, workspace, label and number of points', () => {
        expect(readLink('?frame=12&defaultWorkspace=standard&defaultLabel=big%20car&defaultPointsCount=4')).toEqual({
            frame: 12,
            workspace: 'standard',
            label: 'big car',
            pointCount: 4,
            object: null,
        });
    });

    it('names an object by its number on the server', () => {
        expect(readLink('?serverID=7&type=track').object).toEqual({ serverId: 7, kind: 'track' });
        expect(readLink('?serverID=7&type=other').object).toEqual({ serverId: 7, kind: null });
    });

    it('is read as if senseless values were not there', () => {
        const nothing = { frame: null, workspace: null, label: null, pointCount: null, object: null };
        expect(readLink('')).toEqual(nothing);
        expect(readLink('?frame=&defaultWorkspace=x&defaultPointsCount=0')).toEqual(nothing);
        expect(readLink('?frame=-1&defaultPointsCount=1.5')).toEqual(nothing);
    });
});
