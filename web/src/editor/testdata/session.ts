import type { DataMeta, Job } from '../../api';
import type { FrameCache } from '../media/cache';
import { AnnotationDocument } from '../model/document';
import { create } from '../model/edits';
import { frameList } from '../model/frames';
import type { DocObject } from '../model/types';
import { preferencesIn } from '../session/preferences';
import { Session } from '../session/session';
import { createView } from '../session/view';
import { SavedState } from '../sync/base';
import type { Saver } from '../sync/saver';
import { CAR, IMAGE, LABELS } from './world';

/** A session on ten frames without server, pictures or canvas. */
export function sessionWith(...objects: DocObject[]): Session {
    const job = { id: 1, start_frame: 0, stop_frame: 9, frame_count: 10 } as Job;
    const document = new AnnotationDocument();
    document.apply(create(document, objects));
    const view = createView({
        frame: 0,
        drawKind: 'shape',
        labelId: CAR.id,
        stage: 'annotation',
        state: 'new',
        readOnly: null,
        preferences: preferencesIn({}),
    });
    const session = new Session({
        job,
        meta: {
            frames: [{ ...IMAGE, name: 'video', related_files: 0, has_related_context: false }],
        } as DataMeta as never,
        labels: LABELS,
        frames: frameList(job, null, 0, 1),
        document,
        saved: new SavedState(),
        view,
    });
    session.saver = { edited: () => undefined, dirty: false } as unknown as Saver;
    session.cache = {
        show: () => undefined,
        get: () => null,
        status: () => ({}),
        subscribe: () => () => undefined,
    } as unknown as FrameCache;
    return session;
}
