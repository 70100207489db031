import { Button, Flex, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { choiceName } from '../../editor/model/checks';
import { isValidValue, type AttributeSpec } from '../../editor/model/labels';
import { t } from '../../shared/language';
import { choicesOf } from './options';

interface FieldProps {
    spec: AttributeSpec;
    value: string;
    onChange: (value: string) => void;
}

function Field({ spec, value, onChange }: FieldProps) {
    const choices = choicesOf(spec);
    if (choices) {
        return (
            <Select
                aria-label={t('Value of {name}', { name: spec.name })}
                showSearch
                value={value}
                onChange={onChange}
                options={choices.map(one => ({ value: one, label: choiceName(one) }))}
            />
        );
    }
    if (spec.input_type === 'number') {
        const [min, max, step] = spec.values.map(Number);
        return (
            <InputNumber
                aria-label={t('Value of {name}', { name: spec.name })}
                min={min}
                max={max}
                step={step || 1}
                value={Number(value)}
                onChange={next => onChange(next === null ? '' : String(next))}
            />
        );
    }
    return (
        <Input
            aria-label={t('Value of {name}', { name: spec.name })}
            value={value}
            onChange={event => onChange(event.target.value)}
        />
    );
}

interface Props {
    attributes: readonly AttributeSpec[];
    onSet: (spec: AttributeSpec, value: string) => void;
}

/** An attribute and the value that all chosen objects get. */
export function ValueForm({ attributes, onSet }: Props) {
    const [spec, setSpec] = useState(attributes[0]);
    const [value, setValue] = useState(spec.default_value);
    return (
        <form
            onSubmit={event => {
                event.preventDefault();
                onSet(spec, value);
            }}
        >
            <Flex vertical gap={8} style={{ width: 240 }}>
                <Select
                    aria-label={t('Attribute')}
                    value={spec.id}
                    options={attributes.map(one => ({ value: one.id, label: one.name }))}
                    onChange={id => {
                        const next = attributes.find(one => one.id === id) ?? spec;
                        setSpec(next);
                        setValue(next.default_value);
                    }}
                />
                <Field spec={spec} value={value} onChange={setValue} />
                {spec.mutable && (
                    <span className="limn-meta">{t('Tracks get the value for all of their frames.')}</span>
                )}
                <Button type="primary" htmlType="submit" disabled={!isValidValue(spec, value)}>
                    {t('Set')}
                </Button>
            </Flex>
        </form>
    );
}
