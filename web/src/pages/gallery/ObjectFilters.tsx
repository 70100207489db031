import { Select } from 'antd';
import type { LabelSet } from '../../editor/model/labels';
import { LabelOption } from './LabelOption';
import type { ObjectFilter, ObjectSort } from './objects';
import { matchesOption } from './options';

const SORTS: { value: ObjectSort; label: string }[] = [
    { value: 'frame', label: 'By frame' },
    { value: 'largest', label: 'Largest first' },
    { value: 'smallest', label: 'Smallest first' },
];

/** What objects can be grouped by: attributes of the label that is shown, or of all labels. */
function groupings(labels: LabelSet, label: number | null) {
    const shown = labels.roots.filter(one => label === null || one.id === label);
    return [
        { value: 'none', label: 'Not grouped' },
        ...(label === null ? [{ value: 'label', label: 'By label' }] : []),
        { value: 'type', label: 'By type' },
        { value: 'job', label: 'By job' },
        ...shown.flatMap(one =>
            one.attributes.map(spec => ({
                value: String(spec.id),
                label: label === null ? `By ${one.name}: ${spec.name}` : `By ${spec.name}`,
            })),
        ),
    ];
}

interface Props {
    filter: ObjectFilter;
    onChange: (change: Partial<ObjectFilter>) => void;
    labels: LabelSet;
}

/** Which objects are shown, and in what order. */
export function ObjectFilters({ filter, onChange, labels }: Props) {
    const groups = groupings(labels, filter.label);
    const group = groups.some(one => one.value === filter.group) ? filter.group : 'none';
    return (
        <>
            <Select<number>
                aria-label="Label"
                showSearch
                className="gal-labels"
                value={filter.label ?? 0}
                onChange={label => onChange({ label: label || null, group: 'none' })}
                options={[
                    { value: 0, label: 'All labels', color: '' },
                    ...labels.roots
                        .filter(label => label.type !== 'tag')
                        .map(label => ({ value: label.id, label: label.name, color: label.color })),
                ]}
                optionRender={option => <LabelOption data={option.data} />}
                filterOption={matchesOption}
            />
            <Select<string>
                aria-label="Groups"
                showSearch
                className="gal-labels"
                value={group}
                onChange={next => onChange({ group: next })}
                options={groups}
                filterOption={matchesOption}
            />
            <Select<ObjectSort>
                aria-label="Order"
                className="gal-issues"
                value={filter.sort}
                onChange={sort => onChange({ sort })}
                options={SORTS}
            />
        </>
    );
}
