import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Input, InputNumber, Select, Switch, Tag, Tooltip, Typography } from 'antd';
import { t } from '../language';
import { defaultsFor, INPUT_TYPES, type DraftAttribute } from './model';

/** How the value of an attribute is given. */
const INPUT_NAMES: Record<DraftAttribute['input_type'], string> = {
    select: t('select'),
    radio: t('radio'),
    checkbox: t('checkbox'),
    text: t('text'),
    number: t('number'),
};

interface Props {
    value: DraftAttribute;
    problems: string[];
    onChange: (attribute: DraftAttribute) => void;
    onDelete: () => void;
}

type PartProps = Pick<Props, 'value'> & { change: (part: Partial<DraftAttribute>) => void };

function ChoiceValues({ value, change }: PartProps) {
    const saved = value.id !== undefined;
    const setValues = (values: string[]) => {
        const trimmed = values.map(item => item.trim()).filter(Boolean);
        // Annotations may hold a saved attribute's values, so those are only added to.
        if (saved && value.values.some(item => !trimmed.includes(item))) return;
        const first = trimmed[0] ?? '';
        change({ values: trimmed, default_value: trimmed.includes(value.default_value) ? value.default_value : first });
    };
    return (
        <>
            <label className="limn-field limn-grow">
                <span>{t('Values')}</span>
                <Select
                    mode="tags"
                    open={false}
                    suffixIcon={null}
                    value={value.values}
                    onChange={setValues}
                    tokenSeparators={[',', '\n']}
                    placeholder={t('Type a value and press Enter')}
                    aria-label={t('Values')}
                    tagRender={({ label, onClose }) => (
                        <Tag closable={!saved} onClose={onClose} className="limn-value-tag">
                            {label}
                        </Tag>
                    )}
                />
            </label>
            <label className="limn-field">
                <span>{t('Default')}</span>
                <Select
                    value={value.default_value || undefined}
                    onChange={default_value => change({ default_value })}
                    options={value.values.map(item => ({ value: item, label: item }))}
                    disabled={!value.values.length}
                    style={{ width: 130 }}
                    aria-label={t('Default value')}
                />
            </label>
        </>
    );
}

function NumberValues({ value, change }: PartProps) {
    const [min = '', max = '', step = ''] = value.values;
    const put = (values: string[]) => change({ values });
    const asNumber = (text: string) => (text === '' || Number.isNaN(Number(text)) ? null : Number(text));
    const box = (title: string, current: string, set: (text: string) => void) => (
        <label className="limn-field">
            <span>{title}</span>
            <InputNumber
                value={asNumber(current)}
                onChange={number => set(number === null ? '' : String(number))}
                style={{ width: 90 }}
            />
        </label>
    );
    return (
        <>
            {box(t('Minimum'), min, text => put([text, max, step]))}
            {box(t('Maximum'), max, text => put([min, text, step]))}
            {box(t('Step'), step, text => put([min, max, text]))}
            {box(t('Default'), value.default_value, default_value => change({ default_value }))}
        </>
    );
}

function SingleValue({ value, change }: PartProps) {
    const put = (text: string) => change({ default_value: text, values: text ? [text] : [] });
    if (value.input_type === 'checkbox') {
        return (
            <label className="limn-field">
                <span>{t('Default')}</span>
                <Select
                    value={value.default_value || 'false'}
                    onChange={put}
                    options={[
                        { value: 'false', label: t('Off') },
                        { value: 'true', label: t('On') },
                    ]}
                    style={{ width: 90 }}
                    aria-label={t('Default value')}
                />
            </label>
        );
    }
    return (
        <label className="limn-field limn-grow">
            <span>{t('Default')}</span>
            <Input value={value.default_value} maxLength={128} onChange={event => put(event.target.value)} />
        </label>
    );
}

function Values(props: PartProps) {
    switch (props.value.input_type) {
        case 'select':
        case 'radio':
            return <ChoiceValues {...props} />;
        case 'number':
            return <NumberValues {...props} />;
        case 'checkbox':
        case 'text':
            return <SingleValue {...props} />;
    }
}

export function AttributeForm({ value, problems, onChange, onDelete }: Props) {
    const change = (part: Partial<DraftAttribute>) => onChange({ ...value, ...part });
    const saved = value.id !== undefined;
    return (
        <div className="limn-attribute">
            <Flex gap={8} wrap align="flex-end">
                <label className="limn-field">
                    <span>{t('Attribute')}</span>
                    <Input
                        value={value.name}
                        maxLength={64}
                        placeholder={t('Name')}
                        style={{ width: 150 }}
                        onChange={event => change({ name: event.target.value })}
                    />
                </label>
                <label className="limn-field">
                    <span>{t('Input')}</span>
                    <Select
                        value={value.input_type}
                        disabled={saved}
                        onChange={input_type => change({ input_type, ...defaultsFor(input_type) })}
                        options={INPUT_TYPES.map(type => ({ value: type, label: INPUT_NAMES[type] }))}
                        style={{ width: 105 }}
                        aria-label={t('Type of input')}
                    />
                </label>
                <Values value={value} change={change} />
                <Tooltip title={t('A mutable attribute may differ from frame to frame of a track')}>
                    <label className="limn-field">
                        <span>{t('Mutable')}</span>
                        <Switch
                            checked={value.mutable}
                            disabled={saved}
                            onChange={mutable => change({ mutable })}
                            aria-label={t('Mutable')}
                        />
                    </label>
                </Tooltip>
                {!saved && (
                    <Button
                        type="text"
                        danger
                        icon={<DeleteOutlined />}
                        aria-label={t('Delete attribute {name}', { name: value.name })}
                        onClick={onDelete}
                    />
                )}
            </Flex>
            {problems.length > 0 && (
                <Typography.Text type="danger" role="alert">
                    {problems.join(' · ')}
                </Typography.Text>
            )}
        </div>
    );
}
