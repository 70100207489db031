import type { AnnotationDocument } from '../model/document';
import type { FrameList } from '../model/frames';

/** The nearest frame after (or before) this one that suits; null where there is none. */
export function seek(
    frames: FrameList,
    from: number,
    direction: 1 | -1,
    suits: (frame: number) => boolean,
): number | null {
    for (let at = frames.positionOf(from) + direction; at >= 0 && at < frames.length; at += direction) {
        if (suits(frames.numbers[at])) return frames.numbers[at];
    }
    return null;
}

/** Whether nothing at all is annotated on a frame. */
export function isEmptyFrame(document: AnnotationDocument, frame: number): boolean {
    return document.tagsOn(frame).length === 0 && document.objectsOn(frame).length === 0;
}
