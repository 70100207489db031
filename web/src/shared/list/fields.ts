import { t } from '../language';
import { word } from '../language/words';
import type { FilterField, QuickFilter } from './filter';
import { equals, not } from './filter';

const option = (value: string) => ({ value, label: word(value) });

/** Filter fields that several lists have. */
export const FIELDS = {
    id: { name: 'id', title: t('ID'), kind: 'number' },
    name: { name: 'name', title: t('Name'), kind: 'text' },
    owner: { name: 'owner', title: t('Owner'), kind: 'user' },
    assignee: { name: 'assignee', title: t('Assignee'), kind: 'user' },
    updated: { name: 'updated_date', title: t('Updated'), kind: 'date' },
    status: {
        name: 'status',
        title: t('Status'),
        kind: 'enum',
        options: ['annotation', 'validation', 'completed'].map(option),
    },
    dimension: { name: 'dimension', title: t('Dimension'), kind: 'enum', options: ['2d', '3d'].map(option) },
    subset: { name: 'subset', title: t('Subset'), kind: 'text' },
    mode: {
        name: 'mode',
        title: t('Data'),
        kind: 'enum',
        options: [
            { value: 'annotation', label: t('images') },
            { value: 'interpolation', label: t('video') },
        ],
    },
    projectId: { name: 'project_id', title: t('Project ID'), kind: 'number' },
    projectName: { name: 'project_name', title: t('Project name'), kind: 'text' },
    taskId: { name: 'task_id', title: t('Task ID'), kind: 'number' },
    taskName: { name: 'task_name', title: t('Task name'), kind: 'text' },
    state: {
        name: 'state',
        title: t('State'),
        kind: 'enum',
        options: ['new', 'in progress', 'completed', 'rejected'].map(option),
    },
    stage: {
        name: 'stage',
        title: t('Stage'),
        kind: 'enum',
        options: ['annotation', 'validation', 'acceptance'].map(option),
    },
    type: {
        name: 'type',
        title: t('Type'),
        kind: 'enum',
        options: [
            option('annotation'),
            { value: 'ground_truth', label: t('ground truth') },
            { value: 'consensus_replica', label: t('consensus replica') },
        ],
    },
} satisfies Record<string, FilterField>;

const mine = (field: 'assignee' | 'owner', title: string, username: string): QuickFilter => ({
    key: `my-${field}`,
    title,
    logic: equals(field, username),
});

/** Quick filters of projects and tasks. */
export function resourceQuickFilters(username: string): QuickFilter[] {
    return [
        mine('assignee', t('Assigned to me'), username),
        mine('owner', t('Owned by me'), username),
        { key: 'open', title: t('Not completed'), logic: not(equals('status', 'completed')) },
    ];
}

export function jobQuickFilters(username: string): QuickFilter[] {
    return [
        mine('assignee', t('Assigned to me'), username),
        {
            key: 'open',
            title: t('Not completed'),
            logic: not({ or: [equals('state', 'completed'), equals('stage', 'acceptance')] }),
        },
    ];
}
