import { fetchJson } from './http';
import type { Label } from './types';

/** Changes a label for everybody who works with it. */
export function patchLabel(id: number, patch: { color: string }): Promise<Label> {
    return fetchJson(`/api/labels/${id}`, { method: 'PATCH', json: patch });
}
