import { Select } from 'antd';
import type { LabelSet } from '../../editor/model/labels';
import { t } from '../../shared/language';
import { LabelOption } from './LabelOption';
import type { ObjectFilter, ObjectSort } from './objects';
import { matchesOption } from './options';

const SORTS: { value: ObjectSort; label: string }[] = [
    { value: 'frame', label: t('By frame') },
    { value: 'largest', label: t('Largest first') },
    { value: 'smallest', label: t('Smallest first') },
];

/** What objects can be grouped by: attributes of the label that is shown, or of all labels. */
function groupings(labels: LabelSet, label: number | null) {
    const shown = labels.roots.filter(one => label === null || one.id === label);
    return [
        { value: 'none', label: t('Not grouped') },
        ...(label === null ? [{ value: 'label', label: t('By label') }] : []),
        { value: 'type', label: t('By type') },
        { value: 'job', label: t('By job') },
        ...shown.flatMap(one =>
            one.attributes.map(spec => ({
                value: String(spec.id),
                label:
                    label === null
                        ? t('By {name}: {name2}', { name: one.name, name2: spec.name })
                        : t('By {name}', { name: spec.name }),
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
                aria-label={t('Label')}
                showSearch
                className="gal-labels"
                value={filter.label ?? 0}
                onChange={label => onChange({ label: label || null, group: 'none' })}
                options={[
                    { value: 0, label: t('All labels'), color: '' },
                    ...labels.roots
                        .filter(label => label.type !== 'tag')
                        .map(label => ({ value: label.id, label: label.name, color: label.color })),
                ]}
                optionRender={option => <LabelOption data={option.data} />}
                filterOption={matchesOption}
            />
            <Select<string>
                aria-label={t('Groups')}
                showSearch
                className="gal-labels"
                value={group}
                onChange={next => onChange({ group: next })}
                options={groups}
                filterOption={matchesOption}
            />
            <Select<ObjectSort>
                aria-label={t('Order')}
                className="gal-issues"
                value={filter.sort}
                onChange={sort => onChange({ sort })}
                options={SORTS}
            />
        </>
    );
}
