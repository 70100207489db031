import type { View } from '../../session/view';

type KeyOf = (command: string) => string;

/** What is to be known about a tool beyond its next step; the keys are those that somebody has. */
const ABOUT: Partial<Record<string, (key: KeyOf) => string>> = {
    extreme: () =>
        'The rectangle is drawn around the four points, whichever comes first. It touches the object on every side.',
    scissors: key =>
        `The outline follows what can be seen from click to click. Shift goes straight, ${key('back')} takes the last click back. Just after a click the way is straight until the edges around it are found.`,
    'cuboid-points': () => 'Three corners of a face, then the end of an edge that leads into the depth.',
    skeleton: key =>
        `Each click places the node that is named, in the order of the template. ${key('outside')} leaves a node out, ${key('occluded')} marks it as occluded.`,
    mask: key =>
        `Paint in as many strokes as it takes; ${key('undo')} takes single strokes back. ${key('brush_smaller')} and ${key('brush_larger')} change the brush, the right button erases, ${key('hide')} shows what lies below.`,
    path: key =>
        `The new way replaces a part of the outline. It ends on a point of it; ${key('cancel')} leaves all as it was.`,
    merge: key =>
        `Pick shapes and tracks of one label on as many frames as you like, a click leaves one out again. ${key('merge')} makes them one track; between them it goes on or ends, as chosen here.`,
    split: () => 'The track ends before this frame and another one begins on it. What is seen stays as it is.',
    group: key => `Click objects to add them, click again to leave one out. ${key('group')} makes them one group.`,
    join: key =>
        `Click masks of one label to add them, click again to leave one out. ${key('join')} joins their pixels into one mask.`,
    slice: key =>
        `Begin on the outline of a polygon or mask, lead the cut over points inside, and end by crossing the outline. Shift lays points along the way, ${key('back')} takes the last one back.`,
    hole: () =>
        'Of a polygon, a hole lies inside it and clear of its other holes. Of a mask, whatever the ring covers is taken away. After one hole comes the next.',
    measure: () => 'Lengths and directions beside each part, the area where the way is closed. Nothing is stored.',
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
