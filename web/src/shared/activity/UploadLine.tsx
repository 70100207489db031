import { Flex, Progress, Typography } from 'antd';
import type { UploadProgress } from '../../api';
import { formatBytes, formatDuration } from '../format';
import { t } from '../language';

/** The files under way, each with its share; as many lines as there ever are, so that nothing moves. */
function ActiveFiles({ active }: { active: UploadProgress['active'] }) {
    return (
        <ul className="limn-active-files" aria-label={t('Files under way')}>
            {active.map(({ name, sentBytes, totalBytes }) => (
                <li key={name}>
                    <span className="limn-ellipsis" title={name}>
                        {name}
                    </span>
                    <span className="limn-meta limn-number">
                        {t('{sentBytes} of {totalBytes}', {
                            sentBytes: formatBytes(sentBytes),
                            totalBytes: formatBytes(totalBytes),
                        })}
                    </span>
                </li>
            ))}
        </ul>
    );
}

interface Props {
    upload: UploadProgress;
    /** Bytes a second; 0: not known. */
    speed: number;
    running: boolean;
    failed: boolean;
}

/** How far an upload is, how fast it goes, how long it will take, and what is being sent. */
export function UploadLine({ upload, speed, running, failed }: Props) {
    const share = upload.totalBytes ? upload.sentBytes / upload.totalBytes : 1;
    const left = speed > 0 ? (upload.totalBytes - upload.sentBytes) / speed : null;
    return (
        <div>
            <Flex justify="space-between" gap={8} wrap>
                <Typography.Text>
                    {t('Upload: {sentBytes} of {totalBytes}', {
                        sentBytes: formatBytes(upload.sentBytes),
                        totalBytes: formatBytes(upload.totalBytes),
                    })}
                </Typography.Text>
                <span className="limn-meta limn-number">
                    {[
                        t('Files: {doneFiles} of {totalFiles}', {
                            doneFiles: upload.doneFiles,
                            totalFiles: upload.totalFiles,
                        }),
                        running && speed > 0 && `${formatBytes(speed)}/s`,
                        running && left !== null && left > 1 && t('{left} left', { left: formatDuration(left) }),
                    ]
                        .filter(Boolean)
                        .join(' · ')}
                </span>
            </Flex>
            <Progress
                percent={Math.floor(share * 100)}
                status={failed && share < 1 ? 'exception' : running ? 'active' : 'normal'}
                aria-label={t('Upload')}
            />
            {running && <ActiveFiles active={upload.active} />}
        </div>
    );
}
