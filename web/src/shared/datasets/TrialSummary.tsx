import { Typography } from 'antd';
import type { ImportCount, ImportSummary, ProjectImportSummary } from '../../api';
import { t } from '../language';
import { KINDS } from './changeOf';

const TITLES = { tags: t('Tags'), shapes: t('Shapes'), tracks: t('Tracks') };

type Column = [title: string, value: (count: ImportCount) => number];

const afterwards = ({ present, added, removed }: ImportCount) => present - removed + added;

const COLUMNS: Column[] = [
    [t('Before'), count => count.present],
    [t('In the file'), count => count.read],
    [t('Left out'), count => count.skipped],
    [t('Deleted'), count => count.removed],
    [t('Added'), count => count.added],
    [t('Afterwards'), afterwards],
];

/** What an import changes, or would change, kind by kind. */
export function SummaryTable({ summary }: { summary: ImportSummary }) {
    return (
        <table className="limn-trial">
            <thead>
                <tr>
                    <td />
                    {COLUMNS.map(([title]) => (
                        <th key={title} scope="col">
                            {title}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {KINDS.map(kind => (
                    <tr key={kind}>
                        <th scope="row">{TITLES[kind]}</th>
                        {COLUMNS.map(([title, value]) => (
                            <td key={title}>{value(summary[kind])}</td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** So many tasks are listed. */
const MOST_TASKS = 50;

/** What a dataset would make in a project, before it is made. */
export function ProjectTrial({ summary: { tasks, new_labels, new_attributes } }: { summary: ProjectImportSummary }) {
    return (
        <>
            <p className="limn-tight">
                {t('Nothing is changed yet. The project would get {tasks, plural, one {# task} other {# tasks}}.', {
                    tasks: tasks.length,
                })}
            </p>
            <table className="limn-trial">
                <thead>
                    <tr>
                        <th scope="col">{t('Task')}</th>
                        <th scope="col">{t('Frames')}</th>
                        <th scope="col">{t('Annotations')}</th>
                    </tr>
                </thead>
                <tbody>
                    {tasks.slice(0, MOST_TASKS).map(({ name, frames, annotations }) => (
                        <tr key={name}>
                            <th scope="row">{name}</th>
                            <td>{frames}</td>
                            <td>{annotations}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {tasks.length > MOST_TASKS && (
                <Typography.Text type="secondary">
                    {t('and {more} more', { more: tasks.length - MOST_TASKS })}
                </Typography.Text>
            )}
            {new_labels.length > 0 && <div>{t('New labels: {names}', { names: new_labels.join(t(', ')) })}</div>}
            {new_attributes.length > 0 && (
                <div>
                    {t('New attributes: {names}', {
                        names: new_attributes.map(({ label, name }) => `${label}.${name}`).join(t(', ')),
                    })}
                </div>
            )}
        </>
    );
}

/** What an import would change, before it is made. */
export function TrialSummary({ summary, onlyNew }: { summary: ImportSummary; onlyNew: boolean }) {
    const left = KINDS.some(kind => summary[kind].skipped > 0);
    const reason = onlyNew ? t('They are there already, or lie on other frames.') : t('They lie on other frames.');
    return (
        <>
            <p className="limn-tight">
                {t(
                    'Nothing is changed yet. The file says something about {frames, plural, one {# frame} other {# frames}}.',
                    { frames: summary.frames },
                )}
            </p>
            <SummaryTable summary={summary} />
            {left && <Typography.Text type="secondary">{t('Left out: {reason}', { reason })}</Typography.Text>}
        </>
    );
}
