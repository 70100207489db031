import type { Preset, PresetName } from '../../shared/keys/settings';

/** CVAT's name of a command, ours, and CVAT's keys for it. */
const CVAT: readonly (readonly [theirs: string, ours: string, ...keys: string[]])[] = [
    ['SWITCH_SHORTCUTS', 'shortcuts', 'f1'],
    ['SWITCH_SETTINGS', 'settings', 'f2'],
    ['UNDO', 'undo', 'ctrl+z'],
    ['REDO', 'redo', 'ctrl+shift+z', 'ctrl+y'],
    ['SAVE_JOB', 'save', 'ctrl+s'],
    ['NEXT_FRAME', 'next_frame', 'f'],
    ['PREV_FRAME', 'previous_frame', 'd'],
    ['FORWARD_FRAME', 'forward', 'v'],
    ['BACKWARD_FRAME', 'backward', 'c'],
    ['SEARCH_FORWARD', 'right', 'arrowright'],
    ['SEARCH_BACKWARD', 'left', 'arrowleft'],
    ['CHAPTER_FORWARD', 'chapter_forward', 'b'],
    ['CHAPTER_BACKWARD', 'chapter_backward', 'x'],
    ['PLAY_PAUSE', 'play', 'space'],
    ['DELETE_FRAME', 'delete_frame', 'alt+delete'],
    ['FOCUS_INPUT_FRAME', 'frame_number', '`'],
    ['SEARCH_FRAME_BY_NAME', 'frame_name'],
    ['SWITCH_AUTOMATIC_BORDERING', 'bordering', 'ctrl+a'],
    ['CANCEL', 'cancel', 'escape'],
    ['CLOCKWISE_ROTATION_STANDARD_CONTROLS', 'turn', 'ctrl+r'],
    ['ANTICLOCKWISE_ROTATION_STANDARD_CONTROLS', 'turn_back', 'ctrl+shift+r'],
    ['SWITCH_DRAW_MODE_STANDARD_CONTROLS', 'repeat', 'n'],
    ['SWITCH_REDRAW_MODE_STANDARD_CONTROLS', 'redraw', 'shift+n'],
    ['SWITCH_GROUP_MODE_STANDARD_CONTROLS', 'group', 'g'],
    ['RESET_GROUP_STANDARD_CONTROLS', 'ungroup', 'shift+g'],
    ['SWITCH_MERGE_MODE_STANDARD_CONTROLS', 'merge', 'm'],
    ['SWITCH_SPLIT_MODE_STANDARD_CONTROLS', 'split', 'alt+m'],
    ['SWITCH_JOIN_MODE_STANDARD_CONTROLS', 'join', 'j'],
    ['SWITCH_SLICE_MODE_STANDARD_CONTROLS', 'slice', 'alt+j'],
    ['ACTIVATE_BRUSH_TOOL_STANDARD_CONTROLS', 'brush', 'shift+1'],
    ['ACTIVATE_ERASER_TOOL_STANDARD_CONTROLS', 'eraser', 'shift+2'],
    ['ACTIVATE_POLYGON_TOOL_STANDARD_CONTROLS', 'polygon_plus', 'shift+3'],
    ['ACTIVATE_POLYGON_REMOVE_TOOL_STANDARD_CONTROLS', 'polygon_minus', 'shift+4'],
    ['COPY_SHAPE', 'copy', 'ctrl+c'],
    ['PASTE_SHAPE', 'paste', 'ctrl+v'],
    ['SWITCH_ALL_LOCK', 'lock_all', 't l'],
    ['SWITCH_LOCK', 'lock', 'l'],
    ['SWITCH_ALL_HIDDEN', 'hide_all', 't h'],
    ['SWITCH_HIDDEN', 'hide', 'h'],
    ['SWITCH_OCCLUDED', 'occluded', 'q', '/'],
    ['SWITCH_PINNED', 'pinned', 'p'],
    ['SWITCH_KEYFRAME', 'keyframe', 'k'],
    ['SWITCH_OUTSIDE', 'outside', 'o'],
    ['NEXT_KEY_FRAME', 'next_keyframe', 'r'],
    ['PREV_KEY_FRAME', 'previous_keyframe', 'e'],
    ['DELETE_OBJECT_STANDARD_WORKSPACE', 'delete', 'delete'],
    ['TO_BACKGROUND', 'background', '-', '_'],
    ['TO_FOREGROUND', 'foreground', '+', '='],
    ['CHANGE_OBJECT_COLOR', 'colour', 'enter'],
    ['PROPAGATE_OBJECT', 'propagate', 'ctrl+b'],
    ['RUN_ANNOTATIONS_ACTION', 'run_action', 'ctrl+e'],
    ['OPEN_REVIEW_ISSUE', 'review_issue', 'n'],
    ['NEXT_ATTRIBUTE', 'next_attribute', 'arrowdown'],
    ['PREVIOUS_ATTRIBUTE', 'previous_attribute', 'arrowup'],
    ['NEXT_OBJECT', 'next_object', 'tab'],
    ['PREVIOUS_OBJECT', 'previous_object', 'shift+tab'],
    ...Array.from({ length: 10 }, (_, n) => [`AAM_SET_ATTR_VALUE_${n}`, `aam_set_attr_value_${n}`, `${n}`] as const),
    ['SWITCH_DRAW_MODE_SINGLE_SHAPE', 'switch_draw_mode_single_shape', 'n'],
    ['CANCEL_SINGLE_SHAPE', 'cancel_single_shape', 'escape'],
    ['DELETE_OBJECT_SINGLE_SHAPE', 'delete_object_single_shape', 'delete', 'shift+delete'],
    ['HIDE_MASK_SINGLE_SHAPE', 'hide_mask_single_shape', 'h'],
    ['SWITCH_DRAW_MODE_TAG_ANNOTATION', 'switch_draw_mode_tag_annotation', 'n'],
    ...Array.from({ length: 10 }, (_, digit) => [`SETUP_${digit}_TAG`, `setup_${digit}_tag`, `${digit}`] as const),
    ...Array.from({ length: 10 }, (_, i) => {
        const digit = (i + 1) % 10;
        return [`SWITCH_LABEL_${digit}`, `label_${i + 1}`, `ctrl+${digit}`] as const;
    }),
];

/** Everything within reach of the left hand, so that the right one stays at the mouse. */
const ONE_HAND: Preset = {
    repeat: ['w'],
    redraw: ['shift+w'],
    delete: ['x x', 'delete'],
    lock: ['x a'],
    hide: ['x s'],
    pinned: ['x d'],
    keyframe: ['x e'],
    outside: ['x q'],
    merge: ['x f'],
    join: ['x g'],
    issue: ['x r'],
    back: ['x c', 'backspace'],
    hide_all: ['t e'],
    lock_all: ['t w'],
};

/** For hands that know Label Studio: letters for tools, Alt for what is selected and for the frames. */
const LABEL_STUDIO: Preset = {
    rectangle: ['r'],
    polygon: ['p'],
    ellipse: ['o'],
    points: ['k'],
    brush: ['b'],
    eraser: ['e'],
    wand: ['w'],
    delete: ['backspace', 'delete'],
    // There the last point is taken back by undo, and so it is here.
    back: [],
    hide: ['alt+h', 'h'],
    hide_all: ['ctrl+h', 't h'],
    lock: ['alt+l', 'l'],
    cycle: ['alt+.', 'tab'],
    next_frame: ['alt+arrowright', 'f'],
    previous_frame: ['alt+arrowleft', 'd'],
    play: ['alt+space', 'space'],
    zoom_in: ['ctrl++', 'ctrl+='],
    // What had these keys.
    next_keyframe: ['alt+shift+arrowright'],
    previous_keyframe: ['alt+shift+arrowleft'],
    pinned: ['shift+p'],
    outside: ['shift+o'],
    keyframe: ['alt+k'],
    hole: ['shift+h'],
    bordering_held: [],
    left_tenth: [],
    right_tenth: [],
};

/** For hands that know Roboflow or V7: a letter a tool, Enter for the end of a shape, R for the frame before. */
const ROBOFLOW: Preset = {
    rectangle: ['b'],
    polygon: ['p'],
    points: ['k'],
    cancel: ['escape', 'v'],
    repeat: ['enter', 'n'],
    copy_previous: ['r', 'shift+v'],
    issue: ['c', 'i'],
    // What had these keys.
    next_keyframe: ['>'],
    previous_keyframe: ['<'],
    forward: ['ctrl+arrowright'],
    backward: ['ctrl+arrowleft'],
    pinned: ['shift+p'],
    keyframe: ['shift+k'],
    lock_all: ['t l'],
    colour: ['shift+enter'],
    bordering_held: [],
};

/** Keys that CVAT has for something else, and what it leaves to the browser. */
const GIVEN_UP: Preset = { select_all: [], fit: ['0'], bordering_held: [] };

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
    limn: {},
    hand: ONE_HAND,
    labelstudio: LABEL_STUDIO,
    roboflow: ROBOFLOW,
    cvat: { ...Object.fromEntries(CVAT.map(([, ours, ...keys]) => [ours, keys])), ...GIVEN_UP },
};

/** Our command for one of CVAT's, by its name there. */
export const FROM_CVAT: ReadonlyMap<string, string> = new Map(CVAT.map(([theirs, ours]) => [theirs, ours]));
