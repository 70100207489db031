import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, DatePicker, Flex, Input, InputNumber, Select, Typography } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { findUsers } from '../../api';
import { t } from '../language';
import { SuggestedText } from '../ui/SuggestedText';
import { useDebounced } from '../useDebounced';
import {
    describeFilter,
    EMPTY_FILTER,
    fromLogic,
    incompleteOf,
    isGroup,
    needsValue,
    OPERATOR_TITLES,
    operatorsOf,
    toLogic,
    type Condition,
    type FilterField,
    type FilterModel,
    type FilterNode,
    type FilterValue,
    type Group,
    type Operator,
    type QuickFilter,
} from './filter';
import { recentFilters, rememberFilter } from './recent';

export interface FilterProps {
    /** Name of the list, under which recent filters are remembered. */
    list: string;
    /** JSON Logic text. */
    value: string;
    onChange: (value: string) => void;
    fields: FilterField[];
    quickFilters: QuickFilter[];
}

interface ValueProps {
    field: FilterField;
    condition: Condition;
    /** It was to be applied without a value. */
    missing: boolean;
    onChange: (value: FilterValue | undefined) => void;
}

/** Of what a condition compares with; narrower where there is no room. */
const WIDTH = { width: 190, minWidth: 0 };

/** What every kind of field for a value has. */
const common = ({ field, missing }: ValueProps) => ({
    'aria-label': t('Value of {title}', { title: field.title }),
    'aria-invalid': missing,
    status: missing ? ('error' as const) : undefined,
    style: { width: '100%' },
});

function UserName(props: ValueProps) {
    const { condition, onChange } = props;
    const typed = typeof condition.value === 'string' ? condition.value : '';
    const wanted = useDebounced(typed, 250);
    const users = useQuery({
        queryKey: ['users', wanted],
        queryFn: ({ signal }) => findUsers(wanted, signal),
        placeholderData: keepPreviousData,
    });
    return (
        <SuggestedText
            {...common(props)}
            placeholder={t('User name')}
            value={typed}
            options={users.data?.map(user => ({ value: user.username }))}
            onChange={(text: string) => onChange(text)}
        />
    );
}

function ValueInput(props: ValueProps) {
    const { field, condition, onChange } = props;
    const { value } = condition;
    switch (field.kind) {
        case 'number':
            return (
                <InputNumber
                    {...common(props)}
                    value={typeof value === 'number' ? value : null}
                    onChange={number => onChange(number ?? undefined)}
                />
            );
        case 'enum':
            return condition.operator === 'one_of' ? (
                <Select<(string | number)[]>
                    {...common(props)}
                    mode="multiple"
                    maxTagCount="responsive"
                    value={Array.isArray(value) ? value : []}
                    options={field.options}
                    onChange={onChange}
                />
            ) : (
                <Select {...common(props)} value={value} options={field.options} onChange={onChange} />
            );
        case 'date':
            return (
                <DatePicker
                    {...common(props)}
                    showTime
                    value={typeof value === 'string' ? dayjs(value) : null}
                    onChange={date => onChange(date ? date.toISOString() : undefined)}
                />
            );
        case 'user':
            return <UserName {...props} />;
        case 'text':
        case 'flag':
            return (
                <Input
                    {...common(props)}
                    value={typeof value === 'string' ? value : ''}
                    onChange={event => onChange(event.target.value)}
                />
            );
    }
}

interface NodeProps<T> {
    fields: FilterField[];
    value: T;
    onChange: (value: T) => void;
    /** The conditions that were to be applied without a value; none of them once it is changed. */
    missing: readonly Condition[];
    /** Absent for the outermost group. */
    onDelete?: () => void;
}

function ConditionRow({ fields, value: condition, onChange, missing, onDelete }: NodeProps<Condition>) {
    const field = fields.find(item => item.name === condition.field) ?? fields[0];
    const told = missing.includes(condition);
    const chooseField = (name: string) => {
        const next = fields.find(item => item.name === name) ?? fields[0];
        onChange({ field: next.name, operator: operatorsOf(next.kind)[0] });
    };
    const chooseOperator = (operator: Operator) => {
        // A list of values and a single one do not turn into each other.
        const keep = needsValue(operator) && (operator === 'one_of') === (condition.operator === 'one_of');
        onChange({ field: field.name, operator, ...(keep ? { value: condition.value } : {}) });
    };
    return (
        <Flex gap={6}>
            <Select
                aria-label={t('Field')}
                value={field.name}
                options={fields.map(item => ({ value: item.name, label: item.title }))}
                onChange={chooseField}
                style={{ width: 130 }}
            />
            <Select<Operator>
                aria-label={t('Comparison')}
                value={condition.operator}
                options={operatorsOf(field.kind).map(item => ({ value: item, label: OPERATOR_TITLES[item] }))}
                onChange={chooseOperator}
                style={{ width: 130 }}
            />
            {needsValue(condition.operator) ? (
                <div style={WIDTH}>
                    <ValueInput
                        field={field}
                        condition={condition}
                        missing={told}
                        onChange={value => onChange({ ...condition, value })}
                    />
                    {told && (
                        <div role="alert">
                            <Typography.Text type="danger">{t('A value is missing')}</Typography.Text>
                        </div>
                    )}
                </div>
            ) : (
                <span style={WIDTH} />
            )}
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('Remove this condition')} onClick={onDelete} />
        </Flex>
    );
}

function GroupEditor({ fields, value: group, onChange, missing, onDelete }: NodeProps<Group>) {
    const setNodes = (nodes: FilterNode[]) => onChange({ ...group, nodes });
    const replace = (index: number, node: FilterNode) => setNodes(group.nodes.map((n, i) => (i === index ? node : n)));
    const remove = (index: number) => setNodes(group.nodes.filter((_, i) => i !== index));
    const condition = (): Condition => ({ field: fields[0].name, operator: operatorsOf(fields[0].kind)[0] });
    return (
        <div className={onDelete ? 'limn-filter-group inner' : 'limn-filter-group'}>
            {(group.nodes.length > 0 || onDelete) && (
                <Flex gap={8} align="center">
                    <Select
                        size="small"
                        aria-label={t('How conditions combine')}
                        value={group.match}
                        options={[
                            { value: 'all', label: t('All of these hold') },
                            { value: 'any', label: t('One of these holds') },
                        ]}
                        onChange={match => onChange({ ...group, match })}
                        style={{ width: 160 }}
                    />
                    <Checkbox checked={group.not} onChange={event => onChange({ ...group, not: event.target.checked })}>
                        {t('Not')}
                    </Checkbox>
                    {onDelete && (
                        <Button
                            size="small"
                            type="text"
                            icon={<DeleteOutlined />}
                            aria-label={t('Remove this group')}
                            onClick={onDelete}
                        />
                    )}
                </Flex>
            )}
            {group.nodes.map((node, index) =>
                isGroup(node) ? (
                    <GroupEditor
                        key={index}
                        fields={fields}
                        value={node}
                        onChange={next => replace(index, next)}
                        missing={missing}
                        onDelete={() => remove(index)}
                    />
                ) : (
                    <ConditionRow
                        key={index}
                        fields={fields}
                        value={node}
                        onChange={next => replace(index, next)}
                        missing={missing}
                        onDelete={() => remove(index)}
                    />
                ),
            )}
            <Flex gap={8}>
                <Button size="small" icon={<PlusOutlined />} onClick={() => setNodes([...group.nodes, condition()])}>
                    {t('Condition')}
                </Button>
                <Button
                    size="small"
                    icon={<PlusOutlined />}
                    onClick={() => setNodes([...group.nodes, { match: 'any', not: false, nodes: [condition()] }])}
                >
                    {t('Group')}
                </Button>
            </Flex>
        </div>
    );
}

function Recent({
    list,
    fields,
    quickFilters,
    onChoose,
}: Omit<FilterProps, 'value' | 'onChange'> & { onChoose: (filter: string) => void }) {
    const [filters] = useState(() => recentFilters(list));
    if (!filters.length) return null;
    return (
        <Select
            aria-label={t('Recent filters')}
            placeholder={t('Recent filters')}
            value={null}
            options={filters.map(item => ({ value: item, label: describeFilter(item, fields, quickFilters) }))}
            onChange={onChoose}
            popupMatchSelectWidth={420}
            style={{ width: 160 }}
        />
    );
}

/** Puts a filter together: quick filters, conditions, groups of conditions. */
export default function FilterBuilder({ onClose, ...props }: FilterProps & { onClose: () => void }) {
    const { list, value, onChange, fields, quickFilters } = props;
    const current = fromLogic(value, fields, quickFilters);
    const [model, setModel] = useState<FilterModel>(current ?? EMPTY_FILTER);
    const [missing, setMissing] = useState<Condition[]>([]);
    const form = useRef<HTMLFormElement>(null);
    useEffect(() => form.current?.querySelector<HTMLElement>('input[aria-invalid=true]')?.focus(), [missing]);
    const apply = (text: string) => {
        rememberFilter(list, text);
        onChange(text);
        onClose();
    };
    return (
        <form
            ref={form}
            className="limn-filter"
            onSubmit={event => {
                event.preventDefault();
                const incomplete = incompleteOf(model);
                setMissing(incomplete);
                if (!incomplete.length) apply(toLogic(model, quickFilters));
            }}
        >
            {current === null && (
                <Alert
                    type="info"
                    message={t('This link carries a filter of its own. Applying another one replaces it.')}
                    description={<code className="limn-break">{value}</code>}
                />
            )}
            {quickFilters.length > 0 && (
                <Checkbox.Group
                    value={model.quick}
                    options={quickFilters.map(item => ({ value: item.key, label: item.title }))}
                    onChange={quick => setModel({ ...model, quick })}
                />
            )}
            <GroupEditor
                fields={fields}
                value={model}
                onChange={group => setModel({ ...group, quick: model.quick })}
                missing={missing}
            />
            <Flex gap={8} justify="space-between">
                <Recent list={list} fields={fields} quickFilters={quickFilters} onChoose={apply} />
                <Flex gap={8} className="limn-push-right">
                    <Button onClick={() => apply('')} disabled={!value && model === EMPTY_FILTER}>
                        {t('Clear')}
                    </Button>
                    <Button type="primary" htmlType="submit">
                        {t('Apply')}
                    </Button>
                </Flex>
            </Flex>
        </form>
    );
}
