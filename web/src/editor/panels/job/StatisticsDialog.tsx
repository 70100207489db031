import { Button, Modal } from 'antd';
import { useMemo } from 'react';
import { displayName } from '../../../app/session';
import { csvLine } from '../../../shared/csv';
import { formatCount } from '../../../shared/format';
import { TrackerLink } from '../../../shared/ui/TrackerLink';
import { countedBy, statistics, usedColumns, type Column, type Counts, type Statistics } from '../../model/statistics';
import { showCounted } from '../../session/counted';
import { useSession, useView } from '../context';

function columnName(column: Column): string {
    const [what, kind] = column.split('/');
    const name = what.charAt(0).toUpperCase() + what.slice(1);
    return kind ? `${name} ${kind}s` : name;
}

function asCsv({ labels, total }: Statistics, columns: readonly Column[]): string {
    const line = (name: string, counts: Counts) => csvLine([name, ...columns.map(one => String(counts[one] ?? 0))]);
    const rows = labels.map(({ name, counts }) => line(name, counts));
    return [csvLine(['Label', ...columns.map(columnName)]), ...rows, line('Total', total)].join('');
}

/** The job in numbers. A number leads to what it counts. */
export function StatisticsDialog() {
    const session = useSession();
    const version = useView(view => view.version);
    const found = useMemo(() => {
        void version;
        return statistics(session.document, session.labels, session.frames);
    }, [session, version]);
    const columns = usedColumns(found);
    const copy = () =>
        navigator.clipboard.writeText(asCsv(found, columns)).then(
            () => session.notify('info', 'The table is on the clipboard, as CSV.'),
            () => session.notify('warning', 'The browser keeps the clipboard closed: nothing was copied.'),
        );
    const close = () => session.view.setState({ dialog: null });
    return (
        <Modal
            open
            width="min(96vw, 960px)"
            title={`Job #${session.job.id} in numbers`}
            onCancel={close}
            footer={
                <div className="ed-dialog-foot">
                    <Button className="ed-dialog-check" onClick={() => void copy()}>
                        Copy as CSV
                    </Button>
                    <Button type="primary" onClick={close}>
                        Close
                    </Button>
                </div>
            }
        >
            <JobFacts />
            <div className="ed-statistics" tabIndex={0} role="region" aria-label="Objects by label">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">Label</th>
                            {columns.map(column => (
                                <th key={column} scope="col">
                                    {columnName(column)}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {found.labels.map(({ labelId, name, counts }) => (
                            <Row key={labelId} name={name} labelId={labelId} counts={counts} columns={columns} />
                        ))}
                    </tbody>
                    <tfoot>
                        <Row name="Total" labelId={null} counts={found.total} columns={columns} />
                    </tfoot>
                </table>
            </div>
            <small>
                Manually: shapes, tags and keyframes. Interpolated: frames on which a track is seen without a keyframe.
                Deleted frames do not count. A number selects what it counts.
            </small>
        </Modal>
    );
}

function JobFacts() {
    const { job, frames } = useSession();
    const { assignee, bug_tracker: tracker } = job;
    return (
        <dl className="ed-facts">
            <dt>Assignee</dt>
            <dd>{assignee ? displayName(assignee) : 'nobody'}</dd>
            <dt>Frames</dt>
            <dd>
                {frames.first}–{frames.last}, {formatCount(frames.length, 'frame')}
            </dd>
            {tracker && (
                <>
                    <dt>Issue tracker</dt>
                    <dd>
                        <TrackerLink url={tracker} />
                    </dd>
                </>
            )}
        </dl>
    );
}

interface RowProps {
    name: string;
    labelId: number | null;
    counts: Counts;
    columns: readonly Column[];
}

function Row({ name, labelId, counts, columns }: RowProps) {
    const session = useSession();
    const label = labelId === null ? undefined : session.labels.get(labelId);
    const show = (column: Column) => showCounted(session, countedBy(session.document, labelId, column));
    return (
        <tr>
            <th scope="row">
                {label && <i className="ed-swatch" style={{ background: label.color }} />} {name}
            </th>
            {columns.map(column => (
                <td key={column}>
                    {counts[column] ? (
                        <button
                            type="button"
                            aria-label={`${name}, ${columnName(column)}: ${counts[column]}; select`}
                            onClick={() => show(column)}
                        >
                            {counts[column].toLocaleString()}
                        </button>
                    ) : (
                        <span>0</span>
                    )}
                </td>
            ))}
        </tr>
    );
}
