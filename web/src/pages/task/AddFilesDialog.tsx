import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Select, Spin } from 'antd';
import { useMemo, useRef, useState } from 'react';
import {
    appendSummaryOf,
    discardWaitingFiles,
    getWaitingFiles,
    type AppendSummary,
    type MediaFile,
    type SortingMethod,
    type Task,
} from '../../api';
import { RequestProgress } from '../../shared/activity/RequestProgress';
import { trackRequest, useTrackedRequests } from '../../shared/activity/requests';
import { UploadLine } from '../../shared/activity/UploadLine';
import { formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { FileDrop } from '../../shared/ui/FileDrop';
import { useAction } from '../../shared/useAction';
import { useIsMounted } from '../../shared/useIsMounted';
import { addFiles } from '../create-task/files';
import { addedBy, additionOf, reasonsAgainst, type Reason } from './addedFiles';
import { AdditionPreview } from './AdditionPreview';
import { namesOf } from './additionNames';
import { useFramesUpload } from './useFramesUpload';

const ORDERS: { value: SortingMethod; label: string }[] = [
    { value: 'natural', label: t('By name, numbers by their value') },
    { value: 'lexicographical', label: t('By name, letter by letter') },
    { value: 'random', label: t('At random') },
];

const NO_REASONS: ReadonlyMap<string, Reason> = new Map();

interface Props {
    task: Task;
    /** Dropped on the page. */
    dropped: MediaFile[];
    onClose: () => void;
}

/** What is known of the files before anything is sent: what waits on the server, what the task has, what is packed. */
function useFindings(task: Task, chosen: MediaFile[], keepSame: boolean) {
    const waiting = useQuery({
        queryKey: ['waiting-files', task.id],
        queryFn: ({ signal }) => getWaitingFiles(task.id, signal),
        staleTime: 0,
    });
    const reasons = useQuery({
        queryKey: [
            'files-against',
            task.id,
            task.size,
            chosen.map(({ name, body }) => `${name} ${body.size} ${body.lastModified}`),
        ],
        queryFn: ({ signal }) => reasonsAgainst(task.id, chosen, signal),
        staleTime: Infinity,
        gcTime: 0,
    });
    const known = reasons.data?.reasons ?? NO_REASONS;
    const whole = useMemo(() => (waiting.data ?? []).filter(({ location }) => location === null), [waiting.data]);
    const addition = useMemo(
        () => additionOf(chosen, known, keepSame, whole.length),
        [chosen, known, keepSame, whole.length],
    );
    const names = useQuery({
        queryKey: ['addition-names', task.id, addition.files.map(({ name }) => name), whole],
        queryFn: () => namesOf(addition.files, whole),
        gcTime: 0,
    });
    return { waiting, reasons, addition, names };
}

/** Adds images to a task that has frames: behind the last one, in jobs of their own. */
export function AddFilesDialog({ task, dropped, onClose }: Props) {
    const client = useQueryClient();
    const isShown = useIsMounted();
    const [chosen, setChosen] = useState<MediaFile[]>(() => addFiles([], dropped));
    const [sorting, setSorting] = useState<SortingMethod>('natural');
    const [keepSame, setKeepSame] = useState(false);
    const [requestId, setRequestId] = useState<string | null>(null);
    const [summary, setSummary] = useState<AppendSummary | null>(null);
    const abort = useRef<AbortController | null>(null);
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));
    const { waiting, reasons, addition, names } = useFindings(task, chosen, keepSame);
    const upload = useFramesUpload(task.id, addition.files, { sorting, leaveOutSame: !keepSame }, waiting.data ?? []);

    const [run, uploading] = useAction(t('The files were not added'), async () => {
        abort.current = new AbortController();
        const id = await upload.run(abort.current.signal).catch((error: unknown) => {
            void waiting.refetch(); // what has arrived is not sent again
            throw error;
        });
        setRequestId(id);
        void trackRequest(id, {
            title: t('Add files to task #{id}', { id: task.id }),
            isShown,
            onFinished: finished => {
                setSummary(appendSummaryOf(finished) ?? null);
                for (const queryKey of [
                    ['task', task.id],
                    ['task-jobs', task.id],
                    ['waiting-files', task.id],
                    ['tasks'],
                    ['jobs'],
                ])
                    void client.invalidateQueries({ queryKey });
            },
        });
    });
    const [discard, discarding] = useAction(t('The files were not thrown away'), async () => {
        await discardWaitingFiles(task.id);
        await waiting.refetch();
    });

    const cancel = () => {
        abort.current?.abort();
        void client.invalidateQueries({ queryKey: ['waiting-files', task.id] });
        onClose();
    };
    const kept = waiting.data ?? [];
    const ready = waiting.isSuccess && reasons.isSuccess;
    const failure = waiting.isError || reasons.isError;
    const something = chosen.length > 0 || kept.some(({ location }) => location === null);
    return (
        <Modal
            open
            title={t('Add images to task #{id}', { id: task.id })}
            onCancel={cancel}
            maskClosable={!uploading && !chosen.length}
            width={600}
            footer={
                requestId ? (
                    <Button type="primary" onClick={onClose}>
                        {t('Close')}
                    </Button>
                ) : (
                    <>
                        <Button onClick={cancel}>{t('Cancel')}</Button>
                        <Button
                            type="primary"
                            loading={uploading}
                            disabled={!ready || !something || addition.problem !== null}
                            onClick={() => void run()}
                        >
                            {t('Add')}
                        </Button>
                    </>
                )
            }
        >
            {request ? (
                <RequestProgress
                    request={request}
                    running={t('The new frames are being made.')}
                    failed={t('Nothing was added')}
                    finished={summary && addedBy(summary)}
                />
            ) : (
                <Flex vertical gap={12}>
                    {kept.length > 0 && !uploading && (
                        <Alert
                            type="info"
                            showIcon
                            message={t(
                                '{count, plural, one {# file of an earlier attempt ({bytes}) has arrived, and is} other {# files of an earlier attempt ({bytes}) have arrived, and are}} added with what you choose now.',
                                {
                                    count: kept.length,
                                    bytes: formatBytes(kept.reduce((sum, { received }) => sum + received, 0)),
                                },
                            )}
                            description={t('Choose the same files again to go on: what has arrived is not sent again.')}
                            action={
                                <Button size="small" loading={discarding} onClick={() => void discard()}>
                                    {t('Throw away')}
                                </Button>
                            }
                        />
                    )}
                    {!uploading && (
                        <FileDrop
                            text={t('Drop images, folders, an archive or a PDF here')}
                            hint={t(
                                'They follow the frames that are there, whose numbers, jobs and annotations stay as they are.',
                            )}
                            multiple
                            folders
                            onFiles={added => setChosen(addFiles(chosen, added))}
                        />
                    )}
                    {chosen.length > 0 && reasons.isFetching && <Spin size="small" />}
                    {something && ready && !addition.problem && (
                        <>
                            <AdditionPreview
                                task={task}
                                addition={addition}
                                waiting={kept}
                                names={names.data ?? null}
                                sorting={sorting}
                                jobLength={reasons.data?.jobLength ?? 0}
                                keepSame={keepSame}
                                onKeepSame={setKeepSame}
                                disabled={uploading}
                            />
                            <Flex align="center" gap={8}>
                                <label htmlFor="limn-new-order">{t('In the order')}</label>
                                <Select
                                    id="limn-new-order"
                                    className="limn-grow"
                                    value={sorting}
                                    disabled={uploading}
                                    onChange={setSorting}
                                    options={ORDERS}
                                />
                            </Flex>
                        </>
                    )}
                    {chosen.length > 0 && ready && addition.problem && (
                        <Alert type="error" showIcon role="alert" message={addition.problem} />
                    )}
                    {failure && (
                        <Alert
                            type="error"
                            showIcon
                            message={t('The files could not be compared with those of the task.')}
                            action={
                                <Button
                                    size="small"
                                    onClick={() => {
                                        void waiting.refetch();
                                        void reasons.refetch();
                                    }}
                                >
                                    {t('Try again')}
                                </Button>
                            }
                        />
                    )}
                    {upload.progress && (
                        <UploadLine
                            upload={upload.progress}
                            speed={upload.speed}
                            running={uploading}
                            failed={!uploading}
                        />
                    )}
                    {uploading && (
                        <span className="limn-meta">
                            {t(
                                'If this tab is closed, what has arrived is kept: choose the same files again to go on.',
                            )}
                        </span>
                    )}
                </Flex>
            )}
        </Modal>
    );
}
