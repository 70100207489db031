import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Input, Skeleton, Statistic, Table, Tag, type CheckboxProps } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
    getTask,
    getTaskMeta,
    getValidationLayout,
    patchValidationLayout,
    type Task,
    type ValidationLayout,
    type ValidationPatch,
} from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { saveText } from '../../shared/saveText';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { allocationCsv, validationFrames, withExcluded, type ValidationFrame } from './allocation';

const MODES: Record<'gt' | 'gt_pool', string> = { gt: t('Ground truth'), gt_pool: t('Honeypots') };

function Totals({ layout, frames }: { layout: ValidationLayout; frames: ValidationFrame[] }) {
    const excluded = frames.filter(frame => !frame.active).length;
    const cards: [string, number | string][] = [
        [t('Validation mode'), layout.mode ? MODES[layout.mode] : t('None')],
        [t('Validation frames'), frames.length],
        [t('Active'), frames.length - excluded],
        [t('Excluded'), excluded],
        ...(layout.mode === 'gt_pool'
            ? ([
                  [t('Honeypots'), layout.honeypot_count ?? 0],
                  [t('Honeypots in each job'), layout.frames_per_job_count ?? 0],
              ] as [string, number][])
            : []),
    ];
    return (
        <div className="limn-statistics">
            {cards.map(([title, value]) => (
                <Card key={title} size="small">
                    <Statistic title={title} value={value} />
                </Card>
            ))}
        </div>
    );
}

function Allocation({ task, layout, frames }: { task: Task; layout: ValidationLayout; frames: ValidationFrame[] }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const [search, setSearch] = useState('');
    const [chosen, setChosen] = useState<number[]>([]);
    const [busy, setBusy] = useState(false);
    const wanted = search.trim().toLowerCase();
    const shown = frames.filter(item => `${item.frame} ${item.name}`.toLowerCase().includes(wanted));

    const change = async (patch: ValidationPatch, done: string) => {
        setBusy(true);
        try {
            client.setQueryData(['validation', task.id], await patchValidationLayout(task.id, patch));
            setChosen([]);
            reportSuccess(done);
        } catch (error) {
            reportError(t('The validation frames are as they were before'), error);
        } finally {
            setBusy(false);
        }
    };
    const exclude = (list: number[], on: boolean) =>
        void change(
            { disabled_frames: withExcluded(layout, list, on) },
            on
                ? t('{count, plural, one {# frame} other {# frames}} excluded', { count: list.length })
                : t('{count, plural, one {# frame} other {# frames}} restored', { count: list.length }),
        );
    const shuffle = () =>
        confirmDanger(modal, {
            title: t('Choose the honeypots anew?'),
            content: t(
                'Each honeypot shows another validation frame, at random. What was annotated at honeypots so far is deleted.',
            ),
            okText: t('Choose anew'),
            run: () => change({ frame_selection_method: 'random_uniform' }, t('Honeypots chosen anew')),
        });

    return (
        <Card
            title={t('Validation frames')}
            extra={
                <Flex gap={8} wrap>
                    {layout.mode === 'gt_pool' && (
                        <Button icon={<ReloadOutlined />} onClick={shuffle}>
                            {t('Choose honeypots anew')}
                        </Button>
                    )}
                    <Button
                        icon={<DownloadOutlined />}
                        onClick={() =>
                            saveText(`allocation-table-task_${task.id}.csv`, allocationCsv(frames), 'text/csv')
                        }
                    >
                        {t('Save as CSV')}
                    </Button>
                </Flex>
            }
        >
            <Flex gap={8} wrap className="limn-toolbar" align="center">
                <Input.Search
                    aria-label={t('Search frames')}
                    placeholder={t('Search frames')}
                    allowClear
                    className="limn-search"
                    value={search}
                    onChange={event => setSearch(event.target.value)}
                />
                <Button disabled={!chosen.length || busy} onClick={() => exclude(chosen, true)}>
                    {t('Exclude chosen')}
                </Button>
                <Button disabled={!chosen.length || busy} onClick={() => exclude(chosen, false)}>
                    {t('Restore chosen')}
                </Button>
                {chosen.length > 0 && (
                    <span className="limn-meta">
                        {t('{count, plural, one {# frame} other {# frames}} chosen', { count: chosen.length })}
                    </span>
                )}
            </Flex>
            <Table<ValidationFrame>
                rowKey="frame"
                size="small"
                loading={busy}
                dataSource={shown}
                pagination={shown.length > 20 ? { defaultPageSize: 20, showSizeChanger: true } : false}
                rowSelection={{
                    selectedRowKeys: chosen,
                    onChange: keys => setChosen(keys as number[]),
                    getCheckboxProps: item =>
                        ({ 'aria-label': t('Choose frame {frame}', { frame: item.frame }) }) as CheckboxProps,
                    getTitleCheckboxProps: () =>
                        ({ 'aria-label': t('Choose all frames of this page') }) as CheckboxProps,
                }}
                columns={[
                    {
                        key: 'frame',
                        title: t('Frame'),
                        width: 100,
                        dataIndex: 'frame',
                        sorter: (a, b) => a.frame - b.frame,
                    },
                    {
                        key: 'name',
                        title: t('Name'),
                        dataIndex: 'name',
                        sorter: (a, b) => a.name.localeCompare(b.name),
                    },
                    ...(layout.mode === 'gt_pool'
                        ? [
                              {
                                  key: 'uses',
                                  title: t('Honeypots'),
                                  width: 120,
                                  dataIndex: 'uses' as const,
                                  sorter: (a: ValidationFrame, b: ValidationFrame) => (a.uses ?? 0) - (b.uses ?? 0),
                              },
                          ]
                        : []),
                    {
                        key: 'status',
                        title: t('Status'),
                        width: 120,
                        render: (_, item) => (
                            <Tag color={item.active ? 'success' : 'default'}>
                                {item.active ? t('active') : t('excluded')}
                            </Tag>
                        ),
                    },
                    {
                        key: 'action',
                        width: 110,
                        render: (_, item) => (
                            <Button size="small" disabled={busy} onClick={() => exclude([item.frame], item.active)}>
                                {item.active ? t('Exclude') : t('Restore')}
                            </Button>
                        ),
                    },
                ]}
            />
        </Card>
    );
}

function ValidationView({ task }: { task: Task }) {
    const layout = useQuery({
        queryKey: ['validation', task.id],
        queryFn: ({ signal }) => getValidationLayout(task.id, signal),
    });
    const meta = useQuery({
        queryKey: ['task-meta', task.id],
        queryFn: ({ signal }) => getTaskMeta(task.id, signal),
        enabled: !!task.size,
    });
    const frames = useMemo(
        () => (layout.data && meta.data ? validationFrames(layout.data, meta.data) : []),
        [layout.data, meta.data],
    );
    if (layout.isError || meta.isError) {
        return <LoadError error={layout.error ?? meta.error} onRetry={() => void layout.refetch()} />;
    }
    if (!task.size || layout.data?.mode === null) {
        return (
            <div className="limn-panel">
                <EmptyState
                    title={t('This task has no validation frames')}
                    text={t(
                        'A ground truth job chooses some frames that are annotated with care, to compare others with. Honeypots are set up when a task is created.',
                    )}
                    action={<Link to={`/tasks/${task.id}/jobs/create`}>{t('Create a ground truth job')}</Link>}
                />
            </div>
        );
    }
    if (!layout.data || !meta.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    return (
        <div className="limn-stack">
            <Totals layout={layout.data} frames={frames} />
            {frames.every(frame => !frame.active) && (
                <Alert type="warning" showIcon message={t('All validation frames are excluded; nothing is checked.')} />
            )}
            <Allocation task={task} layout={layout.data} frames={frames} />
        </div>
    );
}

export default function ValidationPage() {
    const id = Number(useParams().id);
    const task = useQuery({ queryKey: ['task', id], queryFn: ({ signal }) => getTask(id, signal) });
    return (
        <Page
            title={t('Validation')}
            subtitle={<Link to={`/tasks/${id}`}>{task.data?.name ?? t('Task #{id}', { id })}</Link>}
        >
            {task.isError && <LoadError error={task.error} onRetry={task.refetch} />}
            {task.isPending && <Skeleton active />}
            {task.data && (
                <InWorkspaceOf organizationId={task.data.organization_id} what={t('task #{id}', { id })}>
                    <ValidationView task={task.data} />
                </InWorkspaceOf>
            )}
        </Page>
    );
}
