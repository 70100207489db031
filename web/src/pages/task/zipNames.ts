const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** An end record without its comment, and the longest comment. */
const END_BYTES = 22;
const MOST_COMMENT = 65535;
/** A list longer than this is not read for a preview. */
const MOST_BYTES = 64 * 1024 * 1024;

const viewOf = async (blob: Blob) => new DataView(await new Response(blob).arrayBuffer());

/** Where the list of entries lies, by the last record of an archive; null where there is none, or one of ZIP64. */
function listPlace(tail: DataView): { offset: number; length: number } | null {
    for (let at = tail.byteLength - END_BYTES; at >= 0; --at) {
        if (tail.getUint32(at, true) !== END) continue;
        const length = tail.getUint32(at + 12, true);
        const offset = tail.getUint32(at + 16, true);
        return offset === 0xffffffff || length > MOST_BYTES ? null : { offset, length };
    }
    return null;
}

/** Names of the files in a ZIP archive, read from its end alone; null where they cannot be told. */
export async function zipNames(archive: Blob): Promise<string[] | null> {
    const place = listPlace(await viewOf(archive.slice(Math.max(0, archive.size - END_BYTES - MOST_COMMENT))));
    if (!place) return null;
    const list = await viewOf(archive.slice(place.offset, place.offset + place.length));
    const names: string[] = [];
    for (let at = 0; at + 46 <= list.byteLength && list.getUint32(at, true) === ENTRY;) {
        const [name, extra, comment] = [28, 30, 32].map(field => list.getUint16(at + field, true));
        const text = new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, name));
        if (!text.endsWith('/')) names.push(text);
        at += 46 + name + extra + comment;
    }
    return names;
}
