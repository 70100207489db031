import {
    getJob,
    getJobLabels,
    getJobLinks,
    getJobMeta,
    getJobSettings,
    messageOf,
    patchJob,
    patchJobAnnotations,
    patchJobLinks,
    patchJobMeta,
    readJobAnnotations,
    type Job,
} from '../../api';
import { useSession as useAccount } from '../../app/session';
import { t } from '../../shared/language';
import { changeSettings, useSettings } from '../../shared/settings';
import { FrameCache } from '../media/cache';
import { isTiled } from '../media/pyramid';
import { addressOf, WorkerFrameSource } from '../media/source';
import { TiledSource } from '../media/tiledSource';
import { TileStore } from '../media/tileStore';
import { AnnotationDocument } from '../model/document';
import { frameList, frameStep } from '../model/frames';
import { LabelSet } from '../model/labels';
import { savedObjects, SavedState, usesUnknownLabel } from '../sync/base';
import { DraftStore, type FoundDraft } from '../sync/drafts';
import { linksFrom } from '../sync/links';
import type { Merge } from '../sync/merge';
import { isObsolete, planRecovery } from '../sync/recover';
import { Saver } from '../sync/saver';
import type { JobLink } from './link';
import { keepDetail } from './detail';
import { keepGestures } from './gestures';
import { followLabels } from './labels';
import { lockJob, type JobLock } from './lock';
import { preferencesIn, toKeep } from './preferences';
import { NO_PROJECT, useProjectDefaults } from './projectDefaults';
import { recallSight, rememberSight, restoreBands, restoreFlags, type RememberedSight } from './memory';
import { lookOnly, Session } from './session';
import { createView } from './view';
import { firstWorkspace, recallWorkspace } from './workspaces';

/** Frames of a video come out of one decoder anyway; asked for together none waits for the other's answer. */
const VIDEO_CACHE = { parallel: 8 };

/** The server works on a large image for a while, so only few of them are fetched ahead. */
const TILED_CACHE = { budget: 24_000_000, parallel: 2 };

/** A job ready to be shown, and what was found unsaved on this computer. */
export interface OpenedJob {
    readonly session: Session;
    readonly drafts: DraftStore | null;
    readonly found: FoundDraft | null;
    close(): void;
}

const breath = () => new Promise(resolve => setTimeout(resolve));

export async function openJob(
    jobId: number,
    link: JobLink,
    signal: AbortSignal,
    held: JobLock | null = null,
): Promise<OpenedJob> {
    const { user } = useAccount.getState();
    const userId = user?.id ?? 0;
    // The task is not asked for: who is given a job need not see it.
    const [job, meta, labels, annotations, links, project, drafts] = await Promise.all([
        getJob(jobId, signal),
        getJobMeta(jobId, signal),
        getJobLabels(jobId, signal),
        readJobAnnotations(jobId, signal),
        getJobLinks(jobId, signal),
        // The editor opens without them as well.
        getJobSettings(jobId, signal).catch(() => NO_PROJECT),
        // Without a draft store (private windows of some browsers) work goes on, and the page says so.
        DraftStore.open(userId).catch(() => null),
    ]);
    useProjectDefaults.setState(project);
    const labelSet = new LabelSet(labels);
    const step = frameStep(meta.frame_filter);
    const frames = frameList(job, meta.included_frames, meta.start_frame - job.start_frame * step, step);
    const is3d = job.dimension === '3d';
    const document = new AnnotationDocument(is3d);
    const saved = new SavedState();
    // A hundred thousand objects take a moment at each step; the page moves on in between.
    await breath();
    const objects = savedObjects(annotations.data, labelSet).map(one => ({ id: document.nextId(), ...one }));
    await breath();
    document.apply({ objects: objects.map(({ id, object }) => ({ id, after: object })), frames: meta.deleted_frames });
    for (const { id, object, wire } of objects) saved.set(id, { object, wire });
    saved.setFrames(meta.deleted_frames);
    const linked = linksFrom(links.links, saved);
    document.apply({ objects: [], links: linked });
    saved.links.set(linked);
    await breath();

    const { object: wanted } = link;
    const target = objects.find(
        ({ object, wire }) => wire.id === wanted?.serverId && (wanted?.kind ?? object.kind) === object.kind,
    );
    const asked = [link.frame, target?.object.frame].find(one => one != null && frames.has(one));
    const left = asked === undefined ? recallSight(localStorage, userId, jobId) : null;
    const again = left?.frame !== undefined && frames.has(left.frame) ? left.frame : undefined;
    const start = asked ?? again ?? frames.numbers.find(one => !document.deletedFrames.has(one));
    const drawable = labels.filter(label => label.type !== 'skeleton' && label.type !== 'tag');
    const askedLabel = labels.find(label => label.name === link.label && label.type !== 'tag');
    const workspace = firstWorkspace({
        is3d,
        stage: job.stage,
        asked: link.workspace,
        remembered: recallWorkspace(localStorage, jobId),
    });
    const view = createView({
        frame: start ?? frames.first,
        drawKind: job.mode === 'interpolation' ? 'track' : 'shape',
        labelId: (askedLabel ?? drawable.at(0))?.id ?? null,
        pointCount: link.pointCount,
        timeline: frames.length > 1 && (job.mode === 'interpolation' || document.trackEntries().length > 0),
        workspace,
        stage: job.stage,
        state: job.state,
        readOnly: lookOnly(workspace, is3d ? t('Point clouds are shown by another workspace.') : null),
        preferences: preferencesIn(useSettings.getState().values, project.settings),
    });
    const session = new Session({ job, meta, labels: labelSet, frames, document, saved, view });
    session.authors.me = user;
    if (!labels.length)
        session.notify(
            'warning',
            t('This task has no labels yet: nothing can be drawn before it gets some on its page.'),
        );
    if (wanted) session.visibility.setFilter(`server:${wanted.serverId}${wanted.kind ? ` type:${wanted.kind}` : ''}`);
    const forget = keepSight(session, userId, left);
    const chunkSize = job.data_chunk_size ?? meta.chunk_size;
    const isVideo = job.data_original_chunk_type === 'video';
    const source = new WorkerFrameSource(
        one => addressOf(jobId, one, frames, job.data_compressed_chunk_type, chunkSize),
        isVideo ? { jobId, lastFrame: frames.last } : null,
        picturesBecause => session.view.setState({ picturesBecause }),
    );
    if (isVideo) session.cache = new FrameCache(source, frames, () => session.frameArrived(), VIDEO_CACHE);
    else serveImages(session, source);
    const stopDetail = isVideo ? keepDetail(session, source) : () => undefined;
    session.saver = makeSaver(session, drafts);
    session.saver.revision = earlier(annotations.revision, links.revision);
    session.showSaving(session.state.preferences);
    session.showMemory(session.state.preferences);
    const stopFollowing = followSettings(session);
    const stopListening = listenForConnection(session);
    const lock = held ?? (await lockJob(jobId));
    void lock?.lost.then(() => session.yieldToOtherTab());
    if (!lock) session.yieldToOtherTab();
    // Where another tab has the job, its unsaved work is not this tab's to recover.
    const found = lock && drafts ? await readDrafts(session, drafts) : null;
    if (lock) session.presence.start(userId);
    const stopGestures = drafts ? keepGestures(session, one => drafts.writeGesture(jobId, one)) : () => undefined;
    const close = () => {
        forget();
        stopFollowing();
        stopListening();
        stopDetail();
        stopGestures();
        session.dispose();
        source.dispose();
        lock?.release();
        drafts?.close();
    };
    return { session, drafts, found, close };
}

/** Unsaved work of an earlier visit, if there is any. What had reached the server after all is nothing to ask about. */
async function readDrafts(session: Session, drafts: DraftStore): Promise<FoundDraft | null> {
    const { job, document, saved } = session;
    try {
        const found = await drafts.read(job.id);
        if (found.damaged.length || found.gesture || !isObsolete(found, document, saved)) return found;
        await drafts.clear(job.id);
        return null;
    } catch (error) {
        session.notify(
            'error',
            t(
                'Work that may have been kept on this computer could not be read: {error} It was left as it is; reload the page to try again.',
                { error: messageOf(error) },
            ),
        );
        return null;
    }
}

/** How often at most the view is kept while it changes, in milliseconds. */
const KEEP_EVERY = 2000;

/**
 * Brings back how the job was looked at, and keeps it: when the page is left, and on the way, as browsers may end a page
 * without another word to it.
 */
function keepSight(session: Session, userId: number, left: RememberedSight | null): () => void {
    if (left) {
        session.firstCamera = left.frame === session.frame ? left.camera : undefined;
        restoreFlags(session, left);
        restoreBands(session, left);
        if (session.frame !== session.frames.first)
            session.notify('info', t('Frame {frame}, where you left this job.', { frame: session.frame }));
    }
    let due: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
        clearTimeout(due);
        due = undefined;
        rememberSight(localStorage, userId, session);
    };
    const stop = session.view.subscribe(() => (due ??= setTimeout(keep, KEEP_EVERY)));
    const leaving = ['beforeunload', 'pagehide'] as const;
    for (const event of leaving) window.addEventListener(event, keep);
    return () => {
        stop();
        for (const event of leaving) window.removeEventListener(event, keep);
        keep();
    };
}

/** Images come whole, or where they are large in tiles. */
function serveImages(session: Session, source: WorkerFrameSource): void {
    const arrived = () => session.frameArrived();
    const tiled = new TiledSource(source, session.job.id, frame => session.sizeOf(frame));
    const large = session.meta.frames.some(isTiled);
    session.cache = new FrameCache(tiled, session.frames, arrived, large ? TILED_CACHE : {});
    if (!large) return;
    session.tiles = new TileStore(
        (frame, key, signal) => tiled.tile(frame, key, signal),
        frame => isTiled(session.sizeOf(frame)),
        arrived,
    );
}

/** The account's settings are the preferences of the session, in both directions; the project's are where it has none. */
function followSettings(session: Session): () => void {
    session.keepPreferences = change => changeSettings(toKeep(useSettings.getState().values, change));
    const follow = () =>
        session.applyPreferences(preferencesIn(useSettings.getState().values, useProjectDefaults.getState().settings));
    const stops = [useSettings.subscribe(follow), useProjectDefaults.subscribe(follow)];
    return () => {
        for (const stop of stops) stop();
        useProjectDefaults.setState(NO_PROJECT);
    };
}

/** The browser knows first that there is a network again. */
function listenForConnection(session: Session): () => void {
    const onOnline = () => session.saver.reachable();
    window.addEventListener('online', onOnline);
    return () => window.removeEventListener('online', onOnline);
}

/** Of two answers that were read one after the other; what the later one has in addition is found again by the next save. */
function earlier(one: string | null, other: string | null): string | null {
    return one === null || other === null ? (one ?? other) : String(Math.min(Number(one), Number(other)));
}

function makeSaver(session: Session, drafts: DraftStore | null): Saver {
    const { job } = session;
    const unavailable = () => Promise.reject(new Error(t('This browser does not let the page keep data.')));
    return new Saver(
        job.id,
        session.document,
        session.saved,
        {
            patch: (action, data, on) => patchJobAnnotations(job.id, action, data, on),
            reload: async () => {
                const [{ data, revision }, links] = await Promise.all([
                    readJobAnnotations(job.id),
                    getJobLinks(job.id),
                ]);
                // Somebody may use labels, or points of skeletons, that are newer than this page.
                if (usesUnknownLabel(data, session.labels)) await followLabels(session);
                return {
                    objects: savedObjects(data, session.labels),
                    links: links.links,
                    revision: earlier(revision, links.revision),
                };
            },
            merged: (merge, onTheWay) => {
                session.adopt(merge.objects, merge.links);
                if (onTheWay) tellOfMerge(session, merge);
            },
            saveLinks: (change, revision) => patchJobLinks(job.id, change, revision),
            labels: async () =>
                new Set((await getJobLabels(job.id)).flatMap(one => [one.id, ...one.sublabels.map(sub => sub.id)])),
            saveFrames: async deleted => {
                await patchJobMeta(job.id, deleted);
            },
            begin: () => beginWork(session),
            drafts: {
                write: (put, drop) => (drafts ? drafts.write(job.id, put, drop) : unavailable()),
                writeFrames: deleted => (drafts ? drafts.writeFrames(job.id, deleted) : unavailable()),
                writeLinks: links => (drafts ? drafts.writeLinks(job.id, links) : unavailable()),
            },
            later: (milliseconds, run) => {
                const timer = setTimeout(run, milliseconds);
                return () => clearTimeout(timer);
            },
            now: Date.now,
        },
        save => session.view.setState({ save, draftError: session.saver.draftError }),
    );
}

/** The first save takes a new job to "in progress". */
async function beginWork(session: Session): Promise<void> {
    if (session.state.state === 'new') await changeJob(session, { state: 'in progress' });
}

export async function changeJob(
    session: Session,
    change: { state?: Job['state']; stage?: Job['stage'] },
): Promise<void> {
    const { state, stage } = await patchJob(session.job.id, change);
    session.view.setState({ state, stage });
}

/** Says that what others did was taken over. */
function tellOfMerge(session: Session, { objects, conflicts }: Merge): void {
    if (!objects.length && !conflicts) return;
    const said = [
        t(
            'This job was changed elsewhere as well: {count, plural, one {# change was} other {# changes were}} taken over.',
            { count: objects.length },
        ),
    ];
    if (conflicts)
        said.push(
            t(
                '{conflicts, plural, one {# object} other {# objects}} you had both changed: an edit here was kept, a deletion undone.',
                { conflicts },
            ),
        );
    session.notify(conflicts ? 'warning' : 'info', said.join(' '));
}

/** Puts kept edits onto the loaded job as one undoable step. Returns how many were changed on the server meanwhile. */
export async function recover(session: Session, drafts: DraftStore, found: FoundDraft): Promise<number> {
    const { diff, conflicts } = planRecovery(found, session.document, session.saved);
    const renamed = diff.objects.map(({ id, before, after }) => ({
        jobId: session.job.id,
        id,
        object: after ?? null,
        base: session.saved.get(id)?.wire ?? null,
        kind: (after ?? before)?.kind ?? 'shape',
        at: Date.now(),
    }));
    // Where nothing is edited, nothing could be put back either.
    if (session.state.workspace === 'review') session.changeWorkspace('standard');
    // In one transaction: at no moment is the work in neither session's entries, or in both.
    await drafts.replace(session.job.id, renamed);
    session.commit(t('Recovered unsaved work'), diff, { regardless: true });
    // Links that are as they were kept already.
    if (found.links && !diff.links?.length) await drafts.writeLinks(session.job.id, []);
    if (found.gesture && !session.toolbox.resume(found.gesture))
        session.notify('warning', t('What was being drawn could not be taken up again; everything else was.'));
    return conflicts;
}
