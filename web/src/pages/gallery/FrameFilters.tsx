import { Input, Segmented, Select } from 'antd';
import { LabelOption } from './LabelOption';
import { matchesOption } from './options';
import type { LabelSet } from '../../editor/model/labels';
import { t } from '../../shared/language';
import type { FrameFilter, FrameState, IssueFilter } from './frames';

const STATES: { value: FrameState; label: string }[] = [
    { value: 'all', label: t('All') },
    { value: 'annotated', label: t('Annotated') },
    { value: 'empty', label: t('Empty') },
    { value: 'deleted', label: t('Deleted') },
];

const ISSUES: { value: IssueFilter; label: string }[] = [
    { value: 'any', label: t('With or without issues') },
    { value: 'open', label: t('With open issues') },
    { value: 'some', label: t('With issues') },
    { value: 'none', label: t('Without issues') },
];

interface Props {
    filter: FrameFilter;
    onChange: (change: Partial<FrameFilter>) => void;
    labels: LabelSet;
}

/** Which frames are shown. */
export function FrameFilters({ filter, onChange, labels }: Props) {
    return (
        <>
            <Segmented<FrameState>
                aria-label={t('Frames shown')}
                options={STATES}
                value={filter.state}
                onChange={state => onChange({ state })}
            />
            <Select<number[]>
                aria-label={t('Labels on the frame')}
                mode="multiple"
                allowClear
                maxTagCount="responsive"
                placeholder={t('Any label')}
                className="gal-labels"
                value={[...filter.labels]}
                onChange={chosen => onChange({ labels: chosen })}
                options={labels.roots.map(label => ({ value: label.id, label: label.name, color: label.color }))}
                optionRender={option => <LabelOption data={option.data} />}
                filterOption={matchesOption}
            />
            <Select<IssueFilter>
                aria-label={t('Issues on the frame')}
                className="gal-issues"
                value={filter.issue}
                onChange={issue => onChange({ issue })}
                options={ISSUES}
            />
            <Input.Search
                aria-label={t('File name or frame number')}
                placeholder={t('File name or number')}
                allowClear
                className="gal-search"
                value={filter.text}
                onChange={event => onChange({ text: event.target.value })}
            />
        </>
    );
}
