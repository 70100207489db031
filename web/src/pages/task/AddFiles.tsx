import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import { getWaitingFiles, type MediaFile, type Task } from '../../api';
import { heldUploads, isHeld } from '../../shared/activity/unfinished';
import { t } from '../../shared/language';
import { whyNotAdd } from './addedFiles';
import { usePageDrop } from './usePageDrop';

const AddFilesDialog = lazy(() => import('./AddFilesDialog').then(({ AddFilesDialog: one }) => ({ default: one })));

/** The way to more frames: a button, and files dropped anywhere on the task's page. */
export function AddFiles({ task }: { task: Task }) {
    const [dropped, setDropped] = useState<MediaFile[] | null>(null);
    const why = whyNotAdd(task);
    // Of an upload that was broken off; nothing that the page depends on.
    const waiting = useQuery({
        queryKey: ['waiting-files', task.id, 'hint'],
        queryFn: async ({ signal }) => (isHeld(await heldUploads(), task.id) ? [] : getWaitingFiles(task.id, signal)), // another tab is at it
        enabled: why === null,
        retry: false,
    });
    const open = useCallback((files: MediaFile[]) => setDropped(files), []);
    const over = usePageDrop(why === null && !dropped ? open : null);
    return (
        <>
            <Tooltip title={why ?? t('Or drop them anywhere on this page')}>
                <Button icon={<PlusOutlined />} disabled={why !== null} onClick={() => open([])}>
                    {t('Add images')}
                </Button>
            </Tooltip>
            {waiting.data && waiting.data.length > 0 && why === null && !dropped && (
                <Button type="link" onClick={() => open([])}>
                    {t('{count, plural, one {# sent file was} other {# sent files were}} not added yet', {
                        count: waiting.data.length,
                    })}
                </Button>
            )}
            {over && (
                <div className="limn-page-drop" aria-hidden>
                    {t('Drop the images to add them to the task')}
                </div>
            )}
            {dropped && (
                <Suspense fallback={null}>
                    <AddFilesDialog task={task} dropped={dropped} onClose={() => setDropped(null)} />
                </Suspense>
            )}
        </>
    );
}
