import type { DataParameters } from '../../api';
import { t } from '../../shared/language';

/** Where the files of a new task come from, other than this computer. */
export type SourceKind = 'computer' | 'share' | 'remote' | 'cloud';

export interface Source {
    from: SourceKind;
    /** Chosen in the server's share; folders end with a slash. */
    share: string[];
    /** One address a line. */
    remote: string;
    cloud: { storageId: number | null; manifest: string | null; paths: string[] };
}

export const NO_SOURCE: Source = {
    from: 'computer',
    share: [],
    remote: '',
    cloud: { storageId: null, manifest: null, paths: [] },
};

/** The addresses among the lines; empty ones and repeats are left out. */
export function addressesOf(text: string): string[] {
    return [...new Set(text.split('\n').map(line => line.trim()))].filter(Boolean);
}

/** Without what lies in a folder that is chosen itself. */
export function topmost(paths: string[]): string[] {
    const folders = paths.filter(path => path.endsWith('/'));
    return paths.filter(path => !folders.some(folder => folder !== path && path.startsWith(folder)));
}

/** Why no task can be made of the source, or null. */
export function sourceProblem(source: Source): string | null {
    switch (source.from) {
        case 'computer':
            return null;
        case 'share':
            return source.share.length ? null : t('Choose at least one file or folder of the share');
        case 'remote': {
            const addresses = addressesOf(source.remote);
            if (!addresses.length) return t('Enter at least one address');
            const wrong = addresses.find(address => !/^https?:\/\/\S+$/i.test(address));
            return wrong ? t('“{wrong}” is no address; each line begins with http:// or https://', { wrong }) : null;
        }
        case 'cloud': {
            const { storageId, manifest, paths } = source.cloud;
            if (storageId === null) return t('Choose a cloud storage');
            return paths.length || manifest ? null : t('Choose at least one file or folder of the cloud storage');
        }
    }
}

export function sourceFiles(
    source: Source,
): Pick<DataParameters, 'server_files' | 'remote_files' | 'cloud_storage_id'> {
    switch (source.from) {
        case 'computer':
            return {};
        case 'share':
            return { server_files: topmost(source.share) };
        case 'remote':
            return { remote_files: addressesOf(source.remote) };
        case 'cloud': {
            const { storageId, manifest, paths } = source.cloud;
            return {
                cloud_storage_id: storageId ?? undefined,
                server_files: [...topmost(paths), ...(manifest ? [manifest] : [])],
            };
        }
    }
}
