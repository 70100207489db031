import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, InputNumber, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { createGroundTruth, getTask, messageOf, type Task } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import {
    follow,
    groundTruthProblem,
    initialGroundTruth,
    toChoice,
    type GroundTruthForm,
} from '../../shared/validation/quantity';

/** Why a task can have no (further) ground truth job, or null. */
function refusal(task: Task): string | null {
    if (!task.size) return t('The task has no frames yet.');
    if (task.dimension === '3d') return t('Ground truth is for images and video; this task holds point clouds.');
    if (task.validation_mode === 'gt_pool') return t('The task has honeypots, and with them its ground truth job.');
    if (task.validation_mode === 'gt') return t('The task has its ground truth job already.');
    return null;
}

function GroundTruthFields({ task }: { task: Task }) {
    const size = task.size ?? 0;
    const segment = task.segment_size;
    const [form, setForm] = useState<GroundTruthForm>(() => initialGroundTruth(size, segment));
    const [failure, setFailure] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const client = useQueryClient();
    const navigate = useNavigate();
    const change = (part: Partial<GroundTruthForm>) => setForm(follow(form, part, size, segment));
    const problem = groundTruthProblem(form, size, segment);
    const of = form.method === 'random_uniform' ? t('of the task') : t('of each job');

    const submit = async () => {
        setBusy(true);
        setFailure(null);
        try {
            const job = await createGroundTruth(task.id, toChoice(form));
            await client.invalidateQueries();
            reportSuccess(t('Ground truth job #{id} created', { id: job.id }), {
                action: { text: t('Open'), href: `/tasks/${task.id}/jobs/${job.id}` },
            });
            await navigate(`/tasks/${task.id}`);
        } catch (error) {
            setFailure(messageOf(error));
            setBusy(false);
        }
    };
    return (
        <Form layout="vertical" onFinish={() => void submit()} disabled={busy} className="limn-stack">
            {failure && <Alert type="error" showIcon role="alert" message={failure} />}
            <Card>
                <p className="limn-gap-below">
                    {t(
                        'Some frames are annotated once more, with care. What annotators do on the same frames can then be compared with it.',
                    )}
                </p>
                <Form.Item label={t('Which frames')}>
                    <Radio.Group
                        aria-label={t('Which frames')}
                        value={form.method}
                        onChange={event => change({ method: event.target.value as GroundTruthForm['method'] })}
                        options={[
                            { value: 'random_uniform', label: t('Any, at random') },
                            { value: 'random_per_job', label: t('Some of each job, at random') },
                        ]}
                    />
                </Form.Item>
                <div className="limn-form-grid">
                    <Form.Item
                        label={t('Frames {of}', { of })}
                        htmlFor="limn-gt-frames"
                        validateStatus={problem ? 'error' : undefined}
                        help={problem ?? undefined}
                    >
                        <InputNumber
                            id="limn-gt-frames"
                            min={1}
                            precision={0}
                            value={form.frames}
                            onChange={frames => change({ frames })}
                            style={{ width: '100%' }}
                        />
                    </Form.Item>
                    <Form.Item label={t('Per cent {of}', { of })} htmlFor="limn-gt-percent">
                        <InputNumber
                            id="limn-gt-percent"
                            min={0}
                            max={100}
                            precision={1}
                            value={form.percent}
                            onChange={percent => change({ percent })}
                            suffix="%"
                            style={{ width: '100%' }}
                        />
                    </Form.Item>
                    <Form.Item
                        label={t('Seed')}
                        htmlFor="limn-gt-seed"
                        tooltip={t('The same seed chooses the same frames again')}
                    >
                        <InputNumber
                            id="limn-gt-seed"
                            min={0}
                            precision={0}
                            value={form.seed}
                            placeholder={t('Any')}
                            onChange={seed => change({ seed })}
                            style={{ width: '100%' }}
                        />
                    </Form.Item>
                </div>
            </Card>
            <Flex gap={8}>
                <Button type="primary" htmlType="submit" loading={busy} disabled={problem !== null}>
                    {t('Create')}
                </Button>
                <LinkButton to={`/tasks/${task.id}`} type="default" icon={null}>
                    {t('Cancel')}
                </LinkButton>
            </Flex>
        </Form>
    );
}

export default function CreateGroundTruthPage() {
    const id = Number(useParams().id);
    const task = useQuery({ queryKey: ['task', id], queryFn: ({ signal }) => getTask(id, signal) });
    const refused = task.data && refusal(task.data);
    return (
        <Page
            title={t('New ground truth job')}
            subtitle={<Link to={`/tasks/${id}`}>{task.data?.name ?? t('Task #{id}', { id })}</Link>}
            width="narrow"
        >
            {task.isError && <LoadError error={task.error} onRetry={task.refetch} />}
            {task.isPending && <Skeleton active />}
            {refused && <Alert type="info" showIcon message={refused} />}
            {task.data && !refused && (
                <InWorkspaceOf organizationId={task.data.organization_id} what={t('task #{id}', { id })}>
                    <GroundTruthFields task={task.data} />
                </InWorkspaceOf>
            )}
        </Page>
    );
}
