import { Told } from './told';

/** The packets of a video between two keyframes, as the server takes them out of the file: decodable alone. */
export interface PacketGroup {
    readonly codec: string;
    readonly description: Uint8Array | null;
    /** Clockwise degrees to turn decoded pictures by. */
    readonly rotation: number;
    /** Frames that the group gives. */
    readonly first: number;
    readonly last: number;
    /** In decoding order. */
    readonly packets: readonly Packet[];
    readonly bytes: number;
}

export interface Packet {
    /** -1: needed for others, not shown itself. */
    readonly frame: number;
    readonly key: boolean;
    readonly data: Uint8Array;
}

interface Header {
    readonly codec: string;
    readonly description: string;
    readonly rotation: number;
    readonly first: number;
    readonly last: number;
    readonly packets: readonly (readonly [number, number, boolean])[];
}

/** Reads `u32 length | JSON header | the packets one after another`; refuses what does not add up. */
export function parseGroup(bytes: Uint8Array): PacketGroup {
    const length = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : Infinity;
    if (4 + length > bytes.length) throw new Told('The video arrived incomplete. Load the frame again.');
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
    let at = 4 + length;
    const packets = header.packets.map(([frame, size, key]) => {
        const data = bytes.subarray(at, at + size);
        at += size;
        return { frame, key, data };
    });
    if (at !== bytes.length) throw new Told('The video arrived incomplete. Load the frame again.');
    const description = header.description ? Uint8Array.from(atob(header.description), c => c.charCodeAt(0)) : null;
    return { ...header, description, packets, bytes: bytes.length };
}
