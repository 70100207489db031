import { ASSET_BYTES, ASSET_TYPES, PICTURE_TYPES } from '../../api';
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
    return sizeProblem(file);
}

/** Why a file cannot go with a comment, or null. */
export function pictureProblem(file: File): string | null {
    if (!PICTURE_TYPES.includes(file.type)) return t('Only JPEG, PNG, WebP and GIF pictures can be added');
    return sizeProblem(file);
}

function sizeProblem(file: File): string | null {
    if (file.size <= ASSET_BYTES) return null;
    return t('The file has {count}; {assetBytes} at most', {
        count: formatBytes(file.size),
        assetBytes: formatBytes(ASSET_BYTES),
    });
}
