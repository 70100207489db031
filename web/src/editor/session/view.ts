import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JobStage, JobState } from '../../api';
import type { PartKey } from '../model/parts';
import type { ObjectId } from '../model/types';
import type { SingleType } from '../modes/single';
import type { FrameStatus } from '../media/cache';
import type { Beside } from './beside';
import type { Layout } from './layout';
import type { Loop } from './player';
import type { SaveState } from '../sync/saver';
import type { ToolName } from '../tools';
import type { Preferences } from './preferences';
import type { Navigation } from './search';
import type { WorkspaceName } from './workspaces';

/** Drawing one shape a frame: of which type, on which frames, and whether the last of them is behind. */
export interface SingleView {
    readonly type: SingleType;
    readonly run: readonly number[];
    readonly finished: boolean;
}

/** Where somebody is among the attributes of objects. */
export interface AttributeView {
    readonly specId: number | null;
    /** The scale the person has chosen over the one that suits each object. */
    readonly scale: number | null;
    /** Counts how often the field of the attribute was asked for. */
    readonly typing: number;
}

export type NoticeKind = 'info' | 'warning' | 'error';

export interface Notice {
    readonly id: number;
    readonly kind: NoticeKind;
    readonly text: string;
    /** What can be done about it, and the command that does it. */
    readonly offer?: { readonly text: string; readonly command: string };
}

/** A window, or a place to type, that asks for more than a key can say. */
export type Dialog =
    | 'propagate'
    | 'filter'
    | 'frame-name'
    | 'help'
    | 'statistics'
    | 'guide'
    | 'clear'
    | 'actions'
    | 'delete-frame'
    | 'finish-job'
    | 'accept-job'
    | 'reject-job'
    | RemovalQuestion;

/** Whether objects are to be removed that are locked, or seen on many frames. */
export interface RemovalQuestion {
    readonly removing: readonly ObjectId[];
}

/** What the panels show. The document itself is not in here; `version` tells that it has changed. */
export interface View {
    readonly frame: number;
    readonly version: number;
    readonly workspace: WorkspaceName;
    readonly layout: Layout;
    /** The workspace that was left as the window is too narrow for it, to be gone back to. */
    readonly putAside: WorkspaceName | null;
    readonly attribute: AttributeView;
    readonly single: SingleView;
    readonly tool: ToolName | 'carry' | 'paint' | 'path';
    /** The object whose geometry is being drawn anew. */
    readonly redrawing: ObjectId | null;
    readonly dialog: Dialog | null;
    /** A key for automatic bordering is held down. */
    readonly borderingHeld: boolean;
    /** The mask being painted is nearly invisible, to see what lies under it. */
    readonly paintHidden: boolean;
    readonly drawKind: 'shape' | 'track';
    readonly labelId: number | null;
    /** Counts how often the labels themselves were changed. */
    readonly labelsVersion: number;
    /** Labels given or drawn with, the last one first. */
    readonly recentLabels: readonly number[];
    readonly pointCount: number | null;
    readonly toolHint: string | undefined;
    /** The edges around a point of the scissors are being found. */
    readonly tracing: boolean;
    readonly selection: readonly ObjectId[];
    readonly hovered: ObjectId | null;
    readonly hidden: ReadonlySet<ObjectId>;
    readonly locked: ReadonlySet<ObjectId>;
    /** Parts of skeletons that are hidden or locked for themselves. */
    readonly hiddenParts: ReadonlySet<PartKey>;
    readonly lockedParts: ReadonlySet<PartKey>;
    /** Objects pinned or unpinned against the habit of their type. */
    readonly pinned: ReadonlyMap<ObjectId, boolean>;
    readonly colours: ReadonlyMap<ObjectId, string>;
    /** The filter in force; empty for none. */
    readonly filter: string;
    /** What the buttons for the previous and the next frame look for. */
    readonly navigation: Navigation;
    /** The topmost layer shown; null for all of them. */
    readonly layer: number | null;
    /** Nothing but the selected objects is shown for the moment. */
    readonly isolated: boolean;
    readonly undoLabel: string | undefined;
    readonly redoLabel: string | undefined;
    readonly save: SaveState;
    readonly draftError: string | null;
    /** Why the server makes pictures of a video that the browser could have decoded, or null. */
    readonly picturesBecause: string | null;
    readonly frameStatus: FrameStatus;
    readonly playing: boolean;
    /** How many times as fast as chosen; negative: backwards. */
    readonly rate: number;
    readonly loop: Loop | null;
    readonly scale: number;
    /** The timeline of tracks has its place below the picture: from the start, or since it was asked for. */
    readonly timeline: boolean;
    /** How the picture is shown can be changed at the moment. */
    readonly imageDrawer: boolean;
    /** Why parts of a large image are missing, or null. */
    readonly tileTrouble: string | null;
    /** Another job of the same frames that is shown beside this one. */
    readonly beside: Beside | null;
    readonly stage: JobStage;
    readonly state: JobState;
    /** Another tab has this job. */
    readonly elsewhere: boolean;
    /** Why nothing may be edited, if so. */
    readonly readOnly: string | null;
    readonly notice: Notice | null;
    readonly preferences: Preferences;
}

export type ViewStore = StoreApi<View>;

export function createView(
    start: Pick<View, 'frame' | 'drawKind' | 'labelId' | 'stage' | 'state' | 'readOnly' | 'preferences'> &
        Partial<Pick<View, 'workspace' | 'pointCount' | 'timeline'>>,
): ViewStore {
    return createStore<View>(() => ({
        version: 0,
        workspace: 'standard',
        layout: 'wide',
        putAside: null,
        single: { type: 'rectangle', run: [], finished: false },
        attribute: { specId: null, scale: null, typing: 0 },
        pointCount: null,
        elsewhere: false,
        tool: 'select',
        redrawing: null,
        dialog: null,
        borderingHeld: false,
        paintHidden: false,
        toolHint: undefined,
        tracing: false,
        selection: [],
        hovered: null,
        hidden: new Set(),
        locked: new Set(),
        hiddenParts: new Set(),
        lockedParts: new Set(),
        pinned: new Map(),
        colours: new Map(),
        labelsVersion: 0,
        recentLabels: [],
        filter: '',
        navigation: 'regular',
        layer: null,
        isolated: false,
        undoLabel: undefined,
        redoLabel: undefined,
        save: { kind: 'saved' },
        draftError: null,
        picturesBecause: null,
        frameStatus: { frame: start.frame, loading: true, progress: null, error: null },
        playing: false,
        rate: 1,
        loop: null,
        scale: 1,
        timeline: false,
        imageDrawer: false,
        tileTrouble: null,
        beside: null,
        notice: null,
        ...start,
    }));
}
