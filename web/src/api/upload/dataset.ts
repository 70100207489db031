import { buildUrl, type Query } from '../http';
import { mustCall, newTusState, uploadTus, type UploadContext } from './tus';
import { browserTransport } from './transport';

export type Importable = 'projects' | 'tasks' | 'jobs';
export type ImportMode = 'replace' | 'append';

export interface ImportOptions {
    format: string;
    /** Tasks and jobs only: a project import always adds tasks. */
    mode?: ImportMode;
    masksToPolygons: boolean;
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
    const context: UploadContext = { transport: browserTransport, ...given };
    const endpoint = `/api/${owner}/${id}/${owner === 'projects' ? 'dataset' : 'annotations'}`;
    const query: Query = {
        format: options.format,
        location: 'local',
        conv_mask_to_poly: options.masksToPolygons,
        import_mode: owner === 'projects' ? undefined : options.mode,
    };
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
