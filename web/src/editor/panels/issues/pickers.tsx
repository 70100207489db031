import { Select } from 'antd';
import { useEffect } from 'react';
import { SEVERITIES, type BasicUser, type Issue, type JobPerson, type Severity } from '../../../api';
import { displayName } from '../../../app/session';
import { t } from '../../../shared/language';
import { SeverityMark } from '../../../shared/ui/SeverityMark';
import { useSession } from '../context';
import { useIssues, type Sending } from './useIssues';

export const severityOptions = [...SEVERITIES]
    .reverse()
    .map(severity => ({ value: severity, label: <SeverityMark severity={severity} /> }));

interface SeverityPickerProps {
    value: Severity | null;
    loading?: boolean;
    onChange: (severity: Severity | null) => void;
}

/** How bad it is. */
export function SeverityPicker({ value, loading, onChange }: SeverityPickerProps) {
    return (
        <Select
            size="small"
            className="ed-issue-choice"
            aria-label={t('Severity')}
            placeholder={t('No severity')}
            allowClear
            loading={loading}
            value={value}
            options={severityOptions}
            onChange={severity => onChange(severity ?? null)}
        />
    );
}

/** The severity of the issue that is being written. */
export function NewSeverity() {
    const { issues } = useSession();
    const severity = useIssues(state => state.severity);
    return <SeverityPicker value={severity} onChange={severity => issues.store.setState({ severity })} />;
}

/** Who is to mend it. */
export function AssigneePicker({ issue, sending }: { issue: Issue; sending: Sending }) {
    const { issues } = useSession();
    const people = useIssues(state => state.people);
    useEffect(() => void issues.readPeople(), [issues]);
    const choose = (id: number | undefined) => {
        const person = people.find(one => one.user.id === id);
        return sending.send(() =>
            issues.patch(issue.id, person?.annotator ? { assign_to_annotator: true } : { assignee: id ?? null }),
        );
    };
    return (
        <Select
            size="small"
            className="ed-issue-choice"
            aria-label={t('Assigned to')}
            placeholder={t('Nobody is asked')}
            allowClear
            showSearch
            optionFilterProp="title"
            popupMatchSelectWidth={240}
            loading={sending.busy}
            value={issue.assignee?.id ?? null}
            options={optionsOf(people, issue.assignee)}
            onChange={id => void choose(id ?? undefined)}
        />
    );
}

/** Whoever has it is among them, also when they can no longer see the job. */
function optionsOf(people: readonly JobPerson[], assignee: BasicUser | null) {
    const options = people.map(({ user, annotator, assignable }) => ({
        value: user.id,
        title: `${displayName(user)} ${user.username}`,
        label: annotator ? t('{name} (annotator)', { name: displayName(user) }) : displayName(user),
        disabled: !assignable,
    }));
    if (assignee && !options.some(({ value }) => value === assignee.id)) {
        const name = displayName(assignee);
        options.push({ value: assignee.id, title: name, label: name, disabled: false });
    }
    return options;
}
