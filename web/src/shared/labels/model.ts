import type { Attribute, AttributeInputType, AttributeWrite, Label, LabelType, LabelWrite } from '../../api';
import { clash } from '../keys/keymap';
import { t } from '../language';

/** A label set while it is edited. `key` stays with an item for as long as it is on screen; `id` marks a saved one. */
export interface DraftAttribute {
    key: string;
    id?: number;
    name: string;
    input_type: AttributeInputType;
    /** Options; `[min, max, step]` for number; the initial value for checkbox and text. */
    values: string[];
    default_value: string;
    mutable: boolean;
}

export interface DraftLabel {
    key: string;
    id?: number;
    name: string;
    color: string;
    type: LabelType;
    attributes: DraftAttribute[];
    /** Parts of a skeleton; those with an id are saved. */
    sublabels?: LabelWrite[];
    svg?: string;
    /** Absent where everybody's key is none. */
    hotkey?: string;
}

export const LABEL_TYPES: LabelType[] = [
    'any',
    'rectangle',
    'polygon',
    'polyline',
    'points',
    'ellipse',
    'cuboid',
    'mask',
    'tag',
];

export const INPUT_TYPES: AttributeInputType[] = ['select', 'radio', 'checkbox', 'text', 'number'];

/** Far apart from each other for most kinds of colour vision; later labels repeat with a shift. */
export const PALETTE = [
    '#e6194b',
    '#3cb44b',
    '#4363d8',
    '#f58231',
    '#911eb4',
    '#42d4f4',
    '#f032e6',
    '#bfef45',
    '#469990',
    '#9a6324',
    '#ffe119',
    '#800000',
    '#808000',
    '#000075',
    '#fabed4',
    '#aaffc3',
    '#dcbeff',
    '#ffd8b1',
];

let nextKey = 1;
export const newKey = (): string => `new-${nextKey++}`;

export function freeColor(used: string[]): string {
    const taken = new Set(used.map(color => color.toLowerCase()));
    const free = PALETTE.find(color => !taken.has(color));
    if (free) return free;
    const base = Number.parseInt(PALETTE[used.length % PALETTE.length].slice(1), 16);
    for (let step = 1; ; step += 1) {
        const color = `#${((base + step * 0x1f3d5b) % 0x1000000).toString(16).padStart(6, '0')}`;
        if (!taken.has(color)) return color;
    }
}

export function newLabel(name: string, existing: DraftLabel[]): DraftLabel {
    return { key: newKey(), name, color: freeColor(existing.map(label => label.color)), type: 'any', attributes: [] };
}

/** A label like another one, not saved yet, under a name that is free. */
export function copyLabel(label: DraftLabel, existing: DraftLabel[]): DraftLabel {
    const taken = new Set(existing.map(item => item.name.trim()));
    let name = t('{name} copy', { name: label.name.trim() });
    for (let number = 2; taken.has(name); number += 1)
        name = t('{name} copy {number}', { name: label.name.trim(), number });
    const ids = new Map(label.sublabels?.map(item => [String(item.id), item.name ?? '']));
    return {
        ...label,
        key: newKey(),
        id: undefined,
        hotkey: undefined,
        name,
        color: freeColor(existing.map(item => item.color)),
        attributes: label.attributes.map(attribute => ({ ...attribute, key: newKey(), id: undefined })),
        ...(label.sublabels ? { sublabels: label.sublabels.map(({ id: _, ...item }) => withoutIds(item)) } : {}),
        // A drawing that is saved names its points by id; one to be saved names them.
        ...(label.svg
            ? {
                  svg: label.svg.replaceAll(
                      /data-label-id="(\d+)"/g,
                      (_all, id: string) => `data-label-name="${(ids.get(id) ?? id).replaceAll('"', '&quot;')}"`,
                  ),
              }
            : {}),
    };
}

const withoutIds = (label: LabelWrite): LabelWrite => ({
    ...label,
    attributes: label.attributes?.map(({ id: _, ...attribute }) => attribute),
});

/** A label set in which a label has a key, or none; labels that could not be told apart from it lose theirs. */
export function withHotkey(labels: DraftLabel[], key: string, hotkey: string): DraftLabel[] {
    return labels.map(label => {
        if (label.key === key) return { ...label, hotkey: hotkey || undefined };
        return hotkey && label.hotkey && clash(label.hotkey, hotkey) ? { ...label, hotkey: undefined } : label;
    });
}

export function byName(labels: readonly DraftLabel[]): DraftLabel[] {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return [...labels].sort((a, b) => compare(a.name, b.name));
}

/** Every label in a colour of its own, in order. */
export function recolor(labels: DraftLabel[]): DraftLabel[] {
    return labels.reduce<DraftLabel[]>(
        (done, label) => [...done, { ...label, color: freeColor(done.map(item => item.color)) }],
        [],
    );
}

/** Fresh values for an attribute whose type was chosen. */
export function defaultsFor(type: AttributeInputType): Pick<DraftAttribute, 'values' | 'default_value'> {
    switch (type) {
        case 'checkbox':
            return { values: ['false'], default_value: 'false' };
        case 'number':
            return { values: ['0', '100', '1'], default_value: '0' };
        case 'text':
        case 'select':
        case 'radio':
            return { values: [], default_value: '' };
    }
}

export function newAttribute(name = ''): DraftAttribute {
    return { key: newKey(), name, input_type: 'select', mutable: false, ...defaultsFor('select') };
}

function draftAttribute(attribute: Attribute): DraftAttribute {
    const { id, name, input_type, default_value, mutable } = attribute;
    // The server keeps values as lines, so an empty list comes back as one empty value.
    const values = attribute.values.length === 1 && attribute.values[0] === '' ? [] : attribute.values;
    return { key: `attribute-${id}`, id, name, input_type, values, default_value, mutable };
}

/** Sublabels of a saved skeleton, sent back by a change of the skeleton alone. */
function sublabelWrite(label: Label): LabelWrite {
    const { id, name, color, type } = label;
    return { id, name, color, type, attributes: label.attributes.map(draftAttribute).map(attributeWrite) };
}

export function fromLabels(labels: Label[]): DraftLabel[] {
    return labels.map(label => ({
        key: `label-${label.id}`,
        id: label.id,
        name: label.name,
        color: label.color,
        type: label.type,
        attributes: label.attributes.map(draftAttribute),
        ...(label.sublabels?.length ? { sublabels: label.sublabels.map(sublabelWrite) } : {}),
        ...(label.svg ? { svg: label.svg } : {}),
        ...(label.hotkey ? { hotkey: label.hotkey } : {}),
    }));
}

export function attributeWrite(attribute: DraftAttribute): AttributeWrite {
    const { id, name, input_type, values, default_value, mutable } = attribute;
    return { ...(id !== undefined ? { id } : {}), name: name.trim(), input_type, mutable, values, default_value };
}

export function labelWrite(label: DraftLabel): LabelWrite {
    const { id, name, color, type, attributes, sublabels, svg, hotkey } = label;
    return {
        ...(id !== undefined ? { id } : {}),
        name: name.trim(),
        color,
        type,
        attributes: attributes.map(attributeWrite),
        ...(sublabels ? { sublabels } : {}),
        ...(svg ? { svg } : {}),
        ...(hotkey ? { hotkey } : {}),
    };
}

/** The labels of a new task or project. */
export function toCreate(drafts: DraftLabel[]): LabelWrite[] {
    return drafts.map(labelWrite);
}

/** Whether labels stand elsewhere than the server would list them: saved ones as they are, new ones behind them. */
export function isReordered(saved: readonly Label[], drafts: readonly DraftLabel[]): boolean {
    const ids = drafts.map(label => label.id);
    const asKept = saved.map(label => label.id).filter(id => ids.includes(id));
    return asKept.some((id, place) => ids[place] !== id);
}

/** Only what changed, as the owner's PATCH wants it: new labels, changed ones, moved ones, deleted ones. */
export function diffLabels(saved: Label[], drafts: DraftLabel[]): LabelWrite[] {
    const before = new Map(fromLabels(saved).map(label => [label.id, withoutParts(labelWrite(label))]));
    const kept = new Set(drafts.map(label => label.id));
    const changes: LabelWrite[] = saved
        .filter(label => !kept.has(label.id))
        .map(label => ({ id: label.id, name: label.name, deleted: true }));
    const reordered = isReordered(saved, drafts);
    for (const [index, draft] of drafts.entries()) {
        const write = draft.id === undefined ? labelWrite(draft) : withoutParts(labelWrite(draft));
        const old = draft.id === undefined ? undefined : before.get(draft.id);
        const place = reordered ? { position: index + 1 } : {};
        if (old && JSON.stringify(old) === JSON.stringify(write)) {
            // A change without a colour asks for one made from the name.
            if (reordered) changes.push({ id: write.id, name: write.name, color: write.color, ...place });
            continue;
        }
        if (old?.hotkey && !write.hotkey) write.hotkey = '';
        changes.push({ ...write, ...place });
    }
    return changes;
}

/** The parts of a saved skeleton are changed by a request of their own. */
function withoutParts({ sublabels: _, svg: __, ...label }: LabelWrite): LabelWrite {
    return label;
}

/** Another drawing for a saved skeleton, other names for its points, or more of them. */
export interface SkeletonChange {
    id: number;
    name: string;
    svg: string;
    sublabels: LabelWrite[];
    added: string[];
    renamed: { before: string; after: string }[];
}

export function skeletonChanges(saved: Label[], drafts: DraftLabel[]): SkeletonChange[] {
    const before = new Map(fromLabels(saved).map(label => [label.id, label]));
    return drafts.flatMap(({ id, name, svg = '', sublabels = [] }) => {
        const old = id === undefined ? undefined : before.get(id);
        if (id === undefined || !old || old.type !== 'skeleton') return [];
        const same = svg === old.svg && JSON.stringify(sublabels) === JSON.stringify(old.sublabels ?? []);
        if (same) return [];
        const nameOf = new Map(old.sublabels?.map(part => [part.id, part.name ?? '']));
        const added = sublabels.flatMap(part => (part.id === undefined ? [part.name ?? ''] : []));
        const renamed = sublabels.flatMap(part => {
            const was = part.id === undefined ? undefined : nameOf.get(part.id);
            return was !== undefined && part.name !== undefined && was !== part.name
                ? [{ before: was, after: part.name }]
                : [];
        });
        return [{ id, name, svg, sublabels, added, renamed }];
    });
}
