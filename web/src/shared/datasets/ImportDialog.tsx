import { useQueryClient } from '@tanstack/react-query';
import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Modal, Progress, Radio, Select, Switch, Typography } from 'antd';
import { useRef, useState } from 'react';
import { importDataset, type ImportMode } from '../../api';
import { trackRequest, useTrackedRequests } from '../activity/requests';
import { formatBytes } from '../format';
import { FileDrop } from '../ui/FileDrop';
import { LoadError } from '../ui/LoadError';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';
import { acceptOf, acceptsFile, fitting, preferred, useFormats, type DatasetTarget } from './formats';

interface Props {
    target: DatasetTarget;
    onClose: () => void;
}

function Following({ requestId }: { requestId: string }) {
    const request = useTrackedRequests(state => state.requests[requestId]);
    if (!request) return null;
    if (request.status === 'failed') {
        return (
            <Alert
                type="error"
                showIcon
                message="The import failed; the annotations are as they were before"
                description={<span className="limn-prewrap">{request.message}</span>}
            />
        );
    }
    return (
        <div aria-live="polite">
            <Progress
                percent={Math.floor(request.progress * 100)}
                status={request.status === 'finished' ? 'success' : 'active'}
            />
            <Typography.Text type="secondary">
                {request.status === 'finished'
                    ? 'Imported.'
                    : `${request.message || 'The server reads the file.'} You can close this window.`}
            </Typography.Text>
        </div>
    );
}

/** Imports annotations into a task or job, or a dataset into a project. */
export function ImportDialog({ target, onClose }: Props) {
    const client = useQueryClient();
    const isShown = useIsMounted();
    const formats = useFormats(true);
    const [format, setFormat] = useState<string>();
    const [file, setFile] = useState<File | null>(null);
    const [mode, setMode] = useState<ImportMode>('append');
    const [masksToPolygons, setMasksToPolygons] = useState(false);
    const [sent, setSent] = useState(0);
    const [requestId, setRequestId] = useState<string | null>(null);
    const abort = useRef<AbortController | null>(null);

    const isProject = target.owner === 'projects';
    const choices = fitting(formats.data?.importers ?? [], target.dimension);
    const name = format ?? preferred(choices, target.mode);
    const chosen = choices.find(item => item.name === name);
    const misfit = file !== null && chosen !== undefined && !acceptsFile(chosen, file.name);

    const [run, uploading] = useAction(`Nothing was imported into ${target.title}`, async () => {
        if (!file || !chosen) return;
        abort.current = new AbortController();
        const id = await importDataset(
            target.owner,
            target.id,
            file,
            { format: chosen.name, mode, masksToPolygons },
            setSent,
            { signal: abort.current.signal },
        );
        setRequestId(id);
        void trackRequest(id, {
            title: `Import into ${target.title}`,
            isShown,
            onFinished: () => void client.invalidateQueries(),
        });
    });

    const cancel = () => {
        abort.current?.abort();
        onClose();
    };

    const footer = requestId ? (
        <Button type="primary" onClick={onClose}>
            Close
        </Button>
    ) : (
        <>
            <Button onClick={cancel}>Cancel</Button>
            <Button
                type="primary"
                danger={!isProject && mode === 'replace'}
                disabled={!file || !chosen || misfit}
                loading={uploading}
                onClick={() => void run()}
            >
                {isProject || mode === 'append' ? 'Import' : 'Replace annotations'}
            </Button>
        </>
    );

    return (
        <Modal
            open
            title={`Import ${isProject ? 'a dataset' : 'annotations'} into ${target.title}`}
            onCancel={cancel}
            maskClosable={!uploading}
            footer={footer}
            width={500}
        >
            {formats.isError && <LoadError error={formats.error} onRetry={formats.refetch} />}
            {requestId ? (
                <Following requestId={requestId} />
            ) : (
                <Form layout="vertical" disabled={uploading}>
                    <Form.Item label="Format" htmlFor="limn-import-format">
                        <Select
                            id="limn-import-format"
                            showSearch
                            value={name}
                            onChange={setFormat}
                            loading={formats.isPending}
                            options={choices.map(item => ({ value: item.name, label: `${item.name} (${item.ext})` }))}
                        />
                    </Form.Item>
                    <Form.Item
                        label="File"
                        validateStatus={misfit ? 'error' : undefined}
                        help={misfit ? `This format is kept in ${chosen.ext} files` : undefined}
                    >
                        {file ? (
                            <Flex align="center" gap={8}>
                                <Typography.Text ellipsis>{file.name}</Typography.Text>
                                <Typography.Text type="secondary">{formatBytes(file.size)}</Typography.Text>
                                <Button
                                    type="text"
                                    icon={<DeleteOutlined />}
                                    aria-label="Choose another file"
                                    onClick={() => setFile(null)}
                                />
                            </Flex>
                        ) : (
                            <FileDrop
                                text="Drop a file here"
                                accept={acceptOf(chosen)}
                                onFiles={files => setFile(files[0]?.body ?? null)}
                            />
                        )}
                    </Form.Item>
                    {!isProject && (
                        <Form.Item label="Annotations that are there already">
                            <Radio.Group
                                value={mode}
                                onChange={event => setMode(event.target.value as ImportMode)}
                                options={[
                                    { value: 'append', label: 'Keep and add to them' },
                                    { value: 'replace', label: 'Replace them' },
                                ]}
                            />
                        </Form.Item>
                    )}
                    {!isProject && mode === 'replace' && (
                        <Alert
                            type="warning"
                            showIcon
                            className="limn-gap-below"
                            message={`All annotations of ${target.title} are deleted before the new ones are read.`}
                        />
                    )}
                    <Form.Item label="Turn masks into polygons" htmlFor="limn-import-masks">
                        <Switch id="limn-import-masks" checked={masksToPolygons} onChange={setMasksToPolygons} />
                    </Form.Item>
                    {uploading && file && (
                        <Progress
                            percent={file.size ? Math.floor((sent / file.size) * 100) : 100}
                            format={() => `${formatBytes(sent)} of ${formatBytes(file.size)}`}
                        />
                    )}
                </Form>
            )}
        </Modal>
    );
}
