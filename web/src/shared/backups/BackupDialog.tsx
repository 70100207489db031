import { Form, Input, Modal, Switch, Typography } from 'antd';
import { useState } from 'react';
import { exportBackup, type BackedUp, type StorageChoice } from '../../api';
import { ExportFooter } from '../activity/ExportFooter';
import { RequestProgress } from '../activity/RequestProgress';
import { useTrackedRequests } from '../activity/requests';
import { followExport, requestExport, zipName } from '../activity/startExport';
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

    const [run, starting] = useAction(`${target.title} was not backed up`, async (values: Values) => {
        const id = await requestExport(() =>
            exportBackup(target.owner, target.id, {
                filename: zipName(values.filename),
                lightweight: target.mayBeLight && values.lightweight === true,
                storage,
            }),
        );
        setRequestId(id);
        void followExport(id, `Backup of ${target.title}`, isShown);
    });

    const footer = (
        <ExportFooter
            request={request}
            form="limn-backup"
            action="Back up"
            starting={starting}
            disabled={storageProblem(storage) !== null}
            onClose={onClose}
        />
    );

    return (
        <Modal open title={`Back up ${target.title}`} onCancel={onClose} footer={footer} width={460}>
            {request ? (
                <RequestProgress
                    request={request}
                    running="The backup is being made."
                    failed="The backup failed; nothing was changed"
                    finished={
                        <Typography.Text>
                            {request.resultPath ? 'The download has started.' : 'The backup is in the cloud storage.'}
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
                        Images, labels, jobs, annotations and the guide in one file, to restore here or on another
                        server.
                    </p>
                    {target.mayBeLight && (
                        <Form.Item
                            name="lightweight"
                            label="Leave out data that is in a cloud storage"
                            valuePropName="checked"
                        >
                            <Switch />
                        </Form.Item>
                    )}
                    <Form.Item name="filename" label="File name" tooltip="Empty: the server names the file">
                        <Input placeholder="Automatic" maxLength={200} />
                    </Form.Item>
                    <Form.Item label="Where to">
                        <DefaultStorage
                            label="Where to"
                            defaultText="The default target storage"
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
