import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Progress, Select, Typography } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
    appendSummaryOf,
    FramesUpload,
    getTaskMeta,
    type AppendSummary,
    type MediaFile,
    type SortingMethod,
    type Task,
} from '../../api';
import { RequestProgress } from '../../shared/activity/RequestProgress';
import { trackRequest, useTrackedRequests } from '../../shared/activity/requests';
import { formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { FileDrop } from '../../shared/ui/FileDrop';
import { useAction } from '../../shared/useAction';
import { useIsMounted } from '../../shared/useIsMounted';
import { addFiles, kindOf } from '../create-task/files';
import { addedBy, additionOf, newJobs, type Addition } from './addedFiles';

/** So many of the new pictures are shown. */
const PICTURES = 8;

const ORDERS: { value: SortingMethod; label: string }[] = [
    { value: 'natural', label: t('By name, numbers by their value') },
    { value: 'lexicographical', label: t('By name, letter by letter') },
    { value: 'random', label: t('At random') },
];

/** The first of the new pictures, as far as the browser can show them. */
function Pictures({ files }: { files: readonly MediaFile[] }) {
    const [urls, setUrls] = useState<readonly string[]>([]);
    useEffect(() => {
        const made = files.slice(0, PICTURES).map(({ body }) => URL.createObjectURL(body));
        setUrls(made);
        return () => made.forEach(url => URL.revokeObjectURL(url));
    }, [files]);
    return (
        <div className="limn-new-pictures" aria-hidden>
            {urls.map(url => (
                <img key={url} src={url} alt="" onError={event => event.currentTarget.remove()} />
            ))}
        </div>
    );
}

function Summary({ task, addition }: { task: Task; addition: Addition }) {
    const { files, known } = addition;
    const count = files.length;
    const packed = files.some(({ name }) => ['archive', 'pdf'].includes(kindOf(name)));
    const bytes = formatBytes(files.reduce((sum, { body }) => sum + body.size, 0));
    return (
        <div>
            <div>
                {packed
                    ? t('What is in it follows frame {last}, in jobs of their own ({bytes}).', {
                          last: (task.size ?? 1) - 1,
                          bytes,
                      })
                    : t(
                          '{count, plural, one {# new frame} other {# new frames}} from {first} on, in {jobs, plural, one {# new job} other {# new jobs}} ({bytes}).',
                          { count, first: task.size, jobs: newJobs(count, task), bytes },
                      )}
            </div>
            {known > 0 && (
                <Typography.Text type="secondary">
                    {t(
                        '{known, plural, one {# file is left out: the task has its name already.} other {# files are left out: the task has their names already.}}',
                        { known },
                    )}
                </Typography.Text>
            )}
        </div>
    );
}

interface Props {
    task: Task;
    /** Dropped on the page. */
    dropped: MediaFile[];
    onClose: () => void;
}

/** Adds images to a task that has frames: behind the last one, in jobs of their own. */
export function AddFilesDialog({ task, dropped, onClose }: Props) {
    const client = useQueryClient();
    const isShown = useIsMounted();
    const [chosen, setChosen] = useState<MediaFile[]>(() => addFiles([], dropped));
    const [sorting, setSorting] = useState<SortingMethod>('natural');
    const [sent, setSent] = useState(0);
    const [requestId, setRequestId] = useState<string | null>(null);
    const [summary, setSummary] = useState<AppendSummary | null>(null);
    const abort = useRef<AbortController | null>(null);
    const upload = useRef<FramesUpload | null>(null);
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));
    const meta = useQuery({
        queryKey: ['task-names', task.id, task.size],
        queryFn: ({ signal }) => getTaskMeta(task.id, signal),
    });
    const names = useMemo(() => new Set(meta.data?.frames.map(({ name }) => name)), [meta.data]);
    const addition = useMemo(() => additionOf(chosen, names), [chosen, names]);

    const choose = (files: MediaFile[]) => {
        setChosen(files);
        upload.current = null;
    };

    const [run, uploading] = useAction(t('The files were not added'), async () => {
        abort.current = new AbortController();
        upload.current ??= new FramesUpload(task.id, [...addition.files], sorting);
        const id = await upload.current.run(({ sentBytes }) => setSent(sentBytes), { signal: abort.current.signal });
        setRequestId(id);
        void trackRequest(id, {
            title: t('Add files to task #{id}', { id: task.id }),
            isShown,
            onFinished: finished => {
                setSummary(appendSummaryOf(finished) ?? null);
                for (const queryKey of [['task', task.id], ['task-jobs', task.id], ['tasks'], ['jobs']])
                    void client.invalidateQueries({ queryKey });
            },
        });
    });

    const cancel = () => {
        abort.current?.abort();
        onClose();
    };
    const total = upload.current?.totalBytes ?? 0;
    return (
        <Modal
            open
            title={t('Add images to task #{id}', { id: task.id })}
            onCancel={cancel}
            maskClosable={!uploading && !chosen.length}
            width={560}
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
                            disabled={!meta.data || addition.problem !== null}
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
                    <FileDrop
                        text={t('Drop images, folders, an archive or a PDF here')}
                        hint={t(
                            'They follow the frames that are there, whose numbers, jobs and annotations stay as they are.',
                        )}
                        multiple
                        folders
                        disabled={uploading}
                        onFiles={added => choose(addFiles(chosen, added))}
                    />
                    {chosen.length > 0 && meta.data && !addition.problem && (
                        <>
                            <Summary task={task} addition={addition} />
                            <Pictures files={addition.files} />
                            <Flex align="center" gap={8}>
                                <label htmlFor="limn-new-order">{t('In the order')}</label>
                                <Select
                                    id="limn-new-order"
                                    className="limn-grow"
                                    value={sorting}
                                    disabled={uploading}
                                    onChange={value => {
                                        setSorting(value);
                                        upload.current = null;
                                    }}
                                    options={ORDERS}
                                />
                            </Flex>
                        </>
                    )}
                    {chosen.length > 0 && addition.problem && (
                        <Alert type="error" showIcon role="alert" message={addition.problem} />
                    )}
                    {meta.isError && (
                        <Alert
                            type="error"
                            showIcon
                            message={t('The names of the frames could not be read. Close this window and try again.')}
                        />
                    )}
                    {uploading && total > 0 && (
                        <Progress percent={Math.floor((100 * sent) / total)} status="active" aria-label={t('Upload')} />
                    )}
                </Flex>
            )}
        </Modal>
    );
}
