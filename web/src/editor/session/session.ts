import type { DataMeta, Job } from '../../api';
import { useSession as useAccount } from '../../app/session';
import { t } from '../../shared/language';
import { chaptersIn, type Chapter } from '../model/chapters';
import type { AnnotationDocument, Diff, ObjectChange } from '../model/document';
import type { FrameList } from '../model/frames';
import { History, type HistoryEntry } from '../model/history';
import type { LabelSet } from '../model/labels';
import type { Link } from '../model/links';
import { partKey, seenObject } from '../model/parts';
import { skeletonEdges } from '../model/skeleton';
import type { DocObject, FrameObject, ObjectId, Size } from '../model/types';
import type { FrameCache } from '../media/cache';
import type { TileStore } from '../media/tileStore';
import { Presence } from '../presence/presence';
import { MaskPictures } from '../render/masks';
import { Scene } from '../render/scene';
import { colourOf, type Coloured } from '../render/style';
import type { SavedState } from '../sync/base';
import type { Saver } from '../sync/saver';
import type { ToolContext, ToolEvent, ToolName, ToolSettings } from '../tools';
import { AuthorBook } from './authors';
import { askToFinish } from './askToFinish';
import { Bands } from './bands';
import { IssueBook } from './issues';
import { changed, type Preferences, type PreferencesChange } from './preferences';
import type { JobLock } from './lock';
import type { RememberedSight } from './memory';
import { Review, REVIEWING } from './review';
import { Toolbox } from './toolbox';
import { Truth } from './truth';
import { Visibility } from './visibility';
import type { Notice, NoticeKind, View, ViewStore } from './view';
import { Viewport } from './viewport';
import type { WorkspaceName } from './workspaces';

export interface SessionParts {
    readonly job: Job;
    readonly meta: DataMeta;
    readonly labels: LabelSet;
    readonly frames: FrameList;
    readonly document: AnnotationDocument;
    readonly saved: SavedState;
    readonly view: ViewStore;
}

type ViewFlags = Pick<View, 'hidden' | 'locked' | 'hiddenParts' | 'lockedParts' | 'pinned' | 'colours'>;

interface CommitOptions {
    readonly select?: readonly ObjectId[];
    readonly mergeKey?: string;
    /** Wanted in Review as well, where nothing else is edited. */
    readonly inReview?: boolean;
    /** Done although others may be working on the objects. */
    readonly regardless?: boolean;
}

/** Objects changed at once from which on the picture is made anew. */
const LARGE_CHANGE = 100;

/** Object types that stay put unless unpinned, because dragging them is rarely meant. */
const PINNED_TYPES = new Set(['polygon', 'polyline', 'points', 'mask']);

/** Why nothing may be edited in a workspace; what forbids it everywhere stays. */
export function lookOnly(workspace: WorkspaceName, already: string | null): string | null {
    if (already !== null && already !== REVIEWING) return already;
    return workspace === 'review' ? REVIEWING : null;
}

/**
 * One open job: the document with its history, the view state, the tool in use, and what connects them. Every edit of
 * the document goes through `commit`.
 */
export class Session {
    readonly job: Job;
    readonly meta: DataMeta;
    readonly labels: LabelSet;
    readonly frames: FrameList;
    /** Of a video that has any. */
    readonly chapters: readonly Chapter[];
    readonly document: AnnotationDocument;
    readonly saved: SavedState;
    readonly view: ViewStore;
    readonly history: History;
    readonly scene: Scene;
    readonly masks = new MaskPictures();
    readonly viewport: Viewport;
    readonly toolbox: Toolbox;
    readonly issues: IssueBook;
    readonly bands: Bands;
    readonly visibility: Visibility;
    /** In which version of the document an object was last changed. */
    readonly changedAt = new Map<ObjectId, number>();
    readonly authors: AuthorBook;
    readonly review: Review;
    readonly truth: Truth;
    readonly presence: Presence;
    cache!: FrameCache;
    /** Where large images come in tiles. */
    tiles: TileStore | null = null;
    saver!: Saver;
    /** Told when a tool has made a new object, by a workspace that goes on from there. */
    drawn: (() => void) | null = null;
    /** Keeps changed preferences; given by whoever opens the job. */
    keepPreferences: (change: PreferencesChange) => void = () => undefined;
    /** Where the view was when the job was left last; shown instead of the whole image at first. */
    firstCamera: RememberedSight['camera'];
    /** Reads the job anew, as its annotations have changed on the server, or with the lock of it; given likewise. */
    reopen: (lock?: JobLock) => void = () => undefined;
    /** Within a callback of a display frame: carries out a change that panels and picture show in this very frame; given likewise. */
    atOnce: (change: () => void) => void = change => change();
    private noticeId = 0;

    constructor(parts: SessionParts) {
        ({
            job: this.job,
            meta: this.meta,
            labels: this.labels,
            frames: this.frames,
            document: this.document,
            saved: this.saved,
            view: this.view,
        } = parts);
        this.chapters = chaptersIn(this.meta, this.job.start_frame, this.frames);
        this.history = new History(this.document);
        this.visibility = new Visibility(this);
        this.scene = new Scene(this.document, {
            hidden: object => this.visibility.hides(object),
            seen: object => seenObject(object, this.state.hiddenParts),
            edges: labelId => this.edgesOf(labelId),
        });
        this.viewport = new Viewport(this);
        this.toolbox = new Toolbox(this);
        this.issues = new IssueBook(this.job, useAccount.getState().user?.username ?? '');
        this.authors = new AuthorBook(this);
        this.bands = new Bands(this);
        this.review = new Review(this);
        this.truth = new Truth(this);
        this.presence = new Presence(this);
        this.document.subscribe(diff => this.documentChanged(diff));
        this.scene.load(this.state.frame);
    }

    get state(): View {
        return this.view.getState();
    }

    get frame(): number {
        return this.state.frame;
    }

    get readOnly(): boolean {
        return this.state.readOnly !== null;
    }

    edgesOf(labelId: number) {
        const label = this.labels.get(labelId);
        return label?.type === 'skeleton' ? skeletonEdges(label) : [];
    }

    /** Size of a frame's image as annotated, which a compressed picture may fall short of. */
    sizeOf(frame: number): Size {
        const { frames } = this.meta;
        return frames.length === 1 ? frames[0] : frames[frame - this.job.start_frame];
    }

    nameOf(frame: number): string {
        const { frames } = this.meta;
        return frames.length === 1 ? frames[0].name : (frames[frame - this.job.start_frame]?.name ?? '');
    }

    // Editing

    private mayEdit(step: Pick<CommitOptions, 'inReview'> | undefined): boolean {
        return !this.readOnly || (this.state.readOnly === REVIEWING && Boolean(step?.inReview));
    }

    /** Applies an edit as one step of history. */
    commit(label: string, edit: Diff, options: CommitOptions = {}): void {
        if (!this.mayEdit(options)) return this.notify('warning', this.state.readOnly ?? '');
        const diff = this.document.withLinks(edit);
        if (!options.regardless && this.othersHold(diff)) return;
        const selectionBefore = this.state.selection;
        const changed = this.history.commit({
            label,
            frame: this.frame,
            diff,
            selectionBefore,
            selectionAfter: options.select ?? selectionBefore,
            mergeKey: options.mergeKey,
            inReview: options.inReview,
        });
        if (changed && options.select) this.select(options.select);
        this.showHistory();
    }

    /** Whether an edit would change what others are working on; then that is said. */
    private othersHold(diff: Diff): boolean {
        const held = this.presence.heldIn(diff);
        if (held.length) this.presence.refuse(held);
        return held.length > 0;
    }

    /** Puts in what others have done to the job: no step of this history, and no step takes it back. */
    adopt(objects: readonly ObjectChange[], links: readonly Link[] = []): void {
        if (!objects.length && !links.length) return;
        this.history.adopt(this.document.withLinks({ objects, links }));
        this.showHistory();
        this.authors.refresh();
    }

    /** Whether a step may be taken back, or done again; if not, that is said. */
    private mayRepeat(step: HistoryEntry | undefined): boolean {
        if (this.mayEdit(step)) return !step || !this.othersHold(step.diff);
        this.notify('warning', this.state.readOnly ?? '');
        return false;
    }

    undo(): void {
        if (this.toolbox.busy) return this.send({ type: 'back' });
        if (!this.mayRepeat(this.history.steps.at(-1))) return;
        const entry = this.history.undo();
        if (entry) this.returnTo(entry.frame, entry.selectionBefore);
    }

    redo(): void {
        if (this.toolbox.canRedo) return this.send({ type: 'forward' });
        if (this.toolbox.busy || !this.mayRepeat(this.history.undoneSteps.at(0))) return;
        const entry = this.history.redo();
        if (entry) this.returnTo(entry.frame, entry.selectionAfter);
    }

    /** Takes steps back or does them again until this many are done, or one may not be. */
    travel(count: number): void {
        if (this.toolbox.busy) return askToFinish(this, 'drawing');
        for (let before = -1; before !== this.history.steps.length;) {
            before = this.history.steps.length;
            if (before > count) this.undo();
            else if (before < count) this.redo();
        }
    }

    private returnTo(frame: number, selection: readonly ObjectId[]): void {
        this.goTo(frame);
        this.select(selection.filter(id => this.document.get(id)));
        this.showHistory();
    }

    private showHistory(): void {
        this.view.setState({ undoLabel: this.history.undoLabel, redoLabel: this.history.redoLabel });
    }

    private documentChanged(diff: Diff): void {
        const dirty = this.scene.update(diff);
        // What is repaired is repaired at once; very much is painted part by part.
        if (dirty && diff.objects.length > LARGE_CHANGE) this.viewport.restyle();
        else if (dirty) this.viewport.touch(dirty);
        if (diff.links?.length) this.viewport.mark('overlay');
        const gone = new Set(diff.objects.filter(change => !change.after).map(change => change.id));
        const { selection, hovered, version } = this.state;
        for (const { id } of diff.objects) this.changedAt.set(id, version + 1);
        this.view.setState({
            version: version + 1,
            ...(gone.size
                ? {
                      selection: selection.filter(id => !gone.has(id)),
                      hovered: hovered !== null && gone.has(hovered) ? null : hovered,
                  }
                : {}),
        });
        this.toolbox.objectsChanged(diff);
        this.saver.edited(diff);
    }

    /** Another tab has taken over: ends editing here. Work that is not saved stays in the draft store. */
    yieldToOtherTab(): void {
        this.saver.stop();
        this.view.setState({ elsewhere: true, readOnly: t('This job is being edited in another tab.') });
        this.use('select');
    }

    // Selection and view flags

    select(ids: readonly ObjectId[]): void {
        const { selection } = this.state;
        if (ids.length === selection.length && ids.every((id, i) => id === selection[i])) return;
        this.view.setState({ selection: ids });
        this.visibility.selectionChanged(selection, ids);
        this.viewport.selected(selection.length, ids.length);
    }

    hover(id: ObjectId | null): void {
        if (this.state.hovered === id) return;
        this.view.setState({ hovered: id });
        this.viewport.mark('overlay');
        const { tool, selection, preferences } = this.state;
        const follows = preferences.editing.activateOn === 'hover' && tool === 'select' && selection.length < 2;
        if (follows && id !== null) this.select([id]);
    }

    isPinned(id: ObjectId): boolean {
        const type = this.document.stateOf(id, this.frame)?.type;
        return this.state.pinned.get(id) ?? (type !== undefined && PINNED_TYPES.has(type));
    }

    isEditable(id: ObjectId): boolean {
        return !this.readOnly && !this.state.locked.has(id) && !this.presence.holds(id);
    }

    /** In the colour that is chosen for all objects. */
    colourOf(object: Coloured): string {
        const { preferences, colours } = this.state;
        return colourOf(object, preferences.appearance, this.labels, colours, id => this.authors.colour(id));
    }

    /** Whether a part of a skeleton may be changed for itself. */
    isPartEditable(id: ObjectId, labelId: number): boolean {
        return this.isEditable(id) && !this.state.lockedParts.has(partKey(id, labelId));
    }

    /** An object on the present frame as it is seen: without the parts that are hidden. */
    seen(id: ObjectId): FrameObject | undefined {
        const state = this.document.stateOf(id, this.frame);
        return state && seenObject(state, this.state.hiddenParts);
    }

    /** View flags change what is drawn and hit, and are no part of the document. */
    setFlags(flags: Partial<ViewFlags>): void {
        this.view.setState(flags);
        if (flags.hidden || flags.hiddenParts) {
            this.scene.load(this.frame);
            const { selection, hidden } = this.state;
            this.view.setState({ selection: selection.filter(id => !hidden.has(id)), hovered: null });
        }
        if (this.visibility.filtering) this.visibility.changed();
        if (flags.hidden || flags.hiddenParts || flags.colours) this.viewport.restyle();
        this.viewport.mark('overlay');
    }

    /** Changes some preferences, here at once, and wherever they are kept. */
    setPreferences(change: PreferencesChange): void {
        this.applyPreferences(changed(this.state.preferences, change));
        this.keepPreferences(change);
    }

    /** Shows preferences that were changed here or in another window. */
    applyPreferences(next: Preferences): void {
        const { preferences } = this.state;
        const preferencesNow = changed(preferences, next);
        if (preferencesNow === preferences) return;
        this.view.setState({ preferences: preferencesNow });
        this.showSaving(preferencesNow);
        if (preferencesNow.player.memory !== preferences.player.memory) this.showMemory(preferencesNow);
        if (preferencesNow.appearance !== preferences.appearance) this.viewport.restyle();
        if (preferencesNow.text !== preferences.text) this.viewport.mark('text');
        const looks = ['image', 'adjustment', 'grid'] as const;
        if (looks.some(group => preferencesNow[group] !== preferences[group])) this.viewport.mark('image', 'shapes');
        this.viewport.toolMoved();
    }

    /** When the saver saves by itself. */
    showSaving({ saving }: Preferences): void {
        this.saver.autosave = saving.auto;
        this.saver.autosaveAfter = saving.after * 1000;
    }

    /** How many pictures of frames are kept: a pixel takes four bytes. */
    showMemory({ player }: Preferences): void {
        this.cache.resize((player.memory * 1_000_000) / 4);
    }

    /** How tools behave; they change it themselves. */
    setToolSettings(tools: Partial<ToolSettings>): void {
        this.setPreferences({ tools });
        this.toolbox.showHint();
    }

    /** A label has been given to something, or taken up for drawing. */
    labelUsed(id: number): void {
        const { recentLabels } = this.state;
        if (recentLabels[0] === id) return;
        this.view.setState({ recentLabels: [id, ...recentLabels.filter(one => one !== id)].slice(0, 8) });
    }

    notify(kind: NoticeKind, text: string, offer?: Notice['offer']): void {
        this.view.setState({ notice: { id: ++this.noticeId, kind, text, offer } });
    }

    /** Another way of working; what is being drawn in the present one is given up. */
    changeWorkspace(workspace: WorkspaceName): void {
        if (workspace === this.state.workspace) return;
        this.use('select');
        this.view.setState({ workspace, readOnly: lookOnly(workspace, this.state.readOnly) });
        this.review.arrive();
    }

    // Frames

    /** Shows another frame of the job. Refused while a gesture is under way that belongs to this one. */
    goTo(frame: number): boolean {
        if (!this.frames.has(frame) || frame === this.frame) return false;
        if (this.toolbox.holdsFrame) {
            askToFinish(this, 'frame');
            return false;
        }
        const before = this.sizeOf(this.frame);
        this.view.setState({ frame, hovered: null, layer: null });
        this.visibility.frameLeft();
        this.scene.load(frame);
        this.cache.show(frame);
        this.view.setState({ frameStatus: this.cache.status() });
        const after = this.sizeOf(frame);
        const resized = before.width !== after.width || before.height !== after.height;
        this.viewport.frameShown(this.state.preferences.image.resetZoom || resized);
        this.viewport.restyle(true);
        this.viewport.mark('image');
        const { selection } = this.state;
        this.select(selection.filter(id => this.document.stateOf(id, frame)));
        this.toolbox.frameLeft();
        this.review.arrive();
        if (!this.state.playing && this.saver.dirty && this.savesOften) void this.saver.save();
        return true;
    }

    /** Whether whoever works here wants every step saved, and not only now and then. */
    private get savesOften(): boolean {
        const { auto, after } = this.state.preferences.saving;
        return auto && after <= 60;
    }

    step(frames: number): boolean {
        const { showDeleted } = this.state.preferences.player;
        const deleted = this.document.deletedFrames;
        return this.goTo(this.frames.step(this.frame, frames, frame => !showDeleted && deleted.has(frame)));
    }

    /** Fetches the first frame. */
    start(): void {
        this.cache.show(this.frame);
        this.frameArrived();
        this.review.arrive();
    }

    /** Asks again for a frame that did not arrive. */
    retryFrame(): void {
        this.cache.show(this.frame);
        this.tiles?.retry();
        this.frameArrived();
    }

    frameArrived(): void {
        this.view.setState({ frameStatus: this.cache.status(), tileTrouble: this.tiles?.trouble ?? null });
        this.viewport.mark('image');
    }

    // Tools

    get preview() {
        return this.toolbox.preview;
    }

    get toolContext(): ToolContext {
        return this.toolbox.context;
    }

    use(name: ToolName): void {
        this.toolbox.use(name);
    }

    send(event: ToolEvent): void {
        this.toolbox.send(event);
    }

    object(id: ObjectId): DocObject | undefined {
        return this.document.get(id);
    }

    dispose(): void {
        this.presence.stop();
        this.authors.dispose();
        this.saver.dispose();
        this.toolbox.tracer.dispose();
        this.toolbox.wand.dispose();
        this.toolbox.superpixels.dispose();
        this.bands.dispose();
        this.cache.dispose();
        this.tiles?.dispose();
        this.viewport.detach();
    }
}
