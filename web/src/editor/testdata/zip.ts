/** A zip as servers write chunks, with stored members; `deflated` ones are given compressed already. */
export function zip(
    members: { name: string; data: Uint8Array; method?: number; size?: number }[],
    comment = '',
): Uint8Array {
    const parts: number[] = [];
    const directory: number[] = [];
    const u16 = (n: number) => [n & 255, n >> 8];
    const u32 = (n: number) => [...u16(n & 0xffff), ...u16(n >>> 16)];
    for (const { name, data, method = 0, size = data.length } of members) {
        const text = [...new TextEncoder().encode(name)];
        const shared = [...u16(20), ...u16(0), ...u16(method), ...u32(0), ...u32(0), ...u32(data.length), ...u32(size)];
        directory.push(...u32(0x02014b50), ...u16(20), ...shared, ...u16(text.length), ...u16(0), ...u16(0));
        directory.push(...u16(0), ...u16(0), ...u32(0), ...u32(parts.length), ...text);
        parts.push(...u32(0x04034b50), ...shared, ...u16(text.length), ...u16(0), ...text, ...data);
    }
    const end = [...u32(0x06054b50), ...u32(0), ...u16(members.length), ...u16(members.length)];
    const tail = [
        ...u32(directory.length),
        ...u32(parts.length),
        ...u16(comment.length),
        ...new TextEncoder().encode(comment),
    ];
    return new Uint8Array([...parts, ...directory, ...end, ...tail]);
}
