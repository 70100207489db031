import { Alert, Button, Modal, Progress, Typography } from 'antd';
import { useState } from 'react';
import { RequestProgress } from '../activity/RequestProgress';
import { useTrackedRequests } from '../activity/requests';
import { formatBytes } from '../format';
import { t } from '../language';
import { LoadError } from '../ui/LoadError';
import { fitting, preferred, useFormats, type DatasetTarget } from './formats';
import { ImportForm, NO_VALUES, orderOf } from './ImportForm';
import { changeOf } from './changeOf';
import { ProjectTrial, TrialSummary } from './TrialSummary';
import { useImport, type Trial } from './useImport';

interface Props {
    target: DatasetTarget;
    onClose: () => void;
    /** Called when the annotations are there. */
    onImported?: () => void;
}

function Sending({ file, sent }: { file: File; sent: number }) {
    return (
        <Progress
            percent={file.size ? Math.floor((sent / file.size) * 100) : 100}
            format={() => t('{sent} of {count}', { sent: formatBytes(sent), count: formatBytes(file.size) })}
            aria-label={t('Sending the file')}
        />
    );
}

function Refused({ reason }: { reason: string }) {
    return (
        <Alert
            type="error"
            showIcon
            role="alert"
            message={t('Nothing can be imported from this file; nothing was changed')}
            description={<span className="limn-prewrap">{reason}</span>}
        />
    );
}

function TrialButtons({
    trial,
    busy,
    onBack,
    onImport,
}: {
    trial: Trial;
    busy: boolean;
    onBack: () => void;
    onImport: () => void;
}) {
    const { added, removed } = changeOf(trial.summary);
    return (
        <>
            <Button disabled={busy} onClick={onBack}>
                {t('Back')}
            </Button>
            <Button type="primary" danger={removed > 0} disabled={!added && !removed} loading={busy} onClick={onImport}>
                {removed > 0 ? t('Replace annotations') : t('Import')}
            </Button>
        </>
    );
}

function TrialOf({ trial: { summary, order } }: { trial: Trial }) {
    if ('new_labels' in summary) return <ProjectTrial summary={summary} />;
    return <TrialSummary summary={summary} onlyNew={order.options.mode === 'append_new'} />;
}

/** Imports annotations into a task or job, or a dataset into a project. It is told first what would change. */
export function ImportDialog({ target, onClose, onImported }: Props) {
    const formats = useFormats(true);
    const [values, setValues] = useState(NO_VALUES);
    const work = useImport(target, onImported);
    const { sent, busy, trying, trial, refused, requestId } = work;
    const request = useTrackedRequests(state => (requestId ? state.requests[requestId] : undefined));

    const isProject = target.owner === 'projects';
    const choices = fitting(formats.data?.importers ?? [], target.dimension);
    const name = values.format ?? preferred(choices, target.mode);
    const format = choices.find(item => item.name === name);
    const order = orderOf(format, values);
    const { file } = values.source;

    const close = () => {
        work.stop();
        onClose();
    };
    const buttons = (
        <>
            <Button onClick={close}>{t('Cancel')}</Button>
            {trial ? (
                <TrialButtons
                    trial={trial}
                    busy={busy}
                    onBack={work.forgetTrial}
                    onImport={() => work.start(trial.order)}
                />
            ) : (
                <Button type="primary" disabled={!order} loading={busy} onClick={() => order && work.tryOut(order)}>
                    {t('See what changes')}
                </Button>
            )}
        </>
    );

    return (
        <Modal
            open
            title={
                isProject
                    ? t('Import a dataset into {title}', { title: target.title })
                    : t('Import annotations into {title}', { title: target.title })
            }
            onCancel={close}
            maskClosable={!busy}
            footer={
                requestId ? (
                    <Button type="primary" onClick={onClose}>
                        {t('Close')}
                    </Button>
                ) : (
                    buttons
                )
            }
            width={520}
        >
            {formats.isError && <LoadError error={formats.error} onRetry={formats.refetch} />}
            {request && (
                <RequestProgress
                    request={request}
                    running={t('The server reads the file.')}
                    finished={<Typography.Text>{t('Imported.')}</Typography.Text>}
                    failed={t('The import failed; the annotations are as they were before')}
                />
            )}
            {!request && trial && <TrialOf trial={trial} />}
            {!request && !trial && (
                <ImportForm
                    owner={target.owner}
                    formats={choices}
                    format={format}
                    loading={formats.isPending}
                    disabled={busy}
                    values={values}
                    onChange={setValues}
                />
            )}
            {refused && !busy && !trial && <Refused reason={refused} />}
            {sent !== null && file && <Sending file={file} sent={sent} />}
            {trying && (
                <Progress
                    percent={Math.floor((trying.progress ?? 0) * 100)}
                    status="active"
                    aria-label={t('Looking into the file')}
                />
            )}
        </Modal>
    );
}
