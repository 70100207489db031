import { Button, Modal } from 'antd';
import { useMemo } from 'react';
import { displayName } from '../../../app/session';
import { copyText } from '../../../shared/copyText';
import { csvLine } from '../../../shared/csv';
import { formatNumber } from '../../../shared/format';
import { t } from '../../../shared/language';
import { TrackerLink } from '../../../shared/ui/TrackerLink';
import { countedBy, statistics, usedColumns, type Column, type Counts, type Statistics } from '../../model/statistics';
import { showCounted } from '../../session/counted';
import { useSession, useView } from '../context';
import { capital, word } from '../../../shared/language/words';

function columnName(column: Column): string {
    const [what, kind] = column.split('/');
    const name = capital(word(what));
    if (!kind) return name;
    return kind === 'track' ? t('{name} tracks', { name }) : t('{name} shapes', { name });
}

function asCsv({ labels, total }: Statistics, columns: readonly Column[]): string {
    const line = (name: string, counts: Counts) => csvLine([name, ...columns.map(one => String(counts[one] ?? 0))]);
    const rows = labels.map(({ name, counts }) => line(name, counts));
    return [csvLine([t('Label'), ...columns.map(columnName)]), ...rows, line(t('Total'), total)].join('');
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
        copyText(asCsv(found, columns)).then(
            () => session.notify('info', t('The table is on the clipboard, as CSV.')),
            () => session.notify('warning', t('The browser keeps the clipboard closed: nothing was copied.')),
        );
    const close = () => session.view.setState({ dialog: null });
    return (
        <Modal
            open
            width="min(96vw, 960px)"
            title={t('Job #{id} in numbers', { id: session.job.id })}
            onCancel={close}
            footer={
                <div className="ed-dialog-foot">
                    <Button className="ed-dialog-check" onClick={() => void copy()}>
                        {t('Copy as CSV')}
                    </Button>
                    <Button type="primary" onClick={close}>
                        {t('Close')}
                    </Button>
                </div>
            }
        >
            <JobFacts />
            <div className="ed-statistics" tabIndex={0} role="region" aria-label={t('Objects by label')}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t('Label')}</th>
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
                        <Row name={t('Total')} labelId={null} counts={found.total} columns={columns} />
                    </tfoot>
                </table>
            </div>
            <small>
                {t(
                    'Manually: shapes, tags and keyframes. Interpolated: frames on which a track is seen without a keyframe. Deleted frames do not count. A number selects what it counts.',
                )}
            </small>
        </Modal>
    );
}

function JobFacts() {
    const { job, frames } = useSession();
    const { assignee, bug_tracker: tracker } = job;
    return (
        <dl className="ed-facts">
            <dt>{t('Assignee')}</dt>
            <dd>{assignee ? displayName(assignee) : t('nobody')}</dd>
            <dt>{t('Frames')}</dt>
            <dd>
                {t('{first}–{last}, {count, plural, one {# frame} other {# frames}}', {
                    first: frames.first,
                    last: frames.last,
                    count: frames.length,
                })}
            </dd>
            {tracker && (
                <>
                    <dt>{t('Issue tracker')}</dt>
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
                            aria-label={t('{name}, {column}: {counts}; select', {
                                name,
                                column: columnName(column),
                                counts: counts[column],
                            })}
                            onClick={() => show(column)}
                        >
                            {formatNumber(counts[column])}
                        </button>
                    ) : (
                        <span>0</span>
                    )}
                </td>
            ))}
        </tr>
    );
}
