import { describeShape } from '../model/describe';
import type { LabelSet } from '../model/labels';
import type { FrameObject, ObjectId } from '../model/types';
import type { View } from './view';

/** What of the view is told to those who do not see the canvas. */
export type Told = Pick<View, 'frame' | 'tool' | 'toolHint' | 'selection' | 'save' | 'notice'>;

interface Facts {
    readonly labels: LabelSet;
    objectsOn(frame: number): number;
    stateOf(id: ObjectId): FrameObject | undefined;
}

/** How many of several selected objects are named. */
const NAMED = 3;

function selectionText(selection: readonly ObjectId[], { labels, stateOf }: Facts): string {
    if (!selection.length) return 'Nothing is selected.';
    const named = selection.slice(0, NAMED).map(id => {
        const state = stateOf(id);
        return state ? describeShape(state, labels) : `tag ${id}`;
    });
    if (selection.length === 1) return `Selected ${named[0]}.`;
    const list = named.join('; ');
    const more = selection.length - NAMED;
    return more > 0
        ? `Selected ${selection.length} objects: ${list} and ${more} more.`
        : `Selected ${selection.length} objects: ${list}.`;
}

const TOOL_NAMES: Partial<Record<View['tool'], string>> = {
    select: 'Selecting',
    carry: 'Pasting',
    paint: 'Painting on a mask',
    path: 'Drawing a new path',
    region: 'Zooming to a region',
    hole: 'Cutting holes',
    'issue-outline': 'Outlining an issue',
};

function toolText({ tool, toolHint }: Told): string {
    const name = TOOL_NAMES[tool] ?? tool.charAt(0).toUpperCase() + tool.slice(1).replaceAll('-', ' ');
    return toolHint ? `${name}. ${toolHint}.` : `${name}.`;
}

function saveText(save: Told['save']): string | null {
    if (save.kind === 'saved') return 'Saved.';
    if (save.kind === 'offline') return `Offline: ${save.message} Changes are kept on this computer.`;
    return save.kind === 'refused' ? `Not saved: ${save.message}` : null;
}

/** What to say when the view has changed, in the order of what matters; null when there is nothing to say. */
export function announcement(before: Told, now: Told, facts: Facts): string | null {
    const said: string[] = [];
    if (now.notice && now.notice !== before.notice) said.push(now.notice.text);
    if (now.frame !== before.frame) {
        const count = facts.objectsOn(now.frame);
        said.push(`Frame ${now.frame}, ${count === 1 ? '1 object' : `${count} objects`}.`);
    }
    if (now.tool !== before.tool || (now.tool !== 'select' && now.toolHint !== before.toolHint))
        said.push(toolText(now));
    if (now.selection !== before.selection && String(now.selection) !== String(before.selection))
        said.push(selectionText(now.selection, facts));
    const saved = now.save.kind === before.save.kind ? null : saveText(now.save);
    if (saved) said.push(saved);
    return said.length ? said.join(' ') : null;
}
