import { DeleteOutlined, FilterOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, DatePicker, Flex, Input, InputNumber, Popover, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import {
    EMPTY_FILTER,
    fromLogic,
    needsValue,
    OPERATOR_TITLES,
    operatorsOf,
    toLogic,
    type Condition,
    type FilterField,
    type FilterModel,
    type Operator,
    type QuickFilter,
} from './filter';

interface Props {
    /** JSON Logic text. */
    value: string;
    onChange: (value: string) => void;
    fields: FilterField[];
    quickFilters: QuickFilter[];
}

interface ValueProps {
    field: FilterField;
    condition: Condition;
    onChange: (value: string | number | undefined) => void;
}

function ValueInput({ field, condition, onChange }: ValueProps) {
    const { value } = condition;
    const common = { 'aria-label': `Value of ${field.title}`, style: { width: 170 } };
    switch (field.kind) {
        case 'number':
            return (
                <InputNumber
                    {...common}
                    value={typeof value === 'number' ? value : null}
                    onChange={number => onChange(number ?? undefined)}
                />
            );
        case 'enum':
            return <Select {...common} value={value} options={field.options} onChange={onChange} />;
        case 'date':
            return (
                <DatePicker
                    {...common}
                    showTime
                    value={value ? dayjs(value) : null}
                    onChange={date => onChange(date ? date.toISOString() : undefined)}
                />
            );
        case 'text':
        case 'user':
            return (
                <Input
                    {...common}
                    placeholder={field.kind === 'user' ? 'User name' : undefined}
                    value={value ?? ''}
                    onChange={event => onChange(event.target.value)}
                />
            );
    }
}

interface RowProps {
    fields: FilterField[];
    condition: Condition;
    onChange: (condition: Condition) => void;
    onDelete: () => void;
}

function ConditionRow({ fields, condition, onChange, onDelete }: RowProps) {
    const field = fields.find(item => item.name === condition.field) ?? fields[0];
    const chooseField = (name: string) => {
        const next = fields.find(item => item.name === name) ?? fields[0];
        onChange({ field: next.name, operator: operatorsOf(next.kind)[0] });
    };
    return (
        <Flex gap={6}>
            <Select
                aria-label="Field"
                value={field.name}
                options={fields.map(item => ({ value: item.name, label: item.title }))}
                onChange={chooseField}
                style={{ width: 130 }}
            />
            <Select<Operator>
                aria-label="Comparison"
                value={condition.operator}
                options={operatorsOf(field.kind).map(item => ({ value: item, label: OPERATOR_TITLES[item] }))}
                onChange={operator => onChange({ ...condition, operator })}
                style={{ width: 100 }}
            />
            {needsValue(condition.operator) ? (
                <ValueInput field={field} condition={condition} onChange={value => onChange({ ...condition, value })} />
            ) : (
                <span style={{ width: 170 }} />
            )}
            <Button type="text" icon={<DeleteOutlined />} aria-label="Remove this condition" onClick={onDelete} />
        </Flex>
    );
}

function Builder({ value, onChange, fields, quickFilters, onClose }: Props & { onClose: () => void }) {
    const current = fromLogic(value, fields, quickFilters);
    const [model, setModel] = useState<FilterModel>(current ?? EMPTY_FILTER);
    const change = (part: Partial<FilterModel>) => setModel({ ...model, ...part });
    const apply = (next: FilterModel) => {
        onChange(toLogic(next, quickFilters));
        onClose();
    };
    return (
        <form
            className="limn-filter"
            onSubmit={event => {
                event.preventDefault();
                apply(model);
            }}
        >
            {current === null && (
                <Alert
                    type="info"
                    message="This link carries a filter of its own. Applying another one replaces it."
                    description={<code className="limn-break">{value}</code>}
                />
            )}
            <Checkbox.Group
                value={model.quick}
                options={quickFilters.map(item => ({ value: item.key, label: item.title }))}
                onChange={quick => change({ quick })}
            />
            {model.conditions.map((condition, index) => (
                <ConditionRow
                    key={index}
                    fields={fields}
                    condition={condition}
                    onChange={next => change({ conditions: model.conditions.map((c, i) => (i === index ? next : c)) })}
                    onDelete={() => change({ conditions: model.conditions.filter((_, i) => i !== index) })}
                />
            ))}
            <Flex gap={8} align="center">
                <Button
                    size="small"
                    icon={<PlusOutlined />}
                    onClick={() =>
                        change({
                            conditions: [
                                ...model.conditions,
                                { field: fields[0].name, operator: operatorsOf(fields[0].kind)[0] },
                            ],
                        })
                    }
                >
                    Condition
                </Button>
                {model.conditions.length > 1 && (
                    <Select
                        size="small"
                        aria-label="How conditions combine"
                        value={model.match}
                        options={[
                            { value: 'all', label: 'all must hold' },
                            { value: 'any', label: 'one must hold' },
                        ]}
                        onChange={match => change({ match })}
                    />
                )}
            </Flex>
            <Flex gap={8} justify="flex-end">
                <Button onClick={() => apply(EMPTY_FILTER)} disabled={!value && model === EMPTY_FILTER}>
                    Clear
                </Button>
                <Button type="primary" htmlType="submit">
                    Apply
                </Button>
            </Flex>
        </form>
    );
}

/** Opens the filter builder; says whether a filter is on. */
export function FilterButton(props: Props) {
    const [open, setOpen] = useState(false);
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement="bottomLeft"
            destroyTooltipOnHide
            content={<Builder {...props} onClose={() => setOpen(false)} />}
        >
            <Button
                icon={<FilterOutlined />}
                aria-expanded={open}
                type={props.value ? 'primary' : 'default'}
                ghost={props.value !== ''}
                className="limn-filter-button"
            >
                {props.value ? 'Filter: on' : 'Filter'}
            </Button>
        </Popover>
    );
}
