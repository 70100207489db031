import type { CloudCredentials, CloudProvider, CloudStorage, CloudStorageWrite } from '../../api';
import { t } from '../../shared/language';

/** What the form of a cloud storage holds. Secrets are empty unless they are typed. */
export interface CloudForm {
    display_name: string;
    description: string;
    provider_type: CloudProvider;
    resource: string;
    credentials_type: CloudCredentials;
    key: string;
    secret_key: string;
    account_name: string;
    session_token: string;
    connection_string: string;
    key_file: File | null;
    endpoint_url: string;
    region: string;
    project_id: string;
    location: string;
    prefix: string;
    manifests: string[];
}

export const PROVIDERS: { value: CloudProvider; label: string }[] = [
    { value: 'AWS_S3_BUCKET', label: t('Amazon S3, or a server that speaks its protocol') },
    { value: 'AZURE_CONTAINER', label: 'Azure Blob Storage' },
    { value: 'GOOGLE_CLOUD_STORAGE', label: 'Google Cloud Storage' },
];

export const PROVIDER_NAMES: Record<CloudProvider, string> = {
    AWS_S3_BUCKET: 'Amazon S3',
    AZURE_CONTAINER: 'Azure Blob',
    GOOGLE_CLOUD_STORAGE: 'Google Cloud',
};

/** The ways to prove who one is, by provider; the first is the usual one. */
export const CREDENTIALS: Record<CloudProvider, { value: CloudCredentials; label: string }[]> = {
    AWS_S3_BUCKET: [
        { value: 'KEY_SECRET_KEY_PAIR', label: t('Access key and secret key') },
        { value: 'ANONYMOUS_ACCESS', label: t('None: the bucket is public') },
    ],
    AZURE_CONTAINER: [
        { value: 'ACCOUNT_NAME_TOKEN_PAIR', label: t('Account name and SAS token') },
        { value: 'CONNECTION_STRING', label: t('Connection string') },
        { value: 'ANONYMOUS_ACCESS', label: t('None: the container is public') },
    ],
    GOOGLE_CLOUD_STORAGE: [
        { value: 'KEY_FILE_PATH', label: t('Key file of a service account') },
        { value: 'ANONYMOUS_ACCESS', label: t('None: the bucket is public') },
    ],
};

export const EMPTY_CLOUD: CloudForm = {
    display_name: '',
    description: '',
    provider_type: 'AWS_S3_BUCKET',
    resource: '',
    credentials_type: 'KEY_SECRET_KEY_PAIR',
    key: '',
    secret_key: '',
    account_name: '',
    session_token: '',
    connection_string: '',
    key_file: null,
    endpoint_url: '',
    region: '',
    project_id: '',
    location: '',
    prefix: '',
    manifests: [],
};

type Attribute = 'endpoint_url' | 'region' | 'project_id' | 'location' | 'prefix';

/** The attributes each provider knows; every one knows a prefix. */
const ATTRIBUTES: Record<CloudProvider, Attribute[]> = {
    AWS_S3_BUCKET: ['endpoint_url', 'region', 'prefix'],
    AZURE_CONTAINER: ['prefix'],
    GOOGLE_CLOUD_STORAGE: ['project_id', 'location', 'prefix'],
};

type Secret = 'key' | 'secret_key' | 'account_name' | 'session_token' | 'connection_string' | 'key_file';

/** What each kind of credentials consists of. */
export function secretsOf(provider: CloudProvider, credentials: CloudCredentials): Secret[] {
    switch (credentials) {
        case 'KEY_SECRET_KEY_PAIR':
            return ['key', 'secret_key'];
        case 'ACCOUNT_NAME_TOKEN_PAIR':
            return ['account_name', 'session_token'];
        case 'CONNECTION_STRING':
            return ['connection_string'];
        case 'KEY_FILE_PATH':
            return ['key_file'];
        case 'ANONYMOUS_ACCESS':
            return provider === 'AZURE_CONTAINER' ? ['account_name'] : [];
    }
}

function attributesText(form: CloudForm): string {
    const params = new URLSearchParams();
    for (const name of ATTRIBUTES[form.provider_type]) {
        const value = form[name].trim();
        if (value) params.set(name, value);
    }
    return params.toString();
}

const manifestsOf = (form: CloudForm) => form.manifests.map(path => path.trim()).filter(Boolean);

function secretsIn(form: CloudForm): CloudStorageWrite {
    const found: Record<string, string | File> = {};
    for (const name of secretsOf(form.provider_type, form.credentials_type)) {
        const value = form[name];
        if (value instanceof File) found[name] = value;
        else if (value?.trim()) found[name] = value.trim();
    }
    return found;
}

export function toCreate(form: CloudForm): CloudStorageWrite {
    return {
        display_name: form.display_name.trim(),
        description: form.description.trim(),
        provider_type: form.provider_type,
        resource: form.resource.trim(),
        credentials_type: form.credentials_type,
        specific_attributes: attributesText(form),
        manifests: manifestsOf(form),
        ...secretsIn(form),
    };
}

/** Only what changed. Secrets go along when they were typed anew; manifests always, for the server drops those not sent. */
export function toPatch(form: CloudForm, saved: CloudStorage): CloudStorageWrite {
    const { provider_type: _, ...write } = toCreate(form);
    const secrets = secretsIn(form);
    const touched = Object.keys(secrets).length > 0 || form.credentials_type !== saved.credentials_type;
    const patch: CloudStorageWrite = { manifests: write.manifests };
    if (write.display_name !== saved.display_name) patch.display_name = write.display_name;
    if (write.description !== saved.description) patch.description = write.description;
    if (write.resource !== saved.resource) patch.resource = write.resource;
    if (!sameAttributes(write.specific_attributes ?? '', saved.specific_attributes)) {
        patch.specific_attributes = write.specific_attributes;
    }
    return touched ? { ...patch, credentials_type: form.credentials_type, ...secrets } : patch;
}

function sameAttributes(a: string, b: string): boolean {
    const sorted = (text: string) =>
        [...new URLSearchParams(text)]
            .map(pair => pair.join('='))
            .sort()
            .join('&');
    return sorted(a) === sorted(b);
}

export function fromSaved(saved: CloudStorage): CloudForm {
    const attributes = new URLSearchParams(saved.specific_attributes);
    const value = (name: Attribute) => attributes.get(name) ?? '';
    return {
        ...EMPTY_CLOUD,
        display_name: saved.display_name,
        description: saved.description,
        provider_type: saved.provider_type,
        resource: saved.resource,
        credentials_type: saved.credentials_type,
        endpoint_url: value('endpoint_url'),
        region: value('region'),
        project_id: value('project_id'),
        location: value('location'),
        prefix: value('prefix'),
        manifests: saved.manifests,
    };
}
