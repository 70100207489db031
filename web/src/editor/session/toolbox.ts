import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { gestureKeys } from '../keys/mouse';
import { keyNames } from '../keys/names';
import type { Diff, ObjectChange } from '../model/document';
import { accepts, type LabelSpec } from '../model/labels';
import { skeletonTemplate } from '../model/skeleton';
import type { ObjectId, Point, ShapeType } from '../model/types';
import type { GestureDraft } from '../sync/drafts';
import {
    DRAWS,
    isDrawTool,
    makeTool,
    type AnyTool,
    type DrawToolName,
    type Preview,
    type ToolContext,
    type ToolEvent,
    type ToolName,
} from '../tools';
import { asks } from '../tools/modifiers';
import { askToFinish } from './askToFinish';
import { applyEffect } from './effects';
import type { Session } from './session';
import { Superpixels } from './superpixels';
import { Tracer, type Sight } from './tracer';
import type { View } from './view';
import { Wand } from './wand';

/** The tool an object is drawn anew with. */
const REDRAWS: Record<ShapeType, DrawToolName> = {
    rectangle: 'rectangle',
    polygon: 'polygon',
    polyline: 'polyline',
    points: 'points',
    ellipse: 'ellipse',
    cuboid: 'cuboid',
    mask: 'mask',
    skeleton: 'skeleton',
};

/** Tools that change no annotation. */
const LOOKS = new Set<ToolName>(['select', 'measure', 'region', 'issue', 'issue-outline']);

/** The tool in use, its state, and what is remembered about tools: the last drawing one, and the label of each. */
export class Toolbox {
    readonly context: ToolContext;
    readonly tracer: Tracer;
    readonly wand: Wand;
    readonly superpixels: Superpixels;
    private tool: AnyTool = makeTool('select');
    /** The one object that the tool is about, for tools that are put down with it. */
    private inHand: ObjectId | null = null;
    /** The label to draw with, while another one is lent by what is drawn anew. */
    private labelBefore: number | null = null;
    private state: unknown = this.tool.initial;
    private lastDrawing: ToolName = 'rectangle';
    private readonly labelOfTool = new Map<string, number>();
    /** Told whenever the state of the tool may have changed, and where a drawing that was kept goes on. */
    changed: (resumed?: boolean) => void = () => undefined;

    constructor(private readonly session: Session) {
        const sight = (): Sight => ({
            frame: session.frame,
            image: session.sizeOf(session.frame),
            bitmap: session.viewport.sight.framePicture()?.bitmap ?? null,
            settled: !session.tiles?.of(session.frame) || session.tiles.missing === 0,
            scale: session.viewport.camera.scale,
            cut: session.viewport.sight.cutter(),
        });
        this.tracer = new Tracer(sight);
        this.wand = new Wand(sight);
        this.superpixels = new Superpixels(
            sight,
            () => session.viewport.seen,
            () => session.state.preferences.tools.superpixelSize,
        );
        this.context = makeContext(session, this);
    }

    get preview(): Preview {
        return this.tool.preview(this.state, this.context);
    }

    get busy(): boolean {
        return this.tool.busy(this.state);
    }

    get canRedo(): boolean {
        return this.tool.canRedo?.(this.state) ?? false;
    }

    get holdsPoints(): boolean {
        return this.tool.holdsPoints?.(this.state, this.context) ?? false;
    }

    get holdsFrame(): boolean {
        return this.busy && (!this.tool.keepsAcrossFrames || this.session.state.redrawing !== null);
    }

    /** Whether keys that drag the view take something away here: points of what is selected, or superpixels. */
    get takesPanKeys(): boolean {
        const { tool, selection, preferences } = this.session.state;
        if (tool === 'select') return selection.length > 0;
        return this.usesRightButton && preferences.tools.brushMode === 'superpixel';
    }

    get usesRightButton(): boolean {
        return this.tool.usesRightButton ?? false;
    }

    /** Takes up a tool, with the label last used for it. */
    use(name: ToolName): void {
        const { session } = this;
        if (session.readOnly && !LOOKS.has(name)) return session.notify('warning', session.state.readOnly ?? '');
        this.endRedraw();
        if (isDrawTool(name)) {
            const label = this.labelFor(name);
            if (!label)
                return session.notify(
                    'warning',
                    t('No label of this task may be drawn as {draws}.', { draws: word(DRAWS[name]) }),
                );
            this.lastDrawing = name;
            session.view.setState({ labelId: label.id });
        }
        const { pointCount, selection } = session.state;
        this.take(makeTool(name, { count: pointCount ?? undefined, selection }), name);
    }

    take(tool: AnyTool, name: View['tool'], inHand: ObjectId | null = null): void {
        this.endRedraw();
        const redrawing = isDrawTool(name) ? inHand : null;
        this.wand.forget();
        this.superpixels.forget();
        this.tool = tool;
        this.inHand = inHand;
        this.state = tool.initial;
        this.session.view.setState({
            tool: name,
            toolHint: tool.hint(tool.initial, this.context.settings, this.context.names),
            hovered: null,
            redrawing,
            paintHidden: false,
        });
        // What is selected is taken over now: the next event may be on another frame.
        this.send({ type: 'begin' });
    }

    /** A drawing under way of a new object, as plain data; null when there is none. */
    kept(): Omit<GestureDraft, 'jobId'> | null {
        const { tool, frame, labelId, redrawing } = this.session.state;
        if (!this.busy || !isDrawTool(tool) || redrawing !== null) return null;
        return { tool, frame, labelId, state: this.tool.kept?.(this.state) ?? this.state };
    }

    /** Goes on with a drawing that was kept. False when it makes no sense to the tool any more. */
    resume({ tool, frame, labelId, state }: GestureDraft): boolean {
        const { session } = this;
        if (!isDrawTool(tool) || !session.frames.has(frame)) return false;
        session.goTo(frame);
        this.use(tool);
        const label = labelId === null ? undefined : session.labels.get(labelId);
        if (session.state.tool !== tool || !label || !accepts(label, DRAWS[tool])) return false;
        this.setLabel(label);
        // An earlier version of the page may have known less.
        const known: unknown = { ...(this.tool.initial as object), ...(state as object) };
        try {
            this.tool.preview(known, this.context);
        } catch {
            return false; // of another version of the page: the tool stays as it was taken up
        }
        this.state = known;
        session.viewport.toolMoved();
        this.changed(true);
        return true;
    }

    /** What is in hand has gone, or has become what the tool does not know: what it would make of it is no longer wanted. */
    objectsChanged({ objects }: Pick<Diff, 'objects'>): void {
        if (this.inHand === null) return;
        const change = objects.find(one => one.id === this.inHand);
        const redraws = this.session.state.redrawing !== null;
        if (change && (!change.after || (!redraws && !this.busy && isReshaped(change)))) this.use('select');
    }

    /**
     * Another frame has come: what is in hand stays on its own one, and the tool is put down where that is preferred, unless
     * something has been begun with it.
     */
    frameLeft(): void {
        if (this.inHand !== null) return this.use('select');
        const { tool, workspace, preferences } = this.session.state;
        if (preferences.editing.keepTool || workspace !== 'standard' || !isDrawTool(tool) || this.busy) return;
        this.use('select');
    }

    /** Draws the geometry of an object anew; it keeps its label, attributes and track. */
    redraw(id: ObjectId): void {
        const { session } = this;
        const state = session.document.stateOf(id, session.frame);
        if (!state) return;
        if (session.presence.holds(id)) return session.presence.refuse([id]);
        if (!session.isEditable(id)) return session.notify('warning', t('A locked object cannot be drawn anew.'));
        const name = REDRAWS[state.type];
        this.endRedraw();
        const labelBefore = session.state.labelId;
        this.take(makeTool(name, { selection: [] }), name, id);
        this.labelBefore = labelBefore;
        session.view.setState({ labelId: state.labelId });
        this.showHint();
    }

    /** What was drawn anew lent its label: what is drawn next has the one from before. */
    private endRedraw(): void {
        const { view, state } = this.session;
        if (state.redrawing !== null) view.setState({ redrawing: null, labelId: this.labelBefore });
    }

    /** The last drawing tool again; ends a drawing that is under way. */
    repeat(): void {
        if (this.session.state.tool === 'select') this.use(this.lastDrawing);
        else this.send({ type: 'finish' });
    }

    private labelFor(tool: DrawToolName): LabelSpec | undefined {
        const { labels, state } = this.session;
        const suits = (id: number | null | undefined) => {
            const label = id == null ? undefined : labels.get(id);
            return label && accepts(label, DRAWS[tool]) ? label : undefined;
        };
        return suits(this.labelOfTool.get(tool)) ?? suits(state.labelId) ?? labels.forType(DRAWS[tool])[0];
    }

    /** The label of what is drawn next. */
    setLabel(label: LabelSpec): void {
        const { session } = this;
        const { tool, redrawing, labelId } = session.state;
        if (isDrawTool(tool)) {
            // The nodes that are placed are those of one label, and what is drawn anew keeps its own.
            const bound = redrawing !== null || (this.busy && DRAWS[tool] === 'skeleton');
            if (bound && label.id !== labelId) return askToFinish(session, 'drawing');
            if (!accepts(label, DRAWS[tool])) {
                return session.notify(
                    'warning',
                    t('{name} cannot be drawn as {draws}.', { name: label.name, draws: word(DRAWS[tool]) }),
                );
            }
            this.labelOfTool.set(tool, label.id);
        }
        session.view.setState({ labelId: label.id });
        session.labelUsed(label.id);
        session.viewport.toolMoved();
    }

    /** While a shape may be begun, what is there already is out of reach unless it is asked for. */
    private reach(p: Point, picks: boolean): ObjectId | null {
        if (!picks || this.busy || !isDrawTool(this.session.state.tool)) return null;
        return this.context.hit(p)[0]?.id ?? null;
    }

    /** Selects what lies at a point, the drawing tool staying in hand. Returns whether there was something. */
    pickWhileDrawing(p: Point): boolean {
        const id = this.reach(p, true);
        if (id !== null) this.session.select([id]);
        return id !== null;
    }

    /** Says what to do next, which depends on how the tool is set, too. */
    showHint(): void {
        const { view, state } = this.session;
        const toolHint = this.tool.hint(this.state, this.context.settings, this.context.names);
        if (toolHint !== state.toolHint) view.setState({ toolHint });
    }

    /** On a deleted frame nothing is begun: hardly anybody would ever see it, and of a track nothing shows at all. */
    private get mayNotBegin(): boolean {
        const { document, frame, state } = this.session;
        return isDrawTool(state.tool) && !this.busy && document.deletedFrames.has(frame);
    }

    send(event: ToolEvent): void {
        const { session } = this;
        if (event.type === 'down' && this.mayNotBegin)
            return session.notify('warning', t('This frame is deleted: to draw on it, restore it first.'), {
                text: t('Restore frame'),
                command: 'delete_frame',
            });
        if (event.type === 'move' && isDrawTool(session.state.tool))
            session.hover(this.reach(event.p, this.context.asks('pick', event.mods)));
        const { state, effects } = this.tool.step(this.state, event, this.context);
        this.state = state;
        this.showHint();
        for (const effect of effects) applyEffect(session, effect);
        session.viewport.toolMoved();
        this.changed();
    }
}

/** Whether a change has touched more than flags, label and attributes. */
function isReshaped({ before, after }: ObjectChange): boolean {
    if (before?.kind === 'shape' && after?.kind === 'shape')
        return before.points !== after.points || before.elements !== after.elements;
    return before?.kind !== after?.kind || before?.kind === 'track';
}

function makeContext(session: Session, { tracer, superpixels }: Toolbox): ToolContext {
    const scale = () => session.viewport.camera.scale;
    return {
        get scale() {
            return scale();
        },
        get slop() {
            return session.viewport.slop;
        },
        get image() {
            return session.sizeOf(session.frame);
        },
        get selection() {
            return session.state.selection;
        },
        get frame() {
            return session.frame;
        },
        get settings() {
            const { preferences, borderingHeld } = session.state;
            return borderingHeld ? { ...preferences.tools, bordering: true } : preferences.tools;
        },
        get names() {
            return keyNames(session.state.workspace);
        },
        asks: (gesture, mods) => asks(gesture, mods, gestureKeys()),
        get template() {
            const { labelId } = session.state;
            const label = labelId === null ? undefined : session.labels.get(labelId);
            return label?.type === 'skeleton' ? { ...skeletonTemplate(label), labelId: label.id } : null;
        },
        trace: (from, to) => tracer.trace(from, to),
        superpixel: (p, earlier) => superpixels.at(p, earlier),
        get: id => session.seen(id),
        hit: p => session.scene.hit(p, Math.max(session.viewport.slop / scale(), 0.5)),
        within: (box, touching) => session.scene.within(box, touching),
        editable: id => session.isEditable(id),
        partEditable: (id, labelId) => session.isPartEditable(id, labelId),
        held: id => session.presence.holds(id),
        pinned: id => session.isPinned(id),
    };
}
