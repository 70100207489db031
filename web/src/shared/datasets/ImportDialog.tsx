import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Modal, Progress, Radio, Select, Switch, Typography } from 'antd';
import { useRef, useState } from 'react';
import { importDataset, importDatasetFromCloud, type ImportMode, type ImportOptions } from '../../api';
import { RequestProgress } from '../activity/RequestProgress';
import { trackRequest, useTrackedRequests } from '../activity/requests';
import { formatBytes } from '../format';
import { storageProblem } from '../storages/StorageField';
import { LoadError } from '../ui/LoadError';
import { useAction } from '../useAction';
import { useIsMounted } from '../useIsMounted';
import { acceptOf, acceptsFile, fitting, preferred, useFormats, type DatasetTarget } from './formats';
import { ImportSource, nameOfSource, NO_SOURCE } from './ImportSource';

interface Props {
    target: DatasetTarget;
    onClose: () => void;
    /** Called when the annotations are there. */
    onImported?: () => void;
}

/** Imports annotations into a task or job, or a dataset into a project. */
export function ImportDialog({ target, onClose, onImported }: Props) {
    const client = useQueryClient();
    const isShown = useIsMounted();
    const formats = useFormats(true);
    const [format, setFormat] = useState<string>();
    const [source, setSource] = useState(NO_SOURCE);
    const [mode, setMode] = useState<ImportMode>('append');
    const [masksToPolygons, setMasksToPolygons] = useState(true);
    const [sent, setSent] = useState(0);
    const [requestId, setRequestId] = useState<string | null>(null);
    const abort = useRef<AbortController | null>(null);
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));

    const isProject = target.owner === 'projects';
    const choices = fitting(formats.data?.importers ?? [], target.dimension);
    const name = format ?? preferred(choices, target.mode);
    const chosen = choices.find(item => item.name === name);
    const fileName = nameOfSource(source);
    const misfit = fileName !== null && chosen !== undefined && !acceptsFile(chosen, fileName);
    const { file } = source;

    const [run, uploading] = useAction(`Nothing was imported into ${target.title}`, async () => {
        if (!fileName || !chosen) return;
        const options: ImportOptions = { format: chosen.name, mode, masksToPolygons };
        abort.current = new AbortController();
        const { signal } = abort.current;
        const id =
            source.from === 'computer' && file
                ? await importDataset(target.owner, target.id, file, options, setSent, { signal })
                : await importDatasetFromCloud(
                      target.owner,
                      target.id,
                      { storage: source.storage, filename: fileName },
                      options,
                  );
        setRequestId(id);
        void trackRequest(id, {
            title: `Import into ${target.title}`,
            isShown,
            onFinished: () => {
                void client.invalidateQueries();
                onImported?.();
            },
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
                disabled={!fileName || !chosen || misfit || storageProblem(source.storage) !== null}
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
            {request ? (
                <RequestProgress
                    request={request}
                    running="The server reads the file."
                    finished={<Typography.Text>Imported.</Typography.Text>}
                    failed="The import failed; the annotations are as they were before"
                />
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
                        <ImportSource
                            value={source}
                            onChange={setSource}
                            accept={acceptOf(chosen)}
                            disabled={uploading}
                            hasDefault
                        />
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
