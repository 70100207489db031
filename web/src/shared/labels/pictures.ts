import { escapedName } from '../markdown/assets';

/**
 * What labels look like: the guide's pictures whose description is the name of a label. So annotators find them in the guide,
 * too, and they go where the guide goes, into backups for one.
 */
const PICTURE = /!\[((?:[^\]\\]|\\.)*)\]\(\s*<?(\/api\/assets\/[\w-]+)>?(?:\s+"[^"]*")?\s*\)/g;

const nameIn = (description: string) => description.replaceAll(/\\(.)/g, '$1').trim();

/** The address of the picture of each label; the first one where there are several. */
export function labelPictures(guide: string): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [, description, path] of guide.matchAll(PICTURE)) {
        const name = nameIn(description);
        if (!found.has(name)) found.set(name, path);
    }
    return found;
}

const markdownOf = (name: string, path: string) => `![${escapedName(name)}](${path})`;

/** The guide with another picture of a label, at its place or at the end; without one where there is no path. */
export function withLabelPicture(guide: string, name: string, path: string | null): string {
    let left = path;
    const changed = guide.replaceAll(PICTURE, (all: string, description: string) => {
        if (nameIn(description) !== name) return all;
        const next = left === null ? '' : markdownOf(name, left);
        left = null;
        return next;
    });
    if (left === null) return changed;
    return `${[changed.trimEnd(), markdownOf(name, left)].filter(Boolean).join('\n\n')}\n`;
}

/** The guide after labels got other names. */
export function withRenamedLabels(guide: string, names: ReadonlyMap<string, string>): string {
    return guide.replaceAll(PICTURE, (all: string, description: string, path: string) => {
        const next = names.get(nameIn(description));
        return next === undefined ? all : markdownOf(next, path);
    });
}
