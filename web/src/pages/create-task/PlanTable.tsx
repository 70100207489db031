import { Tag, Typography } from 'antd';
import { formatBytes, formatCount } from '../../shared/format';
import { ListTable, type ListColumn } from '../../shared/list/ListTable';
import type { TaskUnit } from './files';
import type { PlannedTask } from './plan';

type Row = PlannedTask & { id: number };

function contentOf({ kind, files }: TaskUnit): string {
    switch (kind) {
        case 'video':
            return 'a video';
        case 'archive':
            return 'an archive';
        case 'pdf':
            return 'a PDF';
        case 'image':
            return `${formatCount(files.length, 'file')}, images`;
        case 'pointcloud':
            return `${formatCount(files.length, 'file')}, point clouds`;
    }
}

const COLUMNS: ListColumn<Row>[] = [
    { key: 'index', title: '#', width: 52, render: ({ index }) => <span className="limn-number">{index}</span> },
    {
        key: 'name',
        title: 'Task',
        render: ({ name, problem, sameName }) => (
            <>
                {name || '(no name)'} {sameName && <Tag color="warning">same name as another</Tag>}
                {problem && (
                    <div>
                        <Typography.Text type="danger">Left out: {problem}</Typography.Text>
                    </div>
                )}
            </>
        ),
    },
    { key: 'from', title: 'From', width: 200, ellipsis: true, render: ({ unit }) => unit.name },
    { key: 'content', title: 'Holds', width: 160, render: ({ unit }) => contentOf(unit) },
    {
        key: 'size',
        title: 'Size',
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
        <section aria-label="Tasks that will be made">
            <div className="limn-plan">
                <ListTable columns={COLUMNS} items={planned.map(task => ({ ...task, id: task.index }))} />
            </div>
            <Typography.Text type="secondary">
                {left > 0
                    ? `${formatCount(planned.length - left, 'task')}, ${formatBytes(bytes)} to upload; ${left} left out`
                    : `${formatCount(planned.length, 'task')}, ${formatBytes(bytes)} to upload`}
            </Typography.Text>
        </section>
    );
}
