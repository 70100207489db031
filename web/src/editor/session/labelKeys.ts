import type { Job } from '../../api';
import type { LabelSpec } from '../model/labels';
import { readSequence } from '../../shared/keys/chord';
import { clash, type Binding } from '../../shared/keys/keymap';
import { t } from '../../shared/language';

/** Under which name of the account's settings the keys of labels are kept: by set of labels, then by label. */
export const LABEL_KEYS = 'editor.labelKeys';

/** Keys chosen for labels, by label; an empty text takes the key away. */
export type OwnLabelKeys = Readonly<Record<string, string>>;
type Kept = Readonly<Record<string, OwnLabelKeys>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tasks of a project share its labels, and so their keys. */
export const labelSetOf = ({ project_id, task_id }: Pick<Job, 'project_id' | 'task_id'>) =>
    project_id == null ? `task/${task_id}` : `project/${project_id}`;

/** What somebody has chosen for a set of labels. Keys that cannot be read count as not chosen. */
export function ownLabelKeys(kept: unknown, set: string): OwnLabelKeys {
    const own = isRecord(kept) ? kept[set] : undefined;
    if (!isRecord(own)) return {};
    const read = Object.entries(own).map(([id, keys]) => [id, keys === '' ? '' : readSequence(String(keys))]);
    return Object.fromEntries(read.filter(([, keys]) => keys !== null)) as OwnLabelKeys;
}

type Keyed = Pick<LabelSpec, 'id' | 'hotkey'>;

/** The key that the team has given a label, if it can be read. */
export const teamKey = ({ hotkey }: Pick<LabelSpec, 'hotkey'>) => (hotkey ? (readSequence(hotkey) ?? '') : '');

/**
 * The key of each label: the one somebody has chosen, else the team's, else for the first nine their number. Who has chosen a
 * key has it for that label alone.
 */
export function labelKeys(labels: readonly Keyed[], own: OwnLabelKeys): ReadonlyMap<number, string> {
    const chosen = new Set(Object.values(own));
    const ofTeam = ({ id, hotkey }: Keyed) => {
        const key = own[id] === undefined ? teamKey({ hotkey }) : '';
        return [...chosen].some(other => other !== '' && clash(other, key)) ? '' : key;
    };
    const team = new Map(labels.map(label => [label.id, ofTeam(label)]));
    const given = new Set([...chosen, ...team.values()]);
    const keys = labels.map(({ id }, i) => {
        const number = i < 9 && !given.has(`${i + 1}`) ? `${i + 1}` : '';
        return [id, own[id] ?? (team.get(id) || number)] as const;
    });
    return new Map(keys.filter(([, key]) => key !== ''));
}

export const labelCommand = (labelId: number) => `label:${labelId}`;

/** Labels as commands, so that their keys are told from those of all others. */
export function labelBindings(
    labels: readonly Pick<LabelSpec, 'id' | 'name'>[],
    keys: ReadonlyMap<number, string>,
    workspaces?: readonly string[],
): Binding[] {
    return labels.map(({ id, name }) => {
        const key = keys.get(id);
        const own = key === undefined ? [] : [key];
        return { id: labelCommand(id), title: t('Label {name}', { name }), scope: 'editor', workspaces, keys: own };
    });
}

/** The account's settings with a label's key changed; labels that have the key otherwise lose it. */
export function withLabelKey(kept: unknown, set: string, labels: readonly Keyed[], labelId: number, key: string): Kept {
    const own = ownLabelKeys(kept, set);
    const before = labelKeys(labels, own);
    const losers = [...before].filter(([id, other]) => id !== labelId && key !== '' && other === key);
    const taken = Object.fromEntries(losers.map(([id]) => [id, '']));
    return { ...(isRecord(kept) ? (kept as Kept) : {}), [set]: { ...own, ...taken, [labelId]: key } };
}

/** The account's settings without a choice of a key for a label: the team's holds again, or the label's number. */
export function withoutOwnKey(kept: unknown, set: string, labelId: number): Kept {
    const { [labelId]: _own, ...rest } = ownLabelKeys(kept, set);
    return { ...(isRecord(kept) ? (kept as Kept) : {}), [set]: rest };
}
