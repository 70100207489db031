import { Form, Input, InputNumber, Select, Switch } from 'antd';
import type { SortingMethod } from '../../api';
import { addressRule } from '../../shared/addressRule';
import { t } from '../../shared/language';
import { DefaultStorage } from '../../shared/storages/DefaultStorage';
import type { TaskForm } from './order';
import { ValidationFields } from './ValidationFields';

const SORTING: { value: SortingMethod; label: string }[] = [
    { value: 'lexicographical', label: t('By name, character by character') },
    { value: 'natural', label: t('By name, numbers by value') },
    { value: 'predefined', label: t('As listed above') },
    { value: 'random', label: t('Random') },
];

interface NumberProps {
    name: keyof TaskForm;
    label: string;
    tooltip: string;
    min: number;
    max?: number;
    placeholder: string;
    problem?: string;
}

function NumberField({ name, label, tooltip, min, max, placeholder, problem }: NumberProps) {
    return (
        <Form.Item
            name={name}
            label={label}
            tooltip={tooltip}
            validateStatus={problem ? 'error' : undefined}
            help={problem}
        >
            <InputNumber min={min} max={max} precision={0} placeholder={placeholder} style={{ width: '100%' }} />
        </Form.Item>
    );
}

interface Props {
    form: TaskForm;
    problems: Partial<Record<keyof TaskForm, string>>;
}

/** A storage as a field of the form. */
function StorageItem({
    value,
    onChange,
    ...rest
}: Partial<React.ComponentProps<typeof DefaultStorage>> & { label: string; defaultText: string }) {
    return <DefaultStorage value={value} onChange={choice => onChange?.(choice)} {...rest} />;
}

/** Settings that have a good default. `problems` are those between fields. */
export function AdvancedFields({ form, problems }: Props) {
    const storage = form.project === null ? t('This server') : t('As the project');
    return (
        <div className="limn-form-grid">
            <NumberField
                name="segmentSize"
                label={t('Segment size')}
                tooltip={t('How many frames a job has')}
                min={1}
                placeholder={t('All in one job')}
                problem={problems.segmentSize}
            />
            <NumberField
                name="overlap"
                label={t('Overlap')}
                tooltip={t('How many frames a job shares with the next one')}
                min={0}
                placeholder={t('Video 5, images 0')}
                problem={problems.overlap}
            />
            <NumberField
                name="imageQuality"
                label={t('Image quality')}
                tooltip={t('Of the pictures shown while annotating; the originals stay as they are')}
                min={5}
                max={100}
                placeholder="70"
            />
            <NumberField
                name="startFrame"
                label={t('Start frame')}
                tooltip={t('The first image or video frame to use, counted from 0')}
                min={0}
                placeholder="0"
                problem={problems.startFrame}
            />
            <NumberField
                name="stopFrame"
                label={t('Stop frame')}
                tooltip={t('The last image or video frame to use')}
                min={0}
                placeholder={t('The last')}
                problem={problems.stopFrame}
            />
            <NumberField
                name="frameStep"
                label={t('Frame step')}
                tooltip={t('Use every n-th frame')}
                min={1}
                placeholder="1"
            />
            <NumberField
                name="chunkSize"
                label={t('Chunk size')}
                tooltip={t('Frames sent to the browser at once: up to full HD 36, 2K 8–16, 4K 4–8, larger 1–4')}
                min={1}
                placeholder={t('Automatic')}
            />
            <Form.Item name="sorting" label={t('Order of images')}>
                <Select options={SORTING} />
            </Form.Item>
            <Form.Item
                name="videoAsImages"
                label={t('Send video as images')}
                tooltip={t('Exact in every browser; off sends less data')}
                valuePropName="checked"
            >
                <Switch />
            </Form.Item>
            <Form.Item
                name="bugTracker"
                label={t('Issue tracker')}
                className="limn-span-all"
                rules={[addressRule(t('Enter a full address, such as https://example.com/issues'))]}
            >
                <Input placeholder="https://" maxLength={2000} />
            </Form.Item>
            <NumberField
                name="consensusReplicas"
                label={t('Consensus replicas')}
                tooltip={t('How many people annotate each job, to compare what they do')}
                min={0}
                max={10}
                placeholder={t('None')}
                problem={problems.consensusReplicas}
            />
            <Form.Item
                name="sourceStorage"
                label={t('Import annotations from')}
                validateStatus={problems.sourceStorage ? 'error' : undefined}
                help={problems.sourceStorage}
            >
                <StorageItem label={t('Import annotations from')} defaultText={storage} />
            </Form.Item>
            <Form.Item
                name="targetStorage"
                label={t('Export to')}
                validateStatus={problems.targetStorage ? 'error' : undefined}
                help={problems.targetStorage}
            >
                <StorageItem label={t('Export to')} defaultText={storage} />
            </Form.Item>
            <div className="limn-span-all">
                <ValidationFields form={form} problems={problems} />
            </div>
        </div>
    );
}
