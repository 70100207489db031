import { Told } from './told';

/**
 * Reading zip archives held in memory: stored and deflated members, without encryption, spanning or 64-bit sizes
 * (a chunk of frames is at most 500 MB). Layout after PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export interface ZipEntry {
    readonly name: string;
    readonly method: number;
    readonly compressedSize: number;
    readonly size: number;
    /** Offset of the member's local header. */
    readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;

function endOfCentralDirectory(view: DataView): number {
    const last = Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT);
    for (let at = view.byteLength - END_SIZE; at >= last; --at) {
        if (view.getUint32(at, true) === END_SIGNATURE) return at;
    }
    throw new Told('The frames arrived damaged: not a zip archive. Load the frame again.');
}

/** Members in the order of the archive's directory. */
export function readEntries(bytes: Uint8Array): ZipEntry[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = endOfCentralDirectory(view);
    const count = view.getUint16(end + 10, true);
    const entries: ZipEntry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; ++i) {
        if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
            throw new Told('The frames arrived damaged: the archive directory is broken. Load the frame again.');
        }
        const nameLength = view.getUint16(at + 28, true);
        entries.push({
            name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
            method: view.getUint16(at + 10, true),
            compressedSize: view.getUint32(at + 20, true),
            size: view.getUint32(at + 24, true),
            offset: view.getUint32(at + 42, true),
        });
        at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
}

/** The bytes of a member; a stored one is a view into the archive. */
export async function extract(bytes: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
        throw new Told('The frames arrived damaged: {name} is missing. Load the frame again.', { name: entry.name });
    }
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    const data = bytes.subarray(start, start + entry.compressedSize);
    if (entry.method === 0) return data;
    if (entry.method !== 8)
        throw new Told('{name} is compressed in an unknown way ({method}).', {
            name: entry.name,
            method: entry.method,
        });
    const inflated = new Blob([data as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
}
