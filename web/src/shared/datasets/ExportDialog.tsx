import { Alert, Button, Form, Input, Modal, Progress, Select, Switch, Typography } from 'antd';
import { useState } from 'react';
import { ApiError, exportDataset, localPath } from '../../api';
import { download, trackRequest, useTrackedRequests } from '../activity/requests';
import { LoadError } from '../ui/LoadError';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';
import { fitting, preferred, useFormats, type DatasetTarget } from './formats';

interface Values {
    format: string;
    saveImages: boolean;
    filename?: string;
}

interface Props {
    target: DatasetTarget;
    onClose: () => void;
}

async function start(target: DatasetTarget, values: Values): Promise<string> {
    const name = values.filename?.trim();
    try {
        return await exportDataset(target.owner, target.id, {
            format: values.format,
            saveImages: values.saveImages,
            filename: name && (/\.zip$/i.test(name) ? name : `${name}.zip`),
        });
    } catch (error) {
        // The same export is being made already: follow that one.
        if (error instanceof ApiError && error.runningRequest) return error.runningRequest;
        throw error;
    }
}

/** Exports to a file and downloads it. The export goes on when the dialog is closed. */
export function ExportDialog({ target, onClose }: Props) {
    const isShown = useIsMounted();
    const formats = useFormats(true);
    const [requestId, setRequestId] = useState<string | null>(null);
    const [format, setFormat] = useState<string>();
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));
    const choices = fitting(formats.data?.exporters ?? [], target.dimension);
    const chosen = format ?? preferred(choices, target.mode);

    const [run, starting] = useAction(`${target.title} could not be exported`, async (values: Values) => {
        const id = await start(target, { ...values, format: chosen ?? '' });
        setRequestId(id);
        void trackRequest(id, {
            title: `Export of ${target.title}`,
            isShown,
            onFinished: finished => finished.result_url && download(localPath(finished.result_url)),
        });
    });

    const footer = request ? (
        <>
            {request.resultPath && (
                <Button href={request.resultPath} download>
                    Download again
                </Button>
            )}
            <Button type="primary" onClick={onClose}>
                Close
            </Button>
        </>
    ) : (
        <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="primary" htmlType="submit" form="limn-export" loading={starting} disabled={!chosen}>
                Export
            </Button>
        </>
    );

    return (
        <Modal open title={`Export ${target.title}`} onCancel={onClose} footer={footer} width={460}>
            {formats.isError && <LoadError error={formats.error} onRetry={formats.refetch} />}
            {request ? (
                <div aria-live="polite">
                    <Progress
                        percent={Math.floor(request.progress * 100)}
                        status={
                            request.status === 'failed'
                                ? 'exception'
                                : request.status === 'finished'
                                  ? 'success'
                                  : 'active'
                        }
                    />
                    {request.status === 'running' && (
                        <Typography.Text type="secondary">
                            {request.message || 'The file is being made.'} You can close this window; the download will
                            start by itself.
                        </Typography.Text>
                    )}
                    {request.status === 'finished' && <Typography.Text>The download has started.</Typography.Text>}
                    {request.status === 'failed' && <Alert type="error" showIcon message={request.message} />}
                </div>
            ) : (
                <Form<Values>
                    id="limn-export"
                    layout="vertical"
                    requiredMark={false}
                    initialValues={{ saveImages: false }}
                    onFinish={values => void run(values)}
                    disabled={starting}
                >
                    <Form.Item label="Format" htmlFor="limn-export-format">
                        <Select
                            id="limn-export-format"
                            showSearch
                            value={chosen}
                            onChange={setFormat}
                            loading={formats.isPending}
                            options={choices.map(({ name }) => ({ value: name, label: name }))}
                        />
                    </Form.Item>
                    <Form.Item name="saveImages" label="Save images too" valuePropName="checked">
                        <Switch />
                    </Form.Item>
                    <Form.Item name="filename" label="File name" tooltip="Empty: the server names the file">
                        <Input placeholder="Automatic" maxLength={200} />
                    </Form.Item>
                </Form>
            )}
        </Modal>
    );
}
