import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Progress, Typography } from 'antd';
import { useState } from 'react';
import { deleteTask, type MediaFile } from '../../api';
import { startCreation } from '../../shared/activity/creations';
import { matchFiles, uploadStore } from '../../shared/activity/unfinished';
import { useUnfinished, type BrokenOff } from '../../shared/activity/useUnfinished';
import { formatAgo, formatBytes, formatCount } from '../../shared/format';
import { reportError, reportSuccess } from '../../shared/notices';
import { confirmDanger } from '../../shared/ui/confirm';
import { FileDrop } from '../../shared/ui/FileDrop';
import { addFiles } from './files';

const NAMED = 5;

/** Names of the first few, and how many more there are. */
function someOf(names: readonly string[]): string {
    const more = names.length - NAMED;
    const named = names.slice(0, NAMED).join(', ');
    return more > 0 ? `${named} and ${more} more` : named;
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
            title: `Delete task #${upload.taskId} “${upload.name}”?`,
            content: `It has no frames. ${formatCount(arrived.length, 'file')} that arrived are deleted with it.`,
            okText: 'Delete task',
            run: async () => {
                try {
                    await deleteTask(upload.taskId);
                    await (await uploadStore())?.forget(upload.taskId);
                    reportSuccess(`Task “${upload.name}” deleted`);
                } catch (error) {
                    reportError(`Task “${upload.name}” was not deleted`, error);
                }
                await client.invalidateQueries({ queryKey: ['unfinished-uploads'] });
            },
        });

    const complete = arrived.length === files.length;
    return (
        <Card size="small" title={`Unfinished upload: ${upload.name}`}>
            <Flex vertical gap={12}>
                <Typography.Text>
                    {`Begun ${formatAgo(new Date(upload.begunAt))} for task #${upload.taskId}; this page was closed before it had ended. ${arrived.length} of ${formatCount(files.length, 'file')} have arrived and are kept.`}
                </Typography.Text>
                <Progress
                    percent={Math.floor((bytes(arrived) / Math.max(1, bytes(files))) * 100)}
                    format={() => `${formatBytes(bytes(arrived))} of ${formatBytes(bytes(files))}`}
                    aria-label="Arrived"
                />
                {!complete && (
                    <FileDrop
                        text={`Drop the same files again to continue with ${upload.name}`}
                        hint="A page may not read files of its own accord. Only what is missing is sent."
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
                        message={`${formatCount(missing.length, 'file')} still missing`}
                        description={`${formatCount(found.length, 'file')} recognised by name and size. Missing: ${someOf(missing.map(file => file.name))}`}
                    />
                )}
                <Flex gap={8}>
                    {complete && (
                        <Button type="primary" onClick={() => resume([])}>
                            Make the frames
                        </Button>
                    )}
                    <Button danger onClick={discard}>
                        Delete the empty task
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
