import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { getTask, restoreBackup, restoreBackupFromCloud, type BackedUp, type Project, type Task } from '../../api';
import { RequestProgress } from '../activity/RequestProgress';
import { trackRequest, useTrackedRequests } from '../activity/requests';
import { ImportSource, nameOfSource, NO_SOURCE } from '../datasets/ImportSource';
import { formatBytes } from '../format';
import { t } from '../language';
import { storageProblem } from '../storages/StorageField';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';

const WHAT: Record<BackedUp, string> = { projects: 'project', tasks: 'task' };

interface Props {
    owner: BackedUp;
    /** The project that a restored task is meant for, and the way into it: its labels have to become the project's. */
    into?: Pick<Project, 'id' | 'name'>;
    onPut?: (task: Task) => void;
    onClose: () => void;
}

/** Makes a new project or task from a backup. */
export function RestoreDialog({ owner, into, onPut, onClose }: Props) {
    const what = WHAT[owner];
    const client = useQueryClient();
    const isShown = useIsMounted();
    const [source, setSource] = useState(NO_SOURCE);
    const [sent, setSent] = useState(0);
    const [requestId, setRequestId] = useState<string | null>(null);
    const [resultId, setResultId] = useState<number | string | null>(null);
    const abort = useRef<AbortController | null>(null);
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));
    const fileName = nameOfSource(source);
    const wrong = fileName !== null && !/\.zip$/i.test(fileName);
    const { file } = source;

    const [run, uploading] = useAction(t('The {what} was not restored', { what }), async () => {
        if (!fileName) return;
        abort.current = new AbortController();
        const id =
            source.from === 'computer' && file
                ? await restoreBackup(owner, file, setSent, { signal: abort.current.signal })
                : await restoreBackupFromCloud(owner, source.storage?.cloud_storage_id ?? 0, fileName);
        setRequestId(id);
        void trackRequest(id, {
            title: t('Restore a {what}', { what }),
            isShown,
            onFinished: finished => {
                setResultId(finished.result_id);
                void client.invalidateQueries({ queryKey: [owner] });
            },
        });
    });

    const [put, putting] = useAction(t('The task could not be read'), async () => {
        onPut?.(await getTask(Number(resultId)));
    });

    const cancel = () => {
        abort.current?.abort();
        onClose();
    };
    return (
        <Modal
            open
            title={t('Restore a {what} from a backup', { what })}
            onCancel={cancel}
            maskClosable={!uploading}
            width={500}
            footer={
                requestId ? (
                    <>
                        <Button type={into && resultId !== null ? 'default' : 'primary'} onClick={onClose}>
                            {t('Close')}
                        </Button>
                        {into && resultId !== null && (
                            <Button type="primary" loading={putting} onClick={() => void put()}>
                                {t('Put it into {project}', { project: into.name })}
                            </Button>
                        )}
                    </>
                ) : (
                    <>
                        <Button onClick={cancel}>{t('Cancel')}</Button>
                        <Button
                            type="primary"
                            loading={uploading}
                            disabled={!fileName || wrong || storageProblem(source.storage) !== null}
                            onClick={() => void run()}
                        >
                            {t('Restore')}
                        </Button>
                    </>
                )
            }
        >
            {request ? (
                <RequestProgress
                    request={request}
                    running={t('The server reads the backup.')}
                    failed={t('Nothing was restored')}
                    finished={
                        resultId !== null ? (
                            <Link to={`/${owner}/${resultId}`} onClick={onClose}>
                                {t('Open the restored {what}', { what })}
                            </Link>
                        ) : (
                            t('Restored.')
                        )
                    }
                />
            ) : (
                <>
                    <p className="limn-gap-below">
                        {t(
                            'A new {what} is made; what is here already stays as it is. Backups of this server and of CVAT both work.',
                            { what },
                        )}{' '}
                        {into &&
                            t(
                                'Then it is put into {project}: a last question says which of its labels become which of the project’s.',
                                { project: into.name },
                            )}
                    </p>
                    <ImportSource
                        value={source}
                        onChange={setSource}
                        accept=".zip"
                        disabled={uploading}
                        hasDefault={false}
                    />
                    {wrong && <p role="alert">{t('A backup is a .zip file.')}</p>}
                    {uploading && file && (
                        <Progress
                            percent={file.size ? Math.floor((sent / file.size) * 100) : 100}
                            format={() =>
                                t('{sent} of {count}', { sent: formatBytes(sent), count: formatBytes(file.size) })
                            }
                        />
                    )}
                </>
            )}
        </Modal>
    );
}
