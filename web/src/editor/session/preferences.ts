import type { AssignedKeys } from '../modes/tags';
import { PLAIN_IMAGE } from '../render/adjust';
import { DEFAULT_GRID } from '../render/grid';
import type { Grouping, Order } from '../query/objectList';
import { DEFAULT_TEXT } from '../render/captionText';
import type { Drawing } from '../render/still';
import { DEFAULT_APPEARANCE } from '../render/style';
import { DEFAULT_TOOL_SETTINGS } from '../tools';
import type { FingerUse } from './fingers';

/**
 * What somebody has chosen in the editor, by group. A new setting is a member here (or of the group's own type) with its
 * default; it is kept with the account, and takes effect wherever `view.preferences` is read.
 * Each group is sent to the server as a whole.
 */
export const DEFAULT_PREFERENCES = {
    /** How objects look. */
    appearance: DEFAULT_APPEARANCE,
    /** How the picture looks. */
    image: {
        /** Blend pixels where they are shown larger than they are. */
        smooth: true,
        /** Fit every frame anew. */
        resetZoom: false,
        /** Turn the view of all frames at once. */
        turnAll: false,
        /** Let the frame before shine through, and how much. */
        onion: false,
        onionOpacity: 40,
        /** Show the borders of pixels where they are large. */
        pixelGrid: true,
        /** Colour around the picture; none is that of the theme. */
        background: '',
        /** A faster wheel zooms farther; otherwise each notch zooms by the factor. */
        adaptiveZoom: true,
        /** How far a notch of the wheel zooms. */
        zoomFactor: 1.2,
        /** Who draws objects. */
        drawing: 'auto' as Drawing,
    },
    /** Brightness and the like. */
    adjustment: PLAIN_IMAGE,
    /** Lines over the picture. */
    grid: DEFAULT_GRID,
    /** What is written beside objects. */
    text: DEFAULT_TEXT,
    /** Moving through the frames. */
    player: {
        /** Frames of a large step. */
        step: 10,
        /** Frames per second of playing. */
        fps: 25,
        /** Visit deleted frames. */
        showDeleted: false,
        /** Memory for pictures of frames that were or will be looked at, in megabytes. */
        memory: 640,
    },
    /** What the pointer does. */
    editing: {
        /** Radius of the handles in screen pixels. */
        handleRadius: 5,
        /** What selects an object: a click, or the pointer over it. */
        activateOn: 'click' as 'click' | 'hover',
        /** Go on drawing after a shape is finished. */
        stayInTool: true,
        /** Screen pixels around an object that is zoomed to. */
        focusPadding: 120,
        /** New tracks are seen on the frame they are drawn on, and go on only where told to. */
        newTracksEnd: false,
        /** Ask before a track is removed with all its frames. */
        askTracks: true,
        /** The drawing tool stays in hand when another frame comes. */
        keepTool: true,
        /** Frames that copying to others offers at first; 0 for all up to the last one. */
        copies: 0,
        /** What becomes of a hidden track on the next frame. */
        hiddenTracks: 'stay' as 'stay' | 'return',
    },
    /** Fingers and pens. */
    touch: {
        /** Buttons and rows: as the screen suggests, or as chosen. */
        buttons: 'auto' as 'auto' | 'large' | 'usual',
        /** What one finger does: it draws until a pen is used, always, or never. */
        finger: 'auto' as FingerUse,
    },
    /** The list of objects, and the filters last used, newest first. */
    list: {
        order: 'id' as Order,
        grouping: 'none' as Grouping,
        filters: [] as readonly string[],
        /** List tracks that are outside here, too. */
        outside: false,
        /** A small picture of each object in its row. */
        pictures: false,
    },
    /** What stands beside the picture: in a wide window, over it in a smaller one, and below it in a narrow one. */
    panels: {
        sidebar: true,
        overlay: false,
        sheet: true,
        /** Of the sheet, in screen pixels. */
        height: 420,
    },
    timeline: {
        open: true,
        /** Of the rows, in screen pixels. */
        height: 98,
    },
    /** The images that go with frames, where there are any. */
    context: {
        open: true,
        /** Where each view has its place, by the number of images that go with the frames of a job. */
        arrangements: {} as Arrangements,
        /** They zoom and move with the picture. */
        linked: false,
    },
    saving: {
        /** Save without being asked. */
        auto: true,
        /** Seconds after the last edit. */
        after: 5,
    },
    /** Going through attributes object by object. */
    attributes: {
        /** Image pixels shown around an object, at least. */
        padding: 50,
        /** A value chosen brings the next object. */
        nextObject: false,
        /** After the last object of a frame comes the first one of the next. */
        nextFrame: true,
    },
    /** Drawing one shape on each frame. */
    single: {
        /** A shape drawn brings the next frame. */
        autoNext: true,
        /** Save at the end. */
        save: true,
        /** Pass over frames on which something is. */
        onlyEmpty: true,
    },
    /** Tagging whole frames. */
    tags: {
        /** A tag put on brings the next frame. */
        autoNext: true,
        /** Pass over frames that have a tag. */
        onlyEmpty: false,
        /** The digit that gives a label's tag, by the name of the label; empty for none. */
        keys: {} as AssignedKeys,
    },
    /** Judging the work of others. */
    review: {
        /** Show the ground truth over the job, and what differs from it. */
        truth: false,
    },
    /** What drawing tools do; they change it themselves, too. */
    tools: DEFAULT_TOOL_SETTINGS,
};

/** As the person left them; whoever reads them looks whether they make sense. */
type Arrangements = Readonly<Record<string, unknown>>;

type Fixed<T> = { readonly [K in keyof T]: T[K] };
export type Preferences = {
    readonly [G in keyof typeof DEFAULT_PREFERENCES]: Fixed<(typeof DEFAULT_PREFERENCES)[G]>;
};
export type PreferenceGroup = keyof Preferences;
export type PreferencesChange = { readonly [G in PreferenceGroup]?: Partial<Preferences[G]> };

/** The account's settings as the server keeps them: one value a name. */
type Kept = Readonly<Record<string, unknown>>;

const GROUPS = Object.keys(DEFAULT_PREFERENCES) as PreferenceGroup[];

/** Under which name of the account's settings a group is kept. */
export const keptAs = (group: PreferenceGroup) => `editor.${group}`;

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const alike = (one: unknown, other: unknown) =>
    typeof one === typeof other && Array.isArray(one) === Array.isArray(other) && (one === null) === (other === null);

/** The members of a group, where something of their kind is kept; the default otherwise. */
function groupFrom(defaults: Record<string, unknown>, kept: unknown): Record<string, unknown> {
    if (!isRecord(kept)) return defaults;
    const names = Object.keys(defaults).filter(name => name in kept && alike(defaults[name], kept[name]));
    return { ...defaults, ...Object.fromEntries(names.map(name => [name, kept[name]])) };
}

/** Of a person, their screen or the moment: no project sets them for others. */
const PERSONAL: readonly PreferenceGroup[] = ['touch', 'panels', 'timeline', 'context', 'review', 'adjustment'];

/**
 * The preferences among the account's settings. What is missing, or of another kind than expected, is what the project has
 * for it, else the default.
 */
export function preferencesIn(kept: Kept, project: Kept = {}): Preferences {
    const groups = GROUPS.map(group => {
        const name = keptAs(group);
        const first = groupFrom({ ...DEFAULT_PREFERENCES[group] }, PERSONAL.includes(group) ? {} : project[name]);
        return [group, groupFrom(first, kept[name])];
    });
    return Object.fromEntries(groups) as Preferences;
}

/** Some members of groups. */
export type Members = readonly { readonly group: PreferenceGroup; readonly names: readonly PropertyKey[] }[];

/** Each group once, with all its members that are named. */
function byGroup(members: Members) {
    const groups = [...new Set(members.map(({ group }) => group))];
    return groups.map(group => ({
        group,
        names: members.flatMap(one => (one.group === group ? one.names : [])),
    }));
}

/** A change of the account's settings that forgets what was chosen for members: the project's holds, or the default. */
export function forgetting(kept: Kept, members: Members): Record<string, unknown> {
    const changes = byGroup(members).flatMap(({ group, names }) => {
        const before = kept[keptAs(group)];
        if (!isRecord(before)) return [];
        const rest = Object.entries(before).filter(([name]) => !names.includes(name));
        return [[keptAs(group), rest.length ? Object.fromEntries(rest) : null]];
    });
    return Object.fromEntries(changes) as Record<string, unknown>;
}

/** A change of a project's settings that gives others these preferences. What is as at first is not named. */
export function sharing(project: Kept, preferences: Preferences, members: Members): Record<string, unknown> {
    const changes = byGroup(members).flatMap(({ group, names }) => {
        if (PERSONAL.includes(group)) return [];
        const first = DEFAULT_PREFERENCES[group] as Record<string, unknown>;
        const before = project[keptAs(group)];
        const others = Object.entries(isRecord(before) ? before : {}).filter(([name]) => !names.includes(name));
        const own = Object.entries(preferences[group]).filter(
            ([name, value]) => names.includes(name) && JSON.stringify(value) !== JSON.stringify(first[name]),
        );
        const all = [...others, ...own];
        return [[keptAs(group), all.length ? Object.fromEntries(all) : null]];
    });
    return Object.fromEntries(changes) as Record<string, unknown>;
}

/** Preferences with some of them changed; groups without a change stay the same objects. */
export function changed(preferences: Preferences, change: PreferencesChange): Preferences {
    const groups = GROUPS.filter(group => change[group] && differ(preferences[group], change[group]));
    if (!groups.length) return preferences;
    return {
        ...preferences,
        ...Object.fromEntries(groups.map(group => [group, { ...preferences[group], ...change[group] }])),
    };
}

function differ(group: object, change: object): boolean {
    const before = group as Record<string, unknown>;
    return Object.entries(change).some(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
}

/** A change as one of the account's settings. What a newer page has kept in a group stays there. */
export function toKeep(kept: Kept, change: PreferencesChange): Record<string, unknown> {
    const groups = GROUPS.filter(group => change[group]);
    return Object.fromEntries(
        groups.map(group => {
            const before = kept[keptAs(group)];
            return [keptAs(group), { ...(isRecord(before) ? before : {}), ...change[group] }];
        }),
    );
}
