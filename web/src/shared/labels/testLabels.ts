import type { Label } from '../../api';

/** A saved label set with every kind of attribute and a skeleton, for tests. */
export const SAVED: Label[] = [
    {
        id: 1,
        name: 'car',
        color: '#2080c0',
        type: 'rectangle',
        parent_id: null,
        has_parent: false,
        task_id: 7,
        sublabels: [],
        attributes: [
            {
                id: 11,
                name: 'model',
                mutable: false,
                input_type: 'select',
                default_value: 'suv',
                values: ['suv', 'van'],
            },
            {
                id: 12,
                name: 'parked',
                mutable: true,
                input_type: 'checkbox',
                default_value: 'false',
                values: ['false'],
            },
            { id: 13, name: 'age', mutable: false, input_type: 'number', default_value: '0', values: ['0', '50', '1'] },
            { id: 14, name: 'note', mutable: false, input_type: 'text', default_value: '', values: [''] },
        ],
    },
    {
        id: 2,
        name: 'pose',
        color: '#c06060',
        type: 'skeleton',
        parent_id: null,
        has_parent: false,
        task_id: 7,
        attributes: [],
        svg: '<circle data-label-id="21"/>',
        sublabels: [
            { id: 21, name: 'nose', color: '#aa0000', type: 'points', has_parent: true, attributes: [], sublabels: [] },
        ],
    },
    { id: 3, name: 'sky', color: '#00aaff', type: 'any', task_id: 7, attributes: [], sublabels: [] },
];
