import { ApiError, localPath } from '../../api';
import { download, trackRequest } from './requests';

/** A file name as the server stores it: with `.zip`, or nothing when it may choose one. */
export function zipName(typed: string | undefined): string | undefined {
    const name = typed?.trim();
    return name && (/\.zip$/i.test(name) ? name : `${name}.zip`);
}

const PLACEHOLDER = /\{\{\s*(id|name|index)\s*\}\}/g;

/** The name of one file of many: `{{id}}`, `{{name}}` and `{{index}}` (from 1) are filled in. */
export function fillTemplate(template: string, item: { id: number; name: string }, index: number): string {
    // What the user called something may not become a folder or a hidden file.
    const safe = item.name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^\.+/, '');
    const values: Record<string, string> = { id: String(item.id), name: safe, index: String(index + 1) };
    return template.replaceAll(PLACEHOLDER, (_, key: string) => values[key]);
}

/** Asks for an export; joins the same one when it is being made already. */
export async function requestExport(ask: () => Promise<string>): Promise<string> {
    try {
        return await ask();
    } catch (error) {
        if (error instanceof ApiError && error.runningRequest) return error.runningRequest;
        throw error;
    }
}

/** Follows an export and downloads its file when it is made for this computer. */
export function followExport(id: string, title: string, isShown?: () => boolean): Promise<void> {
    return trackRequest(id, {
        title,
        isShown,
        onFinished: finished => finished.result_url && download(localPath(finished.result_url)),
    });
}
