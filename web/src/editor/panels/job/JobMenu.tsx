import { MenuOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip, type MenuProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { DatasetTarget } from '../../../shared/datasets/formats';
import { t } from '../../../shared/language';
import { useHints } from '../../keys/useHints';
import { toggleFullscreen } from '../../session/frameMenu';
import type { Dialog } from '../../session/view';
import { useBesideMenu } from '../beside/useBesideMenu';
import { useSession, useView } from '../context';
import { useJobSteps } from './JobStatus';

const ExportDialog = lazy(() =>
    import('../../../shared/datasets/ExportDialog').then(module => ({ default: module.ExportDialog })),
);
const ImportDialog = lazy(() =>
    import('../../../shared/datasets/ImportDialog').then(module => ({ default: module.ImportDialog })),
);

type Transfer = 'import' | 'export';

/** What can be done with the job as a whole. */
export function JobMenu() {
    const session = useSession();
    const { job } = session;
    const readOnly = useView(view => view.readOnly !== null);
    const elsewhere = useView(view => view.elsewhere);
    const narrow = useView(view => view.layout === 'narrow');
    const { states } = useJobSteps();
    const { keyOf } = useHints();
    const beside = useBesideMenu(session);
    const [transfer, setTransfer] = useState<Transfer | null>(null);

    // Files are made of, and mixed with, what the server has.
    const begin = async (kind: Transfer) => {
        if (await session.saver.save()) setTransfer(kind);
        else session.notify('warning', t('The annotations are not saved yet. Save them first, then try again.'));
    };
    const imported = async () => {
        if (await session.saver.save()) session.reopen();
        else
            session.notify(
                'warning',
                t(
                    'The annotations were imported. What was edited meanwhile is kept on this computer; reload the page to see both.',
                ),
            );
    };
    const opens = (key: Exclude<Dialog, object>, label: string, more: { extra?: string; danger?: boolean } = {}) => ({
        key,
        label,
        onClick: () => session.view.setState({ dialog: key }),
        ...more,
    });
    // What has no room in the bar of a narrow window.
    const fromTheBar = [
        {
            key: 'fullscreen',
            label: t('Full screen'),
            extra: keyOf('fullscreen'),
            onClick: () => void toggleFullscreen(session),
        },
        opens('statistics', t('Statistics'), { extra: keyOf('statistics') }),
        ...(job.guide_id === null ? [] : [opens('guide', t('Guide'), { extra: keyOf('guide') })]),
    ];
    const items: NonNullable<MenuProps['items']> = [
        {
            key: 'import',
            label: t('Upload annotations…'),
            disabled: readOnly,
            onClick: () => void begin('import'),
        },
        { key: 'export', label: t('Export job dataset…'), disabled: elsewhere, onClick: () => void begin('export') },
        { ...opens('actions', t('Run an action…'), { extra: keyOf('run_action') }), disabled: readOnly },
        { ...opens('clear', t('Remove annotations…'), { danger: true }), disabled: readOnly },
        { type: 'divider' },
        ...(beside.item ? [beside.item] : []),
        ...(narrow ? fromTheBar : []),
        { key: 'task', label: <Link to={`/tasks/${job.task_id}`}>{t('Open the task')}</Link> },
        { type: 'divider' },
        { key: 'state', label: t('Change job state'), disabled: elsewhere, children: states },
        { ...opens('finish-job', t('Finish the job…'), { extra: keyOf('finish') }), disabled: elsewhere },
    ];
    const target: DatasetTarget = {
        owner: 'jobs',
        id: job.id,
        title: t('job #{id}', { id: job.id }),
        dimension: job.dimension,
        mode: job.mode,
    };
    const close = () => setTransfer(null);
    return (
        <>
            <Dropdown menu={{ items }} trigger={['click']} onOpenChange={open => open && beside.ask()}>
                <Tooltip title={t('Menu of the job')} mouseEnterDelay={0.4}>
                    <Button type="text" aria-label={t('Menu of the job')} icon={<MenuOutlined />} />
                </Tooltip>
            </Dropdown>
            <Suspense fallback={null}>
                {transfer === 'export' && <ExportDialog target={target} onClose={close} />}
                {transfer === 'import' && (
                    <ImportDialog target={target} onClose={close} onImported={() => void imported()} />
                )}
            </Suspense>
        </>
    );
}
