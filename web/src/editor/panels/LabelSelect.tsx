import { Select } from 'antd';
import { t } from '../../shared/language';
import type { LabelSpec } from '../model/labels';
import { useView } from './context';

interface LabelSelectProps {
    name: string;
    labels: readonly LabelSpec[];
    /** Null where objects of several labels are meant. */
    value: number | null;
    disabled?: boolean;
    className?: string;
    onChange: (label: LabelSpec) => void;
}

/** A label by typing its beginning; those used last come first. */
export function LabelSelect({ name, labels, value, disabled, className, onChange }: LabelSelectProps) {
    const recent = useView(view => view.recentLabels);
    const rank = (label: LabelSpec) => (recent.includes(label.id) ? recent.indexOf(label.id) : recent.length);
    const ordered = [...labels].sort((a, b) => rank(a) - rank(b));
    return (
        <Select
            size="small"
            className={className}
            aria-label={name}
            showSearch
            optionFilterProp="name"
            filterSort={(a, b, { searchValue }) => begins(b.name, searchValue) - begins(a.name, searchValue)}
            popupMatchSelectWidth={false}
            disabled={disabled}
            value={value ?? undefined}
            placeholder={t('Several labels')}
            onChange={id => {
                const label = labels.find(one => one.id === id);
                if (label) onChange(label);
            }}
            options={ordered.map(label => ({
                value: label.id,
                name: label.name,
                label: (
                    <span className="ed-swatched">
                        <i style={{ background: label.color }} /> {label.name}
                    </span>
                ),
            }))}
        />
    );
}

function begins(name: string, typed: string): number {
    return Number(name.toLowerCase().startsWith(typed.toLowerCase()));
}
