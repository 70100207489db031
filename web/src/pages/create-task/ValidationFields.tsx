import { Alert, Form, InputNumber, Radio } from 'antd';
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
    return (
        <>
            <Form.Item name="validation" label="Validation">
                <Radio.Group
                    options={[
                        { value: 'none', label: 'None' },
                        { value: 'gt', label: 'Ground truth' },
                        { value: 'gt_pool', label: 'Honeypots' },
                    ]}
                />
            </Form.Item>
            {form.validation === 'gt' && (
                <div className="limn-form-grid">
                    <Form.Item
                        name="validationMethod"
                        label="Which frames"
                        className="limn-span-all"
                        validateStatus={problems.validationMethod ? 'error' : undefined}
                        help={problems.validationMethod}
                    >
                        <Radio.Group
                            options={[
                                { value: 'random_uniform', label: 'Any, at random' },
                                { value: 'random_per_job', label: 'Some of each job, at random' },
                            ]}
                        />
                    </Form.Item>
                    <Percent
                        name="validationPercent"
                        label={form.validationMethod === 'random_uniform' ? 'Share of all frames' : 'Share of each job'}
                        problem={problems.validationPercent}
                    />
                </div>
            )}
            {form.validation === 'gt_pool' && (
                <>
                    <div className="limn-form-grid">
                        <Percent
                            name="poolPercent"
                            label="Share of frames in the pool"
                            tooltip="These are annotated with care, once"
                            problem={problems.poolPercent}
                        />
                        <Percent
                            name="honeypotPercent"
                            label="Overhead for each job"
                            tooltip="How many frames of the pool are mixed into each job"
                            problem={problems.honeypotPercent}
                        />
                    </div>
                    <Alert
                        type="info"
                        showIcon
                        className="limn-gap-below"
                        message="The frames come in random order, so that nobody can tell a honeypot. Images only."
                    />
                </>
            )}
            {form.validation !== 'none' && (
                <Form.Item name="validationSeed" label="Seed" tooltip="The same seed chooses the same frames again">
                    <InputNumber min={0} precision={0} placeholder="Any" style={{ width: 200 }} />
                </Form.Item>
            )}
        </>
    );
}
