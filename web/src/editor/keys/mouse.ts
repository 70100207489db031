import { shownKeys } from '../../shared/keys/chord';
import { mouseKeysIn } from '../../shared/keys/settings';
import { t } from '../../shared/language';
import { useSettings } from '../../shared/settings';
import { DEFAULT_GESTURES, readGestures, type GestureId, type GestureKeys } from '../tools/modifiers';

/** What one does with the mouse, and what comes of it. */
export const GESTURE_TEXTS: Readonly<Record<GestureId, { readonly way: string; readonly does: string }>> = {
    add: { way: t('click'), does: t('Add to the selection, or take away') },
    marquee: { way: t('drag'), does: t('Select by a frame: rightwards what lies inside, leftwards what it touches') },
    copy: { way: t('drag an object'), does: t('Leave it and move a copy') },
    pan: { way: t('drag with nothing selected'), does: t('Move the view') },
    calm: { way: t('move over objects'), does: t('Point at none of them') },
    open: { way: t('double click'), does: t('Paint on a mask; take perspective from a cuboid') },
    regular: { way: t('drag a handle'), does: t('Keep the proportions; steps of 15°; the perspective of a cuboid') },
    remove_point: { way: t('click a point'), does: t('Remove it') },
    first_point: { way: t('click a point of a polygon'), does: t('Make it the first') },
    path: { way: t('click a point of an outline'), does: t('Draw a new way from it to another one') },
    add_point: { way: t('click beside points'), does: t('Add one to the selected set of points') },
    vertices: {
        way: t('drag a frame'),
        does: t('Choose points of the selected outline, to move them or take them away together'),
    },
    slide: { way: t('move while drawing'), does: t('Lay points along the way') },
    align: { way: t('click while drawing'), does: t('Keep to multiples of 45°') },
    straight: { way: t('click with the scissors'), does: t('Go straight instead of along the edge') },
    pick: { way: t('click an object while drawing'), does: t('Select it') },
    keep_first: { way: t('click while linking'), does: t('Keep the first object for another link') },
    several: { way: t('click while pasting'), does: t('Place a copy and carry on') },
    stroke: { way: t('click while painting'), does: t('A straight stroke from the last one') },
    take_away: { way: t('click a superpixel'), does: t('Take it away') },
    brush_size: { way: t('drag with the right button while painting'), does: t('Change the size of the brush') },
    sideways: { way: t('wheel'), does: t('Move the view sideways') },
};

/** What was read last: tools ask with every move of the pointer. */
let last: { kept: unknown; keys: GestureKeys } = { kept: undefined, keys: DEFAULT_GESTURES };

/** The keys that ask for gestures, for this person at this moment. */
export function gestureKeys(): GestureKeys {
    const kept = mouseKeysIn(useSettings.getState().values);
    if (last.kept !== kept) last = { kept, keys: readGestures(kept) };
    return last.keys;
}

/** The first keys that ask for a gesture, as they are shown. */
export function heldName(gesture: GestureId): string | undefined {
    const [first] = gestureKeys()[gesture];
    return first && shownKeys(first);
}

/** Keys and what is done beside them: `Shift + drag`. */
export const heldAnd = (held: string, way: string): string => t('{held} + {way}', { held: shownKeys(held), way });

/** The first way to ask for a gesture; without one it is done by the menu alone. */
export function gestureText(gesture: GestureId, way: string): string | undefined {
    const [first] = gestureKeys()[gesture];
    return first && heldAnd(first, way);
}
