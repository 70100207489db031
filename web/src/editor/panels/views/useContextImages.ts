import { useEffect, useState } from 'react';
import { contextImagesUrl, messageOf } from '../../../api';
import { isAbort } from '../../../api/errors';
import { send } from '../../../api/http';
import { ContextImages, type ContextImage } from '../../media/contextImages';
import type { Session } from '../../session/session';

/** A frame has to be looked at so long, in milliseconds, before its images are fetched. */
const REST = 120;

/** How many images go with a frame. */
export function contextCount(session: Session, frame: number): number {
    const { frames } = session.meta;
    const own = frames.length === 1 ? frames[0] : frames[frame - session.job.start_frame];
    return own?.related_files ?? 0;
}

export function hasContext(session: Session): boolean {
    return session.meta.frames.some(frame => frame.related_files > 0);
}

/** The most images that go with a frame of the job. */
export function mostContext(session: Session): number {
    return session.meta.frames.reduce((most, frame) => Math.max(most, frame.related_files), 0);
}

export interface ContextState {
    /** The frame that the images are of, or that they could not be fetched for; the one before until these have come. */
    readonly frame: number | null;
    readonly images: readonly ContextImage[];
    readonly error: string | null;
}

const NOTHING: ContextState = { frame: null, images: [], error: null };

function storeOf(jobId: number): ContextImages {
    return new ContextImages({
        fetch: async (frame, signal) => {
            const answer = await send(contextImagesUrl(jobId, frame), { signal });
            return new Uint8Array(await answer.arrayBuffer());
        },
        keep: bytes => URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'image/jpeg' })),
        forget: url => URL.revokeObjectURL(url),
    });
}

/** The images that go with a frame, and how to ask for them again. */
export function useContextImages(session: Session, frame: number): [ContextState, () => void] {
    const [store] = useState(() => storeOf(session.job.id));
    const [state, setState] = useState(NOTHING);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => () => store.dispose(), [store]);
    const count = contextCount(session, frame);
    useEffect(() => {
        const load = () =>
            store.load(frame).then(
                images => setState({ frame, images, error: null }),
                (error: unknown) => {
                    if (!isAbort(error)) setState({ frame, images: [], error: messageOf(error) });
                },
            );
        const timer = setTimeout(() => void (count ? load() : setState({ ...NOTHING, frame })), REST);
        return () => clearTimeout(timer);
    }, [store, frame, count, attempt]);
    return [state, () => setAttempt(now => now + 1)];
}
