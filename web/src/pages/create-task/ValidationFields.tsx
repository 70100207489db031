import { Alert, Form, InputNumber, Radio } from 'antd';
import { t } from '../../shared/language';
import { DEFAULT_PERCENT } from '../../shared/validation/quantity';
import type { TaskForm } from './order';

interface Props {
    form: TaskForm;
    problems: Partial<Record<keyof TaskForm, string>>;
}

function Percent({
    name,
    label,
    tooltip,
    problem,
}: {
    name: keyof TaskForm;
    label: string;
    tooltip?: string;
    problem?: string;
}) {
    return (
        <Form.Item
            name={name}
            label={label}
            tooltip={tooltip}
            validateStatus={problem ? 'error' : undefined}
            help={problem}
        >
            <InputNumber min={0} max={100} precision={1} suffix="%" style={{ width: '100%' }} />
        </Form.Item>
    );
}

/** Which frames are annotated with care, to compare the others with. */
export function ValidationFields({ form, problems }: Props) {
    const fields = Form.useFormInstance<TaskForm>();
    const usualShare = (method: TaskForm['validationMethod']) =>
        fields.setFieldValue('validationPercent', DEFAULT_PERCENT[method]);
    return (
        <>
            <Form.Item name="validation" label={t('Validation')}>
                <Radio.Group
                    options={[
                        { value: 'none', label: t('None') },
                        { value: 'gt', label: t('Ground truth') },
                        { value: 'gt_pool', label: t('Honeypots') },
                    ]}
                />
            </Form.Item>
            {form.validation === 'gt' && (
                <div className="limn-form-grid">
                    <Form.Item
                        name="validationMethod"
                        label={t('Which frames')}
                        className="limn-span-all"
                        validateStatus={problems.validationMethod ? 'error' : undefined}
                        help={problems.validationMethod}
                    >
                        <Radio.Group
                            onChange={event => usualShare(event.target.value as TaskForm['validationMethod'])}
                            options={[
                                { value: 'random_uniform', label: t('Any, at random') },
                                { value: 'random_per_job', label: t('Some of each job, at random') },
                            ]}
                        />
                    </Form.Item>
                    <Percent
                        name="validationPercent"
                        label={
                            form.validationMethod === 'random_uniform'
                                ? t('Share of all frames')
                                : t('Share of each job')
                        }
                        problem={problems.validationPercent}
                    />
                </div>
            )}
            {form.validation === 'gt_pool' && (
                <>
                    <div className="limn-form-grid">
                        <Percent
                            name="poolPercent"
                            label={t('Share of frames in the pool')}
                            tooltip={t('These are annotated with care, once')}
                            problem={problems.poolPercent}
                        />
                        <Percent
                            name="honeypotPercent"
                            label={t('Overhead for each job')}
                            tooltip={t('How many frames of the pool are mixed into each job')}
                            problem={problems.honeypotPercent}
                        />
                    </div>
                    <Alert
                        type="info"
                        showIcon
                        className="limn-gap-below"
                        message={t('The frames come in random order, so that nobody can tell a honeypot. Images only.')}
                    />
                </>
            )}
            {form.validation !== 'none' && (
                <Form.Item
                    name="validationSeed"
                    label={t('Seed')}
                    tooltip={t('The same seed chooses the same frames again')}
                >
                    <InputNumber min={0} precision={0} placeholder={t('Any')} style={{ width: 200 }} />
                </Form.Item>
            )}
        </>
    );
}
