import { Typography } from 'antd';
import type { ImportCount, ImportSummary } from '../../api';
import { formatCount } from '../format';
import { KINDS } from './changeOf';

const TITLES = { tags: 'Tags', shapes: 'Shapes', tracks: 'Tracks' };

type Column = [title: string, value: (count: ImportCount) => number];

const afterwards = ({ present, added, removed }: ImportCount) => present - removed + added;

const COLUMNS: Column[] = [
    ['Before', count => count.present],
    ['In the file', count => count.read],
    ['Left out', count => count.skipped],
    ['Deleted', count => count.removed],
    ['Added', count => count.added],
    ['Afterwards', afterwards],
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
    const reason = onlyNew ? 'They are there already, or lie on other frames.' : 'They lie on other frames.';
    return (
        <>
            <p className="limn-tight">
                Nothing is changed yet. The file says something about {formatCount(summary.frames, 'frame')}.
            </p>
            <SummaryTable summary={summary} />
            {left && <Typography.Text type="secondary">Left out: {reason}</Typography.Text>}
        </>
    );
}
