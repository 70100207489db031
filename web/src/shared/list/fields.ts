import type { FilterField, QuickFilter } from './filter';
import { equals, not } from './filter';

const option = (value: string) => ({ value, label: value });

/** Filter fields that several lists have. */
export const FIELDS = {
    id: { name: 'id', title: 'ID', kind: 'number' },
    name: { name: 'name', title: 'Name', kind: 'text' },
    owner: { name: 'owner', title: 'Owner', kind: 'user' },
    assignee: { name: 'assignee', title: 'Assignee', kind: 'user' },
    updated: { name: 'updated_date', title: 'Updated', kind: 'date' },
    status: {
        name: 'status',
        title: 'Status',
        kind: 'enum',
        options: ['annotation', 'validation', 'completed'].map(option),
    },
    dimension: { name: 'dimension', title: 'Dimension', kind: 'enum', options: ['2d', '3d'].map(option) },
    subset: { name: 'subset', title: 'Subset', kind: 'text' },
    mode: {
        name: 'mode',
        title: 'Data',
        kind: 'enum',
        options: [
            { value: 'annotation', label: 'images' },
            { value: 'interpolation', label: 'video' },
        ],
    },
    projectId: { name: 'project_id', title: 'Project ID', kind: 'number' },
    projectName: { name: 'project_name', title: 'Project name', kind: 'text' },
    taskId: { name: 'task_id', title: 'Task ID', kind: 'number' },
    taskName: { name: 'task_name', title: 'Task name', kind: 'text' },
    state: {
        name: 'state',
        title: 'State',
        kind: 'enum',
        options: ['new', 'in progress', 'completed', 'rejected'].map(option),
    },
    stage: {
        name: 'stage',
        title: 'Stage',
        kind: 'enum',
        options: ['annotation', 'validation', 'acceptance'].map(option),
    },
    type: {
        name: 'type',
        title: 'Type',
        kind: 'enum',
        options: [
            option('annotation'),
            { value: 'ground_truth', label: 'ground truth' },
            { value: 'consensus_replica', label: 'consensus replica' },
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
        mine('assignee', 'Assigned to me', username),
        mine('owner', 'Owned by me', username),
        { key: 'open', title: 'Not completed', logic: not(equals('status', 'completed')) },
    ];
}

export function jobQuickFilters(username: string): QuickFilter[] {
    return [
        mine('assignee', 'Assigned to me', username),
        {
            key: 'open',
            title: 'Not completed',
            logic: not({ or: [equals('state', 'completed'), equals('stage', 'acceptance')] }),
        },
    ];
}
