import { describe, expect, it } from 'vitest';
import {
    crossChecks,
    dataOf,
    INITIAL_FORM,
    remoteOrder,
    taskOf,
    validationOf,
    withProjectStorages,
    type TaskForm,
} from './order';
import { addressesOf, NO_SOURCE, sourceFiles, sourceProblem, topmost, type Source } from './source';

const source = (part: Partial<Source>): Source => ({ ...NO_SOURCE, ...part });
const form = (part: Partial<TaskForm>): TaskForm => ({ ...INITIAL_FORM, name: 'night', ...part });

describe('sources other than this computer', () => {
    it('take the folder and not what lies in it', () => {
        expect(topmost(['a/', 'a/b/', 'a/b/1.jpg', 'c/1.jpg'])).toEqual(['a/', 'c/1.jpg']);
    });

    it('read addresses line by line, each once', () => {
        expect(addressesOf(' http://a/1.jpg \n\nhttp://a/1.jpg\nhttps://b/2.jpg')).toEqual([
            'http://a/1.jpg',
            'https://b/2.jpg',
        ]);
    });

    it('say what is missing', () => {
        expect(sourceProblem(source({}))).toBeNull();
        expect(sourceProblem(source({ from: 'share' }))).toContain('share');
        expect(sourceProblem(source({ from: 'remote', remote: 'ftp://a' }))).toContain('ftp://a');
        expect(sourceProblem(source({ from: 'remote', remote: 'https://a/1.jpg' }))).toBeNull();
        expect(sourceProblem(source({ from: 'cloud' }))).toContain('cloud storage');
        const cloud = { storageId: 3, manifest: null, paths: [] };
        expect(sourceProblem(source({ from: 'cloud', cloud }))).toContain('at least one');
        expect(sourceProblem(source({ from: 'cloud', cloud: { ...cloud, manifest: 'm.jsonl' } }))).toBeNull();
    });

    it('become what the server reads', () => {
        expect(sourceFiles(source({ from: 'share', share: ['a/', 'a/1.jpg'] }))).toEqual({ server_files: ['a/'] });
        const cloud = { storageId: 3, manifest: 'm.jsonl', paths: ['x.jpg'] };
        expect(sourceFiles(source({ from: 'cloud', cloud }))).toEqual({
            cloud_storage_id: 3,
            server_files: ['x.jpg', 'm.jsonl'],
        });
    });

    it('copy only files of the share', () => {
        const share = remoteOrder(form({ copyData: true }), [], source({ from: 'share', share: ['a'] }));
        expect(share.data).toMatchObject({ copy_data: true, server_files: ['a'] });
        expect(share.files).toEqual([]);
        const remote = remoteOrder(form({ copyData: true }), [], source({ from: 'remote', remote: 'http://a' }));
        expect(remote.data.copy_data).toBeUndefined();
    });
});

describe('validation of a new task', () => {
    it('sends the share of the way that was chosen', () => {
        expect(validationOf(form({}))).toBeUndefined();
        expect(validationOf(form({ validation: 'gt', validationSeed: 3 }))).toEqual({
            mode: 'gt',
            frame_selection_method: 'random_uniform',
            frame_share: 0.05,
            random_seed: 3,
        });
        expect(
            validationOf(form({ validation: 'gt', validationMethod: 'random_per_job', validationPercent: 1 })),
        ).toEqual({ mode: 'gt', frame_selection_method: 'random_per_job', frames_per_job_share: 0.01 });
        expect(validationOf(form({ validation: 'gt_pool' }))).toEqual({
            mode: 'gt_pool',
            frame_selection_method: 'random_uniform',
            frame_share: 0.05,
            frames_per_job_share: 0.01,
        });
    });

    it('shuffles frames among which honeypots lie', () => {
        expect(dataOf(form({ validation: 'gt_pool', sorting: 'natural' })).sorting_method).toBe('random');
        expect(dataOf(form({ validation: 'gt', sorting: 'natural' })).sorting_method).toBe('natural');
    });

    it('is checked before it is sent', () => {
        expect(crossChecks(form({ validation: 'gt', validationPercent: null }))).toHaveProperty('validationPercent');
        expect(crossChecks(form({ validation: 'gt_pool', honeypotPercent: 0 }))).toHaveProperty('honeypotPercent');
        const perJob = form({ validation: 'gt', validationMethod: 'random_per_job' });
        expect(crossChecks(perJob)).toHaveProperty('validationMethod');
        expect(crossChecks({ ...perJob, segmentSize: 10 })).toEqual({});
    });
});

describe('consensus and storages of a new task', () => {
    it('are sent when they are set', () => {
        expect(taskOf(form({ consensusReplicas: 3 }), []).consensus_replicas).toBe(3);
        expect(taskOf(form({ consensusReplicas: 0 }), []).consensus_replicas).toBeUndefined();
        const cloud = { location: 'cloud_storage', cloud_storage_id: 4 } as const;
        expect(taskOf(form({ targetStorage: cloud }), []).target_storage).toEqual(cloud);
    });

    it('are those of the project where none were chosen', () => {
        const cloud = { id: 1, location: 'cloud_storage' as const, cloud_storage_id: 4 };
        const local = { id: 2, location: 'local' as const, cloud_storage_id: null };
        const filled = withProjectStorages(form({}), { source_storage: cloud, target_storage: local });
        expect(filled.sourceStorage).toEqual({ location: 'cloud_storage', cloud_storage_id: 4 });
        expect(filled.targetStorage).toBeUndefined();
        const own = form({ sourceStorage: { location: 'local' } });
        expect(withProjectStorages(own, { source_storage: cloud, target_storage: null }).sourceStorage).toEqual({
            location: 'local',
        });
    });

    it('refuse what makes no sense', () => {
        expect(crossChecks(form({ consensusReplicas: 1 }))).toHaveProperty('consensusReplicas');
        const nowhere = { location: 'cloud_storage', cloud_storage_id: null } as const;
        expect(crossChecks(form({ sourceStorage: nowhere }))).toHaveProperty('sourceStorage');
    });
});
