import { t } from '../../shared/language';
import type { LabelSet } from '../model/labels';
import type { ObjectId } from '../model/types';
import type { Subject } from './compile';
import { capital, word } from '../../shared/language/words';

/** How the list is sorted; a word is kept with the account. */
export const ORDERS = ['id', 'newest', 'updated', 'layer', 'label'] as const;
export type Order = (typeof ORDERS)[number];

export const GROUPINGS = ['none', 'label', 'shape', 'kind', 'group'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The head of a group within the list. */
export interface GroupHead {
    readonly key: string;
    readonly title: string;
    readonly colour?: string;
    readonly ids: readonly ObjectId[];
    readonly collapsed: boolean;
}

/** The list holds no more than numbers, so that ten thousand objects cost as little as ten. */
export type ListItem = ObjectId | GroupHead;

export interface ListRules {
    readonly order: Order;
    readonly grouping: Grouping;
    readonly collapsed: ReadonlySet<string>;
    /** When an object was last changed here; 0 where it was not. */
    updated(id: ObjectId): number;
}

const zOrder = (subject: Subject) => ('zOrder' in subject ? subject.zOrder : 0);

/** Numbers that sort labels by name: comparing names for every pair would be slow. */
function ranks(labels: LabelSet): Map<number, number> {
    const sorted = [...labels.roots].sort((a, b) => a.name.localeCompare(b.name));
    return new Map(sorted.map((label, i) => [label.id, i]));
}

export function sorted(subjects: readonly Subject[], { order, updated }: ListRules, labels: LabelSet): Subject[] {
    const rank = order === 'label' ? ranks(labels) : new Map<number, number>();
    const compare: Record<Order, (a: Subject, b: Subject) => number> = {
        id: (a, b) => a.id - b.id,
        newest: (a, b) => b.id - a.id,
        updated: (a, b) => updated(b.id) - updated(a.id) || b.id - a.id,
        layer: (a, b) => zOrder(b) - zOrder(a) || a.id - b.id,
        label: (a, b) => (rank.get(a.labelId) ?? 0) - (rank.get(b.labelId) ?? 0) || a.id - b.id,
    };
    return [...subjects].sort(compare[order]);
}

const KINDS = { tag: t('Tags'), shape: t('Shapes'), track: t('Tracks') };

function groupOf(subject: Subject, grouping: Exclude<Grouping, 'none'>, labels: LabelSet) {
    switch (grouping) {
        case 'label': {
            const label = labels.get(subject.labelId);
            return { key: `label ${subject.labelId}`, title: label?.name ?? t('Unknown label'), colour: label?.color };
        }
        case 'shape': {
            const type = 'type' in subject ? subject.type : 'tag';
            return { key: `shape ${type}`, title: capital(word(type)) };
        }
        case 'kind':
            return { key: `kind ${subject.kind}`, title: KINDS[subject.kind] };
        case 'group':
            return subject.group
                ? { key: `group ${subject.group}`, title: t('Group {group}', { group: subject.group }) }
                : { key: 'group none', title: t('In no group') };
    }
}

/** Groups come in the order of their titles, what is in no group last. */
function inOrder(a: { key: string; title: string }, b: { key: string; title: string }): number {
    const none = 'group none';
    return (
        Number(a.key === none) - Number(b.key === none) || a.title.localeCompare(b.title, undefined, { numeric: true })
    );
}

export function listOf(subjects: readonly Subject[], rules: ListRules, labels: LabelSet): ListItem[] {
    const { grouping, collapsed } = rules;
    const all = sorted(subjects, rules, labels);
    if (grouping === 'none') return all.map(({ id }) => id);
    const groups = new Map<string, { key: string; title: string; colour?: string; ids: ObjectId[] }>();
    for (const subject of all) {
        const group = groupOf(subject, grouping, labels);
        const known = groups.get(group.key);
        if (known) known.ids.push(subject.id);
        else groups.set(group.key, { ...group, ids: [subject.id] });
    }
    return [...groups.values()].sort(inOrder).flatMap((group): ListItem[] => {
        const head = { ...group, collapsed: collapsed.has(group.key) };
        return head.collapsed ? [head] : [head, ...group.ids];
    });
}

/** Where an object stands in the list: its own row, or the head of the closed group it is in. */
export function placeOf(items: readonly ListItem[], id: ObjectId): number {
    const own = items.indexOf(id);
    if (own >= 0) return own;
    return items.findIndex(item => typeof item !== 'number' && item.collapsed && item.ids.includes(id));
}

/** The objects from one row to another, in the order of the list. */
export function between(items: readonly ListItem[], from: ObjectId, to: ObjectId): ObjectId[] {
    const [low, high] = [items.indexOf(from), items.indexOf(to)].sort((a, b) => a - b);
    return low < 0 ? [to] : items.slice(low, high + 1).filter(item => typeof item === 'number');
}
