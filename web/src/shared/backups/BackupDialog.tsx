import { Form, Input, Modal, Switch, Typography } from 'antd';
import { useState } from 'react';
import { exportBackup, type BackedUp, type StorageChoice } from '../../api';
import { ExportFooter } from '../activity/ExportFooter';
import { RequestProgress } from '../activity/RequestProgress';
import { useTrackedRequests } from '../activity/requests';
import { followExport, requestExport, zipName } from '../activity/startExport';
import { t } from '../language';
import { DefaultStorage } from '../storages/DefaultStorage';
import { storageProblem } from '../storages/StorageField';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';

export interface BackupTarget {
    owner: BackedUp;
    id: number;
    /** As the user knows it: `task #7`. */
    title: string;
    /** Its data may lie in a cloud storage, so that the backup can do without it. */
    mayBeLight: boolean;
}

interface Values {
    filename?: string;
    lightweight?: boolean;
}

/** Writes a project or task with everything in it to one file, from which it can be restored here or elsewhere. */
export function BackupDialog({ target, onClose }: { target: BackupTarget; onClose: () => void }) {
    const isShown = useIsMounted();
    const [storage, setStorage] = useState<StorageChoice>();
    const [requestId, setRequestId] = useState<string | null>(null);
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));

    const [run, starting] = useAction(
        t('{title} was not backed up', { title: target.title }),
        async (values: Values) => {
            const id = await requestExport(() =>
                exportBackup(target.owner, target.id, {
                    filename: zipName(values.filename),
                    lightweight: target.mayBeLight && values.lightweight === true,
                    storage,
                }),
            );
            setRequestId(id);
            void followExport(id, t('Backup of {title}', { title: target.title }), isShown);
        },
    );

    const footer = (
        <ExportFooter
            request={request}
            form="limn-backup"
            action={t('Back up')}
            starting={starting}
            disabled={storageProblem(storage) !== null}
            onClose={onClose}
        />
    );

    return (
        <Modal
            open
            title={t('Back up {title}', { title: target.title })}
            onCancel={onClose}
            footer={footer}
            width={460}
        >
            {request ? (
                <RequestProgress
                    request={request}
                    running={t('The backup is being made.')}
                    failed={t('The backup failed; nothing was changed')}
                    finished={
                        <Typography.Text>
                            {request.resultPath
                                ? t('The download has started.')
                                : t('The backup is in the cloud storage.')}
                        </Typography.Text>
                    }
                />
            ) : (
                <Form<Values>
                    id="limn-backup"
                    layout="vertical"
                    requiredMark={false}
                    initialValues={{ lightweight: true }}
                    onFinish={values => void run(values)}
                    disabled={starting}
                >
                    <p className="limn-gap-below">
                        {t(
                            'Images, labels, jobs, annotations and the guide in one file, to restore here or on another server.',
                        )}
                    </p>
                    {target.mayBeLight && (
                        <Form.Item
                            name="lightweight"
                            label={t('Leave out data that is in a cloud storage')}
                            valuePropName="checked"
                        >
                            <Switch />
                        </Form.Item>
                    )}
                    <Form.Item name="filename" label={t('File name')} tooltip={t('Empty: the server names the file')}>
                        <Input placeholder={t('Automatic')} maxLength={200} />
                    </Form.Item>
                    <Form.Item label={t('Where to')}>
                        <DefaultStorage
                            label={t('Where to')}
                            defaultText={t('The default target storage')}
                            value={storage}
                            onChange={setStorage}
                            disabled={starting}
                        />
                    </Form.Item>
                </Form>
            )}
        </Modal>
    );
}
