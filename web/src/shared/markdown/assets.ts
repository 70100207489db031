import { ASSET_BYTES, ASSET_TYPES } from '../../api';
import { formatBytes } from '../format';
import { t } from '../language';

export const escapedName = (name: string) => name.replaceAll(/[[\]\\]/g, '\\$&');

/** The Markdown of an uploaded file: an image is shown, anything else is linked. */
export function assetMarkdown(file: { name: string; type: string }, path: string): string {
    return `${file.type.startsWith('image/') ? '!' : ''}[${escapedName(file.name)}](${path})`;
}

/** Why a file cannot belong to a guide, or null. */
export function assetProblem(file: File): string | null {
    if (!ASSET_TYPES.includes(file.type)) return t('Only JPEG, PNG, WebP and GIF pictures and PDFs can be added');
    if (file.size > ASSET_BYTES)
        return t('The file has {count}; {assetBytes} at most', {
            count: formatBytes(file.size),
            assetBytes: formatBytes(ASSET_BYTES),
        });
    return null;
}
