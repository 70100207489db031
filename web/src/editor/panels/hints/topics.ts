import { t } from '../../../shared/language';
import type { View } from '../../session/view';
import type { KeyNames } from '../../tools/types';
import { heldFor } from '../../keys/names';

type KeyOf = KeyNames['key'];

/** What is to be known about a tool beyond its next step; the keys are those that somebody has. */
const ABOUT: Partial<Record<string, (key: KeyOf) => string>> = {
    extreme: () =>
        t('The rectangle is drawn around the four points, whichever comes first. It touches the object on every side.'),
    scissors: key =>
        t(
            'The outline follows what can be seen from click to click. {held} goes straight, {key} takes the last click back. Just after a click the way is straight until the edges around it are found.',
            { key: key('back'), held: heldFor('straight') },
        ),
    'cuboid-points': () => t('Three corners of a face, then the end of an edge that leads into the depth.'),
    skeleton: key =>
        t(
            'Each click places the node that is named, in the order of the template. {key} leaves a node out, {key2} marks it as occluded.',
            { key: key('outside'), key2: key('occluded') },
        ),
    mask: key =>
        t(
            'Paint in as many strokes as it takes; {key} takes single strokes back. {key2} and {key3} change the brush, the right button erases, {key4} shows what lies below.',
            { key: key('undo'), key2: key('brush_smaller'), key3: key('brush_larger'), key4: key('hide') },
        ),
    path: key =>
        t('The new way replaces a part of the outline. It ends on a point of it; {key} leaves all as it was.', {
            key: key('cancel'),
        }),
    merge: key =>
        t(
            'Pick shapes and tracks of one label on as many frames as you like, a click leaves one out again. {key} makes them one track; between them it goes on or ends, as chosen here.',
            { key: key('merge') },
        ),
    split: () => t('The track ends before this frame and another one begins on it. What is seen stays as it is.'),
    group: key =>
        t('Click objects to add them, click again to leave one out. {key} makes them one group.', {
            key: key('group'),
        }),
    join: key =>
        t(
            'Click masks of one label to add them, click again to leave one out. {key} joins their pixels into one mask.',
            { key: key('join') },
        ),
    slice: key =>
        t(
            'Begin on the outline of a polygon or mask, lead the cut over points inside, and end by crossing the outline. {held} lays points along the way, {key} takes the last one back.',
            { key: key('back'), held: heldFor('slide') },
        ),
    hole: () =>
        t(
            'Of a polygon, a hole lies inside it and clear of its other holes. Of a mask, whatever the ring covers is taken away. After one hole comes the next.',
        ),
    link: key =>
        t(
            'With {held} the first object stays, for links with several others. The panel Links lists them, changes their names and direction, and takes them away. {key} begins anew.',
            { key: key('cancel'), held: heldFor('keep_first') },
        ),
    simplify: () =>
        t(
            'Smoothing cuts corners, accuracy says how far the new outline may be from it. Both stay as they are set for the next time. Holes are treated as outlines are.',
        ),
    measure: () => t('Lengths and directions beside each part, the area where the way is closed. Nothing is stored.'),
};

/** Under which topic hints of a tool are hidden. */
export function topicOf(tool: View['tool']): string | null {
    if (tool === 'select' || tool === 'carry') return null;
    if (tool === 'issue-outline') return 'issue';
    return tool === 'paint' ? 'mask' : tool;
}

export function aboutTopic(topic: string, key: KeyOf): string | null {
    return ABOUT[topic]?.(key) ?? null;
}
