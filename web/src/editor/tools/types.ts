import { t } from '../../shared/language';
import type { PaintedMask } from '../model/brush';
import type { HoleForm } from '../model/cutHole';
import type { GeometryEdit, NewShape } from '../model/edits';
import type { Handle } from '../model/handles';
import type { LinkKind } from '../model/links';
import type { BrushForm } from '../model/raster';
import type { PlacedNode, SkeletonTemplate } from '../model/skeleton';
import type { Box, FrameObject, ObjectId, Point, Points, ShapeType, Size } from '../model/types';
import type { GestureId } from './modifiers';
import type { Superpixel } from '../superpixels/patches';

/**
 * Tools are pure: an event and a state give the next state and what is to be done about it. They know no browser, no
 * timers and no network, so every behaviour can be tested as a list of events.
 */
export interface Modifiers {
    readonly shift: boolean;
    readonly alt: boolean;
    /** Control, or Command on a Mac. */
    readonly ctrl: boolean;
}

/** `p` is in image pixels, `s` in screen pixels of the canvas. */
export interface PointerEventInfo {
    readonly p: Point;
    readonly s: Point;
    readonly mods: Modifiers;
    /** The right button, for tools that use it. */
    readonly secondary?: boolean;
    /** Of a pen, 0 to 1. */
    readonly pressure?: number;
    /** Image points passed since the last event, where the device reports more than one a frame. */
    readonly via?: readonly Point[];
}

export type ToolEvent =
    /** The tool has been taken up: what is selected is still that of this frame. */
    | { readonly type: 'begin' }
    | ({ readonly type: 'down' | 'move' | 'up' | 'double' } & PointerEventInfo)
    /** The pointer left the canvas. */
    | { readonly type: 'leave' }
    /** Ends a drawing of many clicks. */
    | { readonly type: 'finish' }
    /** Takes back the last click of a drawing, and does it again. */
    | { readonly type: 'back' | 'forward' }
    /** How the next part is: hidden behind something, or not there at all. */
    | { readonly type: 'mark'; readonly as: 'occluded' | 'absent' }
    /** Takes away the points that are chosen. */
    | { readonly type: 'erase' }
    /** Takes what is picked out of its groups. */
    | { readonly type: 'ungroup' }
    /** What was found in the picture, as runs: row, first column, column after the last; null where nobody could look. */
    | { readonly type: 'area'; readonly spans: readonly number[] | null }
    /** The superpixels that were asked for are known, or nobody could look. */
    | { readonly type: 'divided'; readonly seen: boolean }
    | { readonly type: 'cancel' };

export type BrushMode = 'brush' | 'eraser' | 'polygon-plus' | 'polygon-minus' | 'fill' | 'wand' | 'superpixel';

/** How tools behave; kept for the person at this computer. */
export interface ToolSettings {
    readonly brushMode: BrushMode;
    /** Diameter in image pixels. */
    readonly brushSize: number;
    readonly brushForm: BrushForm;
    /** How far colours may be from the one the wand clicks, of 255 in each channel. */
    readonly wandTolerance: number;
    /** About how many image pixels superpixels are across. */
    readonly superpixelSize: number;
    /** Masks may lie over each other, or what is painted takes its pixels from the others, or leaves them theirs. */
    readonly overlap: 'allowed' | 'takes' | 'yields';
    /** Points are drawn to vertices, edges and the border of the image when they come near. */
    readonly snapping: boolean;
    /** Screen pixels within which they are drawn to a vertex. */
    readonly snapDistance: number;
    /** Three clicks on vertices of another shape take over the border between them. */
    readonly bordering: boolean;
    /** Of the two parts a new path leaves, the smaller one is replaced without asking. */
    readonly intelligentCrop: boolean;
    /** What a polygon with a hole is kept as. */
    readonly holesAs: HoleForm;
    /** A track merged from single shapes goes on between them. */
    readonly fillGaps: boolean;
    /** What the next link says. */
    readonly linkKind: LinkKind;
    readonly linkName: string;
    /** How closely a simplified outline keeps to the old one, 0 to 13, and how often its corners are rounded before. */
    readonly accuracy: number;
    readonly smoothing: number;
}

export const DEFAULT_TOOL_SETTINGS: ToolSettings = {
    brushMode: 'brush',
    brushSize: 10,
    brushForm: 'round',
    wandTolerance: 24,
    superpixelSize: 32,
    overlap: 'allowed',
    snapping: false,
    snapDistance: 9,
    bordering: false,
    intelligentCrop: true,
    holesAs: 'ring',
    fillGaps: true,
    linkKind: 'link',
    linkName: '',
    accuracy: 9,
    smoothing: 0,
};

/** What a tool may ask about the frame. Objects come front first. */
export interface ToolContext {
    /** Screen pixels per image pixel. */
    readonly scale: number;
    /** Screen pixels by which the pointer may miss what it means; more for pens and fingers. */
    readonly slop: number;
    readonly image: Size;
    readonly selection: readonly ObjectId[];
    readonly frame: number;
    readonly settings: ToolSettings;
    readonly names: KeyNames;
    /** Whether keys held beside the pointer ask for a gesture. */
    asks(gesture: GestureId, mods: Modifiers): boolean;
    /** Of the skeleton label that is drawn next, if it is one. */
    readonly template: (SkeletonTemplate & { readonly labelId: number }) | null;
    /** The way from a point to another along what can be seen in the picture; nothing while that is not known. */
    trace(from: Point, to: Point): Points | null;
    /** The superpixel at a place; nothing while that is not known. `earlier`: as it was found, though the view is another one now. */
    superpixel(p: Point, earlier?: boolean): Superpixel | null;
    get(id: ObjectId): FrameObject | undefined;
    hit(p: Point): readonly FrameObject[];
    within(box: Box, touching: boolean): readonly FrameObject[];
    editable(id: ObjectId): boolean;
    /** Whether a part of a skeleton may be changed for itself. */
    partEditable(id: ObjectId, labelId: number): boolean;
    /** Somebody else is working on it; then it is not editable, either. */
    held(id: ObjectId): boolean;
    pinned(id: ObjectId): boolean;
}

export type Effect =
    | { readonly type: 'create'; readonly shape: NewShape }
    | { readonly type: 'reshape'; readonly edits: readonly GeometryEdit[]; readonly label: string }
    | { readonly type: 'select'; readonly ids: readonly ObjectId[] }
    | { readonly type: 'hover'; readonly id: ObjectId | null }
    | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
    /** Brings an object, or the whole image, into view. */
    | { readonly type: 'focus'; readonly id: ObjectId | null }
    /** Fills the view with a part of the image. */
    | { readonly type: 'region'; readonly box: Box }
    /** Places the carried copies, moved by this much. */
    | { readonly type: 'place'; readonly dx: number; readonly dy: number }
    /** Puts copies of objects beside them, moved by this much. */
    | { readonly type: 'copy'; readonly ids: readonly ObjectId[]; readonly dx: number; readonly dy: number }
    /** A painted mask: a new one, or what an existing one has become. */
    | { readonly type: 'mask'; readonly id: ObjectId | null; readonly points: Points }
    | { readonly type: 'relate'; readonly how: Relation; readonly ids: readonly ObjectId[] }
    | { readonly type: 'ungroup'; readonly ids: readonly ObjectId[] }
    | { readonly type: 'split'; readonly id: ObjectId }
    | { readonly type: 'hole'; readonly id: ObjectId; readonly ring: Points }
    | { readonly type: 'slice'; readonly id: ObjectId; readonly parts: readonly Points[] }
    /** Takes up the tool that paints a mask, or the one that draws a new path from a vertex. */
    | { readonly type: 'paint'; readonly id: ObjectId }
    | { readonly type: 'path'; readonly id: ObjectId; readonly index: number }
    | { readonly type: 'settings'; readonly change: Partial<ToolSettings> }
    /** Prepares `trace` for ways that begin at a point. */
    | { readonly type: 'trace'; readonly from: Point }
    /** Looks for what has the colour of a place and is connected with it; the answer is an `area`. */
    | { readonly type: 'wand'; readonly at: Point }
    /** Prepares `superpixel`. Where the tool waits for it, the answer is `divided`. */
    | { readonly type: 'superpixels'; readonly waits: boolean }
    /** Asks what is to be said about a region: an issue. */
    | { readonly type: 'issue'; readonly position: Points }
    /** Makes something of two objects to each other. */
    | { readonly type: 'link'; readonly from: ObjectId; readonly to: ObjectId }
    /** Says that others are working on objects. */
    | { readonly type: 'held'; readonly ids: readonly ObjectId[] }
    | { readonly type: 'notice'; readonly text: string }
    /** Back to selecting. */
    | { readonly type: 'leave' };

/** What is done with several picked objects. */
export type Relation = 'merge' | 'group' | 'join';

/** Something drawn on top while a tool works; with an id it stands in for that object. */
export interface Sketch {
    readonly id?: ObjectId;
    readonly type: ShapeType;
    readonly points: Points;
    readonly rotation: number;
    readonly elements?: ReadonlyMap<number, Points>;
    /** Still being drawn: outlines stay open and vertices show. */
    readonly open?: boolean;
    /** A mask being painted, in place of `points`. */
    readonly painted?: PaintedMask;
    /** A skeleton being drawn, in place of `elements`, with the label it is of. */
    readonly nodes?: readonly PlacedNode[];
    readonly labelId?: number;
}

/** A line that is no object: a cut, a measured way. */
export interface Guide {
    readonly points: Points;
    readonly closed?: boolean;
    readonly dashed?: boolean;
    readonly dots?: boolean;
}

export interface Preview {
    readonly cursor: string;
    readonly sketches: readonly Sketch[];
    readonly crosshair?: Point;
    readonly marquee?: Box;
    readonly guides?: readonly Guide[];
    /** Points a click would be drawn to. */
    readonly targets?: readonly Point[];
    /** The outline of the brush. */
    readonly brush?: { readonly at: Point; readonly size: number; readonly form: BrushForm; readonly erases: boolean };
    /** The handle under the pointer. */
    readonly hot?: Handle;
    /** Measure shown beside the pointer. */
    readonly text?: { readonly at: Point; readonly value: string };
    readonly labels?: readonly { readonly at: Point; readonly value: string }[];
}

export interface Step<S> {
    readonly state: S;
    readonly effects: readonly Effect[];
}

/** What keys are called in texts: those that somebody has at this moment. */
export interface KeyNames {
    /** The key of a command; the command itself, quoted, where it has none. */
    key(command: string): string;
    /** The keys held for a gesture; nothing where it has none. */
    held(gesture: GestureId): string | undefined;
}

export interface Tool<S> {
    readonly initial: S;
    /** What to do next, in one sentence, shown while the tool is in use. */
    hint(state: S, settings: ToolSettings, names: KeyNames): string | undefined;
    step(state: S, event: ToolEvent, context: ToolContext): Step<S>;
    preview(state: S, context: ToolContext): Preview;
    /** Whether something has begun that `cancel` would throw away. */
    busy(state: S): boolean;
    /** What of the state is worth keeping on disk while a drawing goes on; all of it where this is missing. */
    kept?(state: S): S;
    /** Whether something taken back can be done again within the tool. */
    canRedo?(state: S): boolean;
    /** Whether points of an object are chosen, which then go before the object itself. */
    holdsPoints?(state: S, context: ToolContext): boolean;
    /** Whether what has begun may be carried to another frame. */
    readonly keepsAcrossFrames: boolean;
    /** The right button draws instead of taking back the last point. */
    readonly usesRightButton?: boolean;
}

export function stay<S>(state: S, ...effects: Effect[]): Step<S> {
    return { state, effects };
}

/** Screen distance after which a press becomes a drag. */
export const DRAG_THRESHOLD = 3;

/** What is said of a drawing without any size. */
export const TOO_SMALL: Effect = { type: 'notice', text: t('Smaller than one pixel: nothing was drawn.') };
