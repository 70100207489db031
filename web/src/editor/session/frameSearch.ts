import type { FrameList } from '../model/frames';

export interface NamedFrame {
    readonly frame: number;
    readonly name: string;
}

/** Every word typed must occur in the name, in any order; frames whose name begins with the first one come first. */
export function findFrames(
    frames: FrameList,
    nameOf: (frame: number) => string,
    typed: string,
    most: number,
): NamedFrame[] {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const begins: NamedFrame[] = [];
    const others: NamedFrame[] = [];
    for (const frame of frames.numbers) {
        const name = nameOf(frame);
        const low = name.toLowerCase();
        if (!words.every(word => low.includes(word))) continue;
        const file = low.slice(low.lastIndexOf('/') + 1);
        (file.startsWith(words[0]) ? begins : others).push({ frame, name });
        if (begins.length >= most) break;
    }
    return [...begins, ...others].slice(0, most);
}

/** Whether frames have names of their own, as pictures have and those of a video have not. */
export function areNamed(frames: FrameList, nameOf: (frame: number) => string): boolean {
    return frames.length > 1 && nameOf(frames.first) !== nameOf(frames.last);
}
