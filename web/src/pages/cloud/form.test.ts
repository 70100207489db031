import { describe, expect, it } from 'vitest';
import type { CloudStorage } from '../../api';
import { CREDENTIALS, EMPTY_CLOUD, fromSaved, PROVIDERS, secretsOf, toCreate, toPatch } from './form';

const saved: CloudStorage = {
    id: 5,
    owner: null,
    manifests: ['manifest.jsonl'],
    created_date: '',
    updated_date: '',
    provider_type: 'AWS_S3_BUCKET',
    resource: 'pictures',
    display_name: 'Pictures',
    credentials_type: 'KEY_SECRET_KEY_PAIR',
    specific_attributes: 'region=eu-west-1&endpoint_url=http%3A%2F%2Fs3%3A9000',
    description: 'ours',
    organization: null,
};

describe('cloud storage form', () => {
    it('sends what the provider knows and nothing of the others', () => {
        const write = toCreate({
            ...EMPTY_CLOUD,
            display_name: ' Pictures ',
            resource: 'pictures',
            key: 'id',
            secret_key: 'secret',
            account_name: 'left over from another choice',
            endpoint_url: 'http://s3:9000',
            project_id: 'left over',
            manifests: [' manifest.jsonl ', ''],
        });
        expect(write).toEqual({
            display_name: 'Pictures',
            description: '',
            provider_type: 'AWS_S3_BUCKET',
            resource: 'pictures',
            credentials_type: 'KEY_SECRET_KEY_PAIR',
            specific_attributes: 'endpoint_url=http%3A%2F%2Fs3%3A9000',
            manifests: ['manifest.jsonl'],
            key: 'id',
            secret_key: 'secret',
        });
    });

    it('knows the secrets of every way in', () => {
        for (const { value: provider } of PROVIDERS) {
            for (const { value } of CREDENTIALS[provider]) {
                const open = value === 'ANONYMOUS_ACCESS' && provider !== 'AZURE_CONTAINER';
                expect(secretsOf(provider, value).length > 0, `${provider} ${value}`).toBe(!open);
            }
        }
    });

    it('changes nothing but the manifests, which are always named, when nothing was edited', () => {
        expect(toPatch(fromSaved(saved), saved)).toEqual({ manifests: ['manifest.jsonl'] });
    });

    it('sends secrets only when they were typed', () => {
        const form = fromSaved(saved);
        expect(toPatch({ ...form, display_name: 'New' }, saved)).toEqual({
            manifests: ['manifest.jsonl'],
            display_name: 'New',
        });
        expect(toPatch({ ...form, key: 'a', secret_key: 'b' }, saved)).toEqual({
            manifests: ['manifest.jsonl'],
            credentials_type: 'KEY_SECRET_KEY_PAIR',
            key: 'a',
            secret_key: 'b',
        });
        expect(toPatch({ ...form, credentials_type: 'ANONYMOUS_ACCESS' }, saved)).toEqual({
            manifests: ['manifest.jsonl'],
            credentials_type: 'ANONYMOUS_ACCESS',
        });
    });

    it('notices a changed attribute, not another order of them', () => {
        const form = fromSaved(saved);
        expect(form).toMatchObject({ region: 'eu-west-1', endpoint_url: 'http://s3:9000' });
        expect(toPatch({ ...form, region: '' }, saved).specific_attributes).toBe('endpoint_url=http%3A%2F%2Fs3%3A9000');
    });
});
