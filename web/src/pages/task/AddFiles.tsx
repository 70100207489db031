import { PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { MediaFile, Task } from '../../api';
import { t } from '../../shared/language';
import { whyNotAdd } from './addedFiles';
import { usePageDrop } from './usePageDrop';

const AddFilesDialog = lazy(() => import('./AddFilesDialog').then(({ AddFilesDialog: one }) => ({ default: one })));

/** The way to more frames: a button, and files dropped anywhere on the task's page. */
export function AddFiles({ task }: { task: Task }) {
    const [dropped, setDropped] = useState<MediaFile[] | null>(null);
    const why = whyNotAdd(task);
    const open = useCallback((files: MediaFile[]) => setDropped(files), []);
    const over = usePageDrop(why === null && !dropped ? open : null);
    return (
        <>
            <Tooltip title={why ?? t('Or drop them anywhere on this page')}>
                <Button icon={<PlusOutlined />} disabled={why !== null} onClick={() => open([])}>
                    {t('Add images')}
                </Button>
            </Tooltip>
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
