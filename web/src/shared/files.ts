import type { MediaFile } from '../api';

/** Files of a file dialog; those of a chosen folder keep their path. */
export function filesFromInput(list: FileList): MediaFile[] {
    return Array.from(list, file => ({ name: file.webkitRelativePath || file.name, body: file }));
}

function readEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
    return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function walk(entry: FileSystemEntry, path: string, out: MediaFile[]): Promise<void> {
    const name = `${path}${entry.name}`;
    if (entry.isFile) {
        const body = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
        out.push({ name, body });
        return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives a folder in portions, and an empty one at the end.
    for (let entries = await readEntries(reader); entries.length; entries = await readEntries(reader)) {
        for (const inner of entries) await walk(inner, `${name}/`, out);
    }
}

/** Files that were dropped, folders searched through. */
export async function filesFromDrop(transfer: DataTransfer): Promise<MediaFile[]> {
    // Entries must be taken at once: the transfer is emptied when the event is over.
    const entries = Array.from(transfer.items)
        .filter(item => item.kind === 'file')
        .map(item => item.webkitGetAsEntry());
    const plain = Array.from(transfer.files, file => ({ name: file.name, body: file }));
    if (entries.every(entry => entry === null)) return plain;
    const out: MediaFile[] = [];
    for (const entry of entries) if (entry) await walk(entry, '', out);
    return out;
}
