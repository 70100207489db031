import { Tag, Typography } from 'antd';
import { formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { ListTable, type ListColumn } from '../../shared/list/ListTable';
import type { TaskUnit } from './files';
import type { PlannedTask } from './plan';

type Row = PlannedTask & { id: number };

function contentOf({ kind, files }: TaskUnit): string {
    switch (kind) {
        case 'video':
            return t('a video');
        case 'archive':
            return t('an archive');
        case 'pdf':
            return t('a PDF');
        case 'image':
            return t('{count, plural, one {# file} other {# files}}, images', { count: files.length });
        case 'pointcloud':
            return t('{count, plural, one {# file} other {# files}}, point clouds', { count: files.length });
    }
}

const COLUMNS: ListColumn<Row>[] = [
    { key: 'index', title: '#', width: 52, render: ({ index }) => <span className="limn-number">{index}</span> },
    {
        key: 'name',
        title: t('Task'),
        render: ({ name, problem, sameName }) => (
            <>
                {name || t('(no name)')} {sameName && <Tag color="warning">{t('same name as another')}</Tag>}
                {problem && (
                    <div>
                        <Typography.Text type="danger">{t('Left out: {problem}', { problem })}</Typography.Text>
                    </div>
                )}
            </>
        ),
    },
    { key: 'from', title: t('From'), width: 200, ellipsis: true, render: ({ unit }) => unit.name },
    { key: 'content', title: t('Holds'), width: 160, render: ({ unit }) => contentOf(unit) },
    {
        key: 'size',
        title: t('Size'),
        width: 100,
        align: 'right',
        render: ({ bytes }) => <span className="limn-number">{formatBytes(bytes)}</span>,
    },
];

/** What would be made, before anything is: one row a task. */
export function PlanTable({ planned }: { planned: readonly PlannedTask[] }) {
    const bytes = planned.reduce((sum, task) => sum + (task.problem ? 0 : task.bytes), 0);
    const left = planned.filter(task => task.problem).length;
    return (
        <section aria-label={t('Tasks that will be made')}>
            <div className="limn-plan">
                <ListTable columns={COLUMNS} items={planned.map(task => ({ ...task, id: task.index }))} />
            </div>
            <Typography.Text type="secondary">
                {left > 0
                    ? t('{count, plural, one {# task} other {# tasks}}, {bytes} to upload; {left} left out', {
                          count: planned.length - left,
                          bytes: formatBytes(bytes),
                          left,
                      })
                    : t('{count, plural, one {# task} other {# tasks}}, {bytes} to upload', {
                          count: planned.length,
                          bytes: formatBytes(bytes),
                      })}
            </Typography.Text>
        </section>
    );
}
