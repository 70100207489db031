import { Typography } from 'antd';
import type { ImportCount, ImportSummary } from '../../api';
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
