import type { MediaFile, WaitingFile } from '../../api';
import { kindOf } from '../create-task/files';
import { zipNames } from './zipNames';

const isZip = (name: string) => /\.zip$/i.test(name);
const isPicture = (name: string) => kindOf(name) === 'image';

/**
 * The names of the frames that files become, those that wait on the server among them; null where they cannot be told
 * before they are unpacked.
 */
export async function namesOf(
    files: readonly MediaFile[],
    waiting: readonly Pick<WaitingFile, 'name'>[],
): Promise<string[] | null> {
    const names = new Set<string>();
    for (const { name, body } of files) {
        if (isPicture(name)) names.add(name);
        else if (!isZip(name)) return null;
        else {
            const packed = await zipNames(body);
            if (!packed) return null;
            for (const one of packed.filter(isPicture)) names.add(one);
        }
    }
    const chosen = new Set(files.map(({ name }) => name));
    for (const { name } of waiting) {
        if (chosen.has(name)) continue;
        if (!isPicture(name)) return null;
        names.add(name);
    }
    return [...names];
}
