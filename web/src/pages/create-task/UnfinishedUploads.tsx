import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Progress, Typography } from 'antd';
import { useState } from 'react';
import { deleteTask, type MediaFile } from '../../api';
import { startCreation } from '../../shared/activity/creations';
import { matchFiles, uploadStore } from '../../shared/activity/unfinished';
import { useUnfinished, type BrokenOff } from '../../shared/activity/useUnfinished';
import { formatAgo, formatBytes } from '../../shared/format';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { confirmDanger } from '../../shared/ui/confirm';
import { FileDrop } from '../../shared/ui/FileDrop';
import { addFiles } from './files';

const NAMED = 5;

/** Names of the first few, and how many more there are. */
function someOf(names: readonly string[]): string {
    const more = names.length - NAMED;
    const named = names.slice(0, NAMED).join(t(', '));
    return more > 0 ? t('{named} and {more} more', { named, more }) : named;
}

function BrokenOffUpload({ item: { upload, files } }: { item: BrokenOff }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const [chosen, setChosen] = useState<MediaFile[]>([]);
    const arrived = files.filter(file => file.state === 'arrived');
    const bytes = (list: readonly { size: number }[]) => list.reduce((sum, file) => sum + file.size, 0);
    const { found, missing } = matchFiles(files, chosen);

    const resume = (list: MediaFile[]) =>
        startCreation({
            task: { name: upload.name },
            data: upload.data,
            files: list,
            resumed: { taskId: upload.taskId, traces: files },
        });
    const choose = (added: MediaFile[]) => {
        const all = addFiles(chosen, added);
        const matched = matchFiles(files, all);
        if (matched.missing.length) setChosen(all);
        else resume(matched.found);
    };
    const discard = () =>
        confirmDanger(modal, {
            title: t('Delete task #{taskId} “{name}”?', { taskId: upload.taskId, name: upload.name }),
            content: t(
                'It has no frames. {count, plural, one {# file} other {# files}} that arrived are deleted with it.',
                { count: arrived.length },
            ),
            okText: t('Delete task'),
            run: async () => {
                try {
                    await deleteTask(upload.taskId);
                    await (await uploadStore())?.forget(upload.taskId);
                    reportSuccess(t('Task “{name}” deleted', { name: upload.name }));
                } catch (error) {
                    reportError(t('Task “{name}” was not deleted', { name: upload.name }), error);
                }
                await client.invalidateQueries({ queryKey: ['unfinished-uploads'] });
            },
        });

    const complete = arrived.length === files.length;
    return (
        <Card size="small" title={t('Unfinished upload: {name}', { name: upload.name })}>
            <Flex vertical gap={12}>
                <Typography.Text>
                    {t(
                        'Begun {ago} for task #{taskId}; this page was closed before it had ended. {count} of {files, plural, one {# file} other {# files}} have arrived and are kept.',
                        {
                            ago: formatAgo(new Date(upload.begunAt)),
                            taskId: upload.taskId,
                            count: arrived.length,
                            files: files.length,
                        },
                    )}
                </Typography.Text>
                <Progress
                    percent={Math.floor((bytes(arrived) / Math.max(1, bytes(files))) * 100)}
                    format={() =>
                        t('{arrived} of {files}', {
                            arrived: formatBytes(bytes(arrived)),
                            files: formatBytes(bytes(files)),
                        })
                    }
                    aria-label={t('Arrived')}
                />
                {!complete && (
                    <FileDrop
                        text={t('Drop the same files again to continue with {name}', { name: upload.name })}
                        hint={t('A page may not read files of its own accord. Only what is missing is sent.')}
                        multiple
                        folders
                        onFiles={choose}
                    />
                )}
                {chosen.length > 0 && (
                    <Alert
                        type="warning"
                        showIcon
                        role="alert"
                        message={t('{count, plural, one {# file} other {# files}} still missing', {
                            count: missing.length,
                        })}
                        description={t(
                            '{count, plural, one {# file} other {# files}} recognised by name and size. Missing: {missing}',
                            { count: found.length, missing: someOf(missing.map(file => file.name)) },
                        )}
                    />
                )}
                <Flex gap={8}>
                    {complete && (
                        <Button type="primary" onClick={() => resume([])}>
                            {t('Make the frames')}
                        </Button>
                    )}
                    <Button danger onClick={discard}>
                        {t('Delete the empty task')}
                    </Button>
                </Flex>
            </Flex>
        </Card>
    );
}

/** What was broken off in this browser, and the way to go on with it. */
export function UnfinishedUploads() {
    return useUnfinished().map(item => <BrokenOffUpload key={item.upload.taskId} item={item} />);
}
