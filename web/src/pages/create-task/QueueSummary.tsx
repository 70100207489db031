import { Button, Card, Flex, Tag } from 'antd';
import { isActive, type Creation } from '../../shared/activity/creationList';
import { canCancel, cancelCreation, canRetry, forgetCreation, retryCreation } from '../../shared/activity/creations';
import { t } from '../../shared/language';

/** Many tasks on their way at once: how many stand where, and what can be done with all of them. */
export function QueueSummary({ creations }: { creations: Creation[] }) {
    const count = (...phases: Creation['phase'][]) => creations.filter(item => phases.includes(item.phase)).length;
    const failed = count('failed');
    const again = creations.filter(canRetry);
    const waiting = creations.filter(item => item.phase === 'waiting' && canCancel(item));
    const over = creations.filter(item => item.phase === 'finished' || item.phase === 'cancelled');
    return (
        <Card size="small" title={t('{count} tasks', { count: creations.length })}>
            <Flex gap={8} wrap align="center" aria-live="polite">
                <Tag>{t('Pending: {count}', { count: count('waiting') })}</Tag>
                <Tag color="processing">
                    {t('In progress: {count}', { count: count('creating', 'uploading', 'processing') })}
                </Tag>
                <Tag color="success">{t('Completed: {count}', { count: count('finished') })}</Tag>
                <Tag color={failed ? 'error' : 'default'}>{t('Failed: {failed}', { failed })}</Tag>
                <Tag>{t('Cancelled: {count}', { count: count('cancelled') })}</Tag>
                <Button
                    disabled={!waiting.length}
                    onClick={() => waiting.forEach(item => void cancelCreation(item.key))}
                >
                    {t('Cancel pending')}
                </Button>
                <Button disabled={!again.length} onClick={() => again.forEach(item => retryCreation(item.key))}>
                    {t('Retry failed and cancelled')}
                </Button>
                <Button
                    disabled={!over.length || creations.some(isActive)}
                    onClick={() => over.forEach(item => forgetCreation(item.key))}
                >
                    {t('Clear list')}
                </Button>
            </Flex>
        </Card>
    );
}
