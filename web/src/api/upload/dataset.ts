import { buildUrl, fetchJson, type Query } from '../http';
import { storageQuery, type StorageChoice } from '../storage';
import { BY_BROWSER } from './context';
import { mustCall, newTusState, uploadTus, type UploadContext } from './tus';

export type Importable = 'projects' | 'tasks' | 'jobs';
/** What becomes of annotations that are there; `append_new` leaves out what they hold already. */
export type ImportMode = 'replace' | 'append' | 'append_new';

export interface ImportOptions {
    format: string;
    /** Tasks and jobs only: a project import always adds tasks. */
    mode?: ImportMode;
    masksToPolygons: boolean;
    /** Changes nothing, and has the finished request tell what an import would change. */
    dryRun?: boolean;
}

const endpointOf = (owner: Importable, id: number) =>
    `/api/${owner}/${id}/${owner === 'projects' ? 'dataset' : 'annotations'}`;

const optionsQuery = (owner: Importable, options: ImportOptions): Query => ({
    format: options.format,
    conv_mask_to_poly: options.masksToPolygons,
    import_mode: owner === 'projects' ? undefined : options.mode,
    dry_run: options.dryRun,
});

/** Starts the import of a file in a cloud storage; without one, of the object's own place for imports. */
export async function importDatasetFromCloud(
    owner: Importable,
    id: number,
    source: { storage?: StorageChoice; filename: string },
    options: ImportOptions,
): Promise<string> {
    const answer = await fetchJson<{ rq_id: string }>(endpointOf(owner, id), {
        method: 'POST',
        query: { ...optionsQuery(owner, options), ...storageQuery(source.storage), filename: source.filename },
    });
    return answer.rq_id;
}

/** Uploads an annotation or dataset file and starts its import; gives the id of the request to follow. */
export async function importDataset(
    owner: Importable,
    id: number,
    file: File,
    options: ImportOptions,
    onSent: (bytes: number) => void = () => undefined,
    given: Partial<UploadContext> = {},
): Promise<string> {
    const context: UploadContext = { ...BY_BROWSER, ...given };
    const endpoint = endpointOf(owner, id);
    const query: Query = { ...optionsQuery(owner, options), location: 'local' };
    await mustCall({ method: 'POST', url: buildUrl(endpoint, query), headers: { 'Upload-Start': 'true' } }, context);
    const state = newTusState();
    await uploadTus(endpoint, { name: file.name, body: file }, state, context, onSent);
    const answer = await mustCall(
        {
            method: 'POST',
            url: buildUrl(endpoint, { ...query, filename: state.uploadName }),
            headers: { 'Upload-Finish': 'true' },
        },
        context,
    );
    return (JSON.parse(answer.text) as { rq_id: string }).rq_id;
}
