import {
    ApiError,
    type AnnotationAction,
    type LabeledData,
    type LinkChange,
    type Revised,
    type Shape,
    type WireLink,
} from '../../api';
import { AnnotationDocument } from '../model/document';
import { edit } from '../model/edits';
import type { ShapeObject } from '../model/types';
import { objectsFrom } from '../model/wire';
import { SavedState } from '../sync/base';
import { DraftStore } from '../sync/drafts';
import { linksFrom } from '../sync/links';
import type { Merge } from '../sync/merge';
import { Saver } from '../sync/saver';

export const empty = (): LabeledData => ({ version: 0, tags: [], shapes: [], tracks: [] });

/** As a server keeps annotations, as far as saving sees it. */
export class FakeServer {
    data = empty();
    calls: { action: AnnotationAction; data: Partial<LabeledData> }[] = [];
    nextId = 100;
    fail: (() => Error | undefined) | null = null;
    loseAnswer = false;
    meanwhile: (() => void) | null = null;

    private readonly receipts = new Map<string, LabeledData>();

    revision = 1;

    async patch(
        action: AnnotationAction,
        sent: Partial<LabeledData>,
        { key, revision }: { key: string; revision: string | null },
    ): Promise<Revised> {
        const failure = this.fail?.();
        if (failure) throw failure;
        const before = this.receipts.get(key);
        if (before) return { data: structuredClone(before), revision: String(this.revision) };
        if (revision !== null && revision !== String(this.revision))
            throw new ApiError({ status: 409, message: 'The job has changed since.' });
        const used = [...(sent.tags ?? []), ...(sent.shapes ?? []), ...(sent.tracks ?? [])];
        if (action !== 'delete' && used.some(one => !this.labels.has(one.label_id)))
            throw new ApiError({ status: 400, message: 'unknown label' });
        this.calls.push({ action, data: structuredClone(sent) });
        const answer = empty();
        for (const kind of ['tags', 'shapes', 'tracks'] as const) {
            const items = structuredClone(sent[kind] ?? []) as Shape[];
            if (action !== 'create') {
                const ids = new Set(items.map(item => item.id));
                this.data[kind] = (this.data[kind] as Shape[]).filter(item => !ids.has(item.id)) as never;
            }
            for (const item of items) {
                if (action === 'create' && item.id !== undefined)
                    throw new ApiError({ status: 400, message: 'must be absent' });
                item.id ??= this.nextId++;
                if (action !== 'delete') (this.data[kind] as Shape[]).push(item);
            }
            answer[kind] = items as never;
        }
        this.dropLooseLinks();
        this.receipts.set(key, structuredClone(answer));
        ++this.revision;
        this.meanwhile?.();
        await Promise.resolve();
        if (this.loseAnswer) {
            this.loseAnswer = false;
            throw new ApiError({ status: 0, message: 'The server does not answer.' });
        }
        return { data: answer, revision: String(this.revision) };
    }

    labels = new Set([1, 2, 3, 4]);
    links: WireLink[] = [];

    async saveLinks({ add, remove }: LinkChange, revision: string | null): Promise<{ revision: string }> {
        const failure = this.fail?.();
        if (failure) throw failure;
        if (revision !== null && revision !== String(this.revision))
            throw new ApiError({ status: 409, message: 'The job has changed since.' });
        const gone = new Set([...add, ...remove].map(one => JSON.stringify(one)));
        this.links = [...this.links.filter(one => !gone.has(JSON.stringify(one))), ...structuredClone(add)];
        ++this.revision;
        await Promise.resolve();
        return { revision: String(this.revision) };
    }

    /** Somebody else saves. */
    change(act: (shapes: Shape[]) => Shape[]): void {
        this.data.shapes = act(structuredClone(this.data.shapes));
        this.dropLooseLinks();
        ++this.revision;
    }

    private dropLooseLinks(): void {
        const there = { shape: this.data.shapes, track: this.data.tracks };
        const has = ({ type, id }: WireLink['from']) => (there[type] as { id?: number }[]).some(one => one.id === id);
        this.links = this.links.filter(({ from, to }) => has(from) && has(to));
    }
}

export const wire = (id: number, points: number[], more: Partial<Shape> = {}): Shape => ({
    id,
    type: 'rectangle',
    frame: 0,
    label_id: 1,
    group: 0,
    source: 'manual',
    attributes: [{ spec_id: 1, value: 'bmw' }],
    occluded: false,
    outside: false,
    z_order: 0,
    rotation: 0,
    points,
    elements: [],
    ...more,
});

const stores: DraftStore[] = [];

/** To be called after each test that opened pages. */
export function closePages(): void {
    stores.splice(0).forEach(store => store.close());
}

/** A user's page with a job open: what the server holds now, and what happens to edits. */
export async function openPage(server: FakeServer, jobId: number, userId = 1) {
    const document = new AnnotationDocument();
    const saved = new SavedState();
    const loaded = objectsFrom(structuredClone(server.data)).map(one => ({ id: document.nextId(), ...one }));
    document.apply({ objects: loaded.map(({ id, object }) => ({ id, after: object })) });
    for (const { id, object, wire: copy } of loaded) saved.set(id, { object, wire: copy });
    const links = linksFrom(structuredClone(server.links), saved);
    document.apply({ objects: [], links });
    saved.links.set(links);
    const drafts = await DraftStore.open(userId);
    stores.push(drafts);
    const timers: { milliseconds: number; run: () => void }[] = [];
    const states: string[] = [];
    const merges: Merge[] = [];
    const saver = new Saver(
        jobId,
        document,
        saved,
        {
            patch: (action, data, on) => server.patch(action, data, on),
            reload: () =>
                Promise.resolve({
                    objects: objectsFrom(structuredClone(server.data)),
                    links: structuredClone(server.links),
                    revision: String(server.revision),
                }),
            merged: merge => {
                document.apply({ objects: merge.objects, links: merge.links });
                merges.push(merge);
            },
            labels: () => Promise.resolve(server.labels),
            saveLinks: (change, revision) => server.saveLinks(change, revision),
            saveFrames: () => Promise.resolve(),
            begin: () => Promise.resolve(),
            drafts: {
                write: (put, drop) => drafts.write(jobId, put, drop),
                writeFrames: deleted => drafts.writeFrames(jobId, deleted),
                writeLinks: links => drafts.writeLinks(jobId, links),
            },
            later: (milliseconds, run) => {
                const timer = { milliseconds, run };
                timers.push(timer);
                return () => void timers.splice(timers.indexOf(timer), 1);
            },
            now: () => 1000,
        },
        state => states.push(state.kind),
    );
    saver.revision = String(server.revision);
    document.subscribe(diff => saver.edited(diff));
    const move = (id: number, points: number[]) =>
        document.apply(edit(document, [id], object => ({ ...(object as ShapeObject), points })));
    return { document, saved, saver, drafts, timers, states, merges, move };
}
