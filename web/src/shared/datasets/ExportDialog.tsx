import { Form, Input, Modal, Select, Switch, Typography } from 'antd';
import { useState } from 'react';
import { exportDataset, type StorageChoice } from '../../api';
import { ExportFooter } from '../activity/ExportFooter';
import { RequestProgress } from '../activity/RequestProgress';
import { useTrackedRequests } from '../activity/requests';
import { followExport, requestExport, zipName } from '../activity/startExport';
import { t } from '../language';
import { DefaultStorage } from '../storages/DefaultStorage';
import { storageProblem } from '../storages/StorageField';
import { LoadError } from '../ui/LoadError';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';
import { fitting, preferred, useFormats, type DatasetTarget } from './formats';

interface Values {
    saveImages: boolean;
    filename?: string;
}

interface Props {
    target: DatasetTarget;
    onClose: () => void;
}

/** Exports to a file and downloads it, or writes it to a cloud storage. The export goes on when the dialog is closed. */
export function ExportDialog({ target, onClose }: Props) {
    const isShown = useIsMounted();
    const formats = useFormats(true);
    const [requestId, setRequestId] = useState<string | null>(null);
    const [format, setFormat] = useState<string>();
    const [storage, setStorage] = useState<StorageChoice>();
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));
    const choices = fitting(formats.data?.exporters ?? [], target.dimension);
    const chosen = format ?? preferred(choices, target.mode);

    const [run, starting] = useAction(
        t('{title} could not be exported', { title: target.title }),
        async (values: Values) => {
            const id = await requestExport(() =>
                exportDataset(target.owner, target.id, {
                    format: chosen ?? '',
                    saveImages: values.saveImages,
                    filename: zipName(values.filename),
                    storage,
                }),
            );
            setRequestId(id);
            void followExport(id, t('Export of {title}', { title: target.title }), isShown);
        },
    );

    const footer = (
        <ExportFooter
            request={request}
            form="limn-export"
            action={t('Export')}
            starting={starting}
            disabled={!chosen || storageProblem(storage) !== null}
            onClose={onClose}
        />
    );

    return (
        <Modal open title={t('Export {title}', { title: target.title })} onCancel={onClose} footer={footer} width={460}>
            {formats.isError && <LoadError error={formats.error} onRetry={formats.refetch} />}
            {request ? (
                <RequestProgress
                    request={request}
                    running={t('The file is being made.')}
                    failed={t('The export failed; nothing was changed')}
                    finished={
                        <Typography.Text>
                            {request.resultPath
                                ? t('The download has started.')
                                : t('The file is in the cloud storage.')}
                        </Typography.Text>
                    }
                />
            ) : (
                <Form<Values>
                    id="limn-export"
                    layout="vertical"
                    requiredMark={false}
                    initialValues={{ saveImages: false }}
                    onFinish={values => void run(values)}
                    disabled={starting}
                >
                    <Form.Item label={t('Format')} htmlFor="limn-export-format">
                        <Select
                            id="limn-export-format"
                            showSearch
                            value={chosen}
                            onChange={setFormat}
                            loading={formats.isPending}
                            options={choices.map(({ name }) => ({ value: name, label: name }))}
                        />
                    </Form.Item>
                    <Form.Item name="saveImages" label={t('Save images too')} valuePropName="checked">
                        <Switch />
                    </Form.Item>
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
