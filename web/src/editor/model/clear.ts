import type { AnnotationDocument, Diff, ObjectChange } from './document';
import { editedSource } from './edits';
import { withoutKeyframes } from './keyframes';
import { keyframesOf } from './tracks';
import type { ObjectId, TrackObject } from './types';

export interface ClearRange {
    /** Both inclusive. */
    readonly from: number;
    readonly to: number;
    /** Tracks lose their keyframes within the range; otherwise those that begin in it go as a whole. */
    readonly keyframesOnly: boolean;
}

/** Takes away shapes and tags of a range of frames, and of tracks what is asked for. */
export function clear(document: AnnotationDocument, range: ClearRange): Diff {
    const within = (frame: number) => frame >= range.from && frame <= range.to;
    const objects: ObjectChange[] = [];
    for (const [id, object] of document.entries()) {
        if (object.kind === 'track' && range.keyframesOnly)
            for (const change of keyframesGone(id, object, within)) objects.push(change);
        else if (within(object.frame)) objects.push({ id, before: object });
    }
    return { objects };
}

function keyframesGone(id: ObjectId, track: TrackObject, within: (frame: number) => boolean): ObjectChange[] {
    const frames = keyframesOf(track, new Set());
    const gone = frames.filter(within);
    if (!gone.length) return [];
    if (gone.length === frames.length) return [{ id, before: track }];
    const after = withoutKeyframes(track, new Set(gone));
    return [{ id, before: track, after: { ...after, source: editedSource(track.source) } }];
}
