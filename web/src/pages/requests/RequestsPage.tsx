import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress, Select, Tag, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import {
    appendSummaryOf,
    cancelRequest,
    importSummaryOf,
    listRequests,
    localPath,
    requestEvents,
    type BackgroundRequest,
    type ImportSummary,
} from '../../api';
import { SummaryTable } from '../../shared/datasets/TrialSummary';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { ListEnd } from '../../shared/list/ListEnd';
import { ListTable, type ListColumn } from '../../shared/list/ListTable';
import { Pager } from '../../shared/list/Pager';
import { putRecord } from '../../shared/list/records';
import { useListState } from '../../shared/list/state';
import { useList } from '../../shared/list/useList';
import { reportError } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { StatusTag } from '../../shared/ui/StatusTag';
import { useParameters } from '../../shared/useParameters';
import { addedBy } from '../task/addedFiles';
import { adviceFor, changesOf, isRunning, messageOfRequest, operationTitle, resultOf, targetOf } from './describe';

const BUSY_POLL_MS = 1500;
const IDLE_POLL_MS = 20_000;

const STATUSES = ['queued', 'started', 'finished', 'failed'].map(value => ({ value, label: word(value) }));

function Times({ request }: { request: BackgroundRequest }) {
    const { created_date, started_date, finished_date, expiry_date } = request;
    const lines: [string, string | null][] = [
        [t('Queued'), created_date],
        [t('Started'), started_date],
        [t('Finished'), finished_date],
        [t('Expires'), expiry_date],
    ];
    return (
        <div className="limn-meta">
            {lines.map(
                ([name, date]) =>
                    date && (
                        <div key={name}>
                            {name} <Ago date={date} />
                        </div>
                    ),
            )}
        </div>
    );
}

function Operation({ request }: { request: BackgroundRequest }) {
    const target = targetOf(request);
    return (
        <>
            <Typography.Text strong>{operationTitle(request.operation)}</Typography.Text>
            {request.operation.dry_run && <Tag className="limn-type-tag">{t('nothing changed')}</Tag>}
            <div className="limn-meta">
                {target && (target.path ? <Link to={target.path}>{target.text}</Link> : target.text)}
                {request.operation.format && `${target ? ' · ' : ''}${request.operation.format}`}
                {request.operation.lightweight && t(' · without images')}
            </div>
        </>
    );
}

/** What an import came to, kind by kind when that is wanted. */
function Changes({ request, summary }: { request: BackgroundRequest; summary: ImportSummary }) {
    return (
        <details className="limn-changes">
            <summary>{changesOf(request, summary)}</summary>
            <SummaryTable summary={summary} />
        </details>
    );
}

function Outcome({ request }: { request: BackgroundRequest }) {
    const message = messageOfRequest(request);
    const changes = importSummaryOf(request);
    const added = appendSummaryOf(request);
    return (
        <>
            <StatusTag status={request.status} />
            {request.status === 'started' && (
                <Progress percent={Math.floor((request.progress ?? 0) * 100)} size="small" status="active" />
            )}
            {changes && <Changes request={request} summary={changes} />}
            {added && <div>{addedBy(added)}</div>}
            {message && (
                <Typography.Paragraph
                    type={request.status === 'failed' ? 'danger' : 'secondary'}
                    className="limn-prewrap limn-break limn-tight"
                    ellipsis={{ rows: 4, expandable: 'collapsible' }}
                >
                    {message}
                </Typography.Paragraph>
            )}
            {request.status === 'failed' && <div className="limn-meta">{adviceFor(request)}</div>}
        </>
    );
}

interface ButtonsProps {
    request: BackgroundRequest;
    onCancel: (request: BackgroundRequest) => void;
}

function Buttons({ request, onCancel }: ButtonsProps) {
    const result = resultOf(request);
    if (request.status === 'queued') {
        return <Button onClick={() => onCancel(request)}>{t('Cancel')}</Button>;
    }
    if (request.result_url) {
        return (
            <Button icon={<DownloadOutlined />} href={localPath(request.result_url)} download>
                {t('Download')}
            </Button>
        );
    }
    return result?.path ? <Link to={result.path}>{result.text}</Link> : null;
}

function columns(onCancel: ButtonsProps['onCancel']): ListColumn<BackgroundRequest>[] {
    return [
        { key: 'operation', title: t('Request'), width: 260, render: item => <Operation request={item} /> },
        { key: 'outcome', title: t('Progress'), render: item => <Outcome request={item} /> },
        { key: 'times', title: t('Times'), width: 200, render: item => <Times request={item} /> },
        {
            key: 'buttons',
            width: 150,
            align: 'right',
            render: item => <Buttons request={item} onCancel={onCancel} />,
        },
    ];
}

export default function RequestsPage() {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const control = useListState(10, '-created_date');
    const [params, changeParams] = useParameters();
    const status = params.get('status') ?? undefined;
    const requests = useList('requests', listRequests, control, {
        fixed: { status },
        refresh: page => (!requestEvents.live && page?.results.some(isRunning) ? BUSY_POLL_MS : IDLE_POLL_MS),
    });
    useEffect(
        () =>
            requestEvents.watch(news => {
                // One that is new, or that a status chosen above may not fit any more, is for the server to place.
                if (news && !status && putRecord(client, 'requests', news)) return;
                void client.invalidateQueries({ queryKey: ['requests'] });
            }),
        [client, status],
    );

    const cancel = (request: BackgroundRequest) =>
        confirmDanger(modal, {
            title: t('Cancel “{operation}”?', { operation: operationTitle(request.operation) }),
            content: t('It has not started yet, so nothing is lost but its place in the queue.'),
            okText: t('Cancel the request'),
            run: async () => {
                try {
                    await cancelRequest(request.id);
                } catch (error) {
                    reportError(t('The request was not cancelled'), error);
                }
                await client.invalidateQueries({ queryKey: ['requests'] });
            },
        });

    const chooseStatus = (next: string | undefined) =>
        changeParams(current => {
            current.delete('page');
            if (next) current.set('status', next);
            else current.delete('status');
            return current;
        });

    const page = requests.data;
    const top = useRef<HTMLDivElement>(null);
    return (
        <Page
            title={t('Requests')}
            subtitle={t('Work the server does in the background for you')}
            actions={
                <Select
                    aria-label={t('Status')}
                    allowClear
                    placeholder={t('Any status')}
                    value={status}
                    options={STATUSES}
                    onChange={chooseStatus}
                    style={{ width: 140 }}
                />
            }
        >
            <div ref={top} className="limn-list">
                {requests.isError && !requests.isFetchNextPageError ? (
                    <LoadError error={requests.error} onRetry={requests.refetch} />
                ) : (
                    <ListTable<BackgroundRequest>
                        columns={columns(cancel)}
                        items={page?.results}
                        empty={
                            <EmptyState
                                title={status ? t('No {status} requests', { status }) : t('No requests yet')}
                                text={t(
                                    'Exports, imports and the making of task frames show up here with their progress.',
                                )}
                            />
                        }
                    />
                )}
            </div>
            <ListEnd records={requests} one="request" pageSize={control.state.pageSize} />
            <Pager control={control} count={page?.count} shown={page?.results.length ?? 0} top={top} />
        </Page>
    );
}
