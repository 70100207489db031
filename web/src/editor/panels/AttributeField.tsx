import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { t } from '../../shared/language';
import { choiceName } from '../model/checks';
import { isValidValue, type AttributeSpec } from '../model/labels';

interface AttributeFieldProps {
    spec: AttributeSpec;
    /** Null where several objects have different ones. */
    value: string | null;
    disabled: boolean;
    onChange: (value: string) => void;
}

const SEVERAL = t('several values');

/** The editor that suits an attribute's kind. Only valid values are passed on. */
export function AttributeField(props: AttributeFieldProps) {
    const { spec, value, disabled, onChange } = props;
    if (spec.input_type === 'checkbox') {
        const checked = value?.toLowerCase() === 'true';
        return (
            <Checkbox
                checked={checked}
                indeterminate={value === null}
                disabled={disabled}
                onChange={() => onChange(checked ? 'false' : 'true')}
            >
                {spec.name}
            </Checkbox>
        );
    }
    // A label around radio buttons would be the name of the first of them.
    const Row = spec.input_type === 'radio' ? 'div' : 'label';
    return (
        <Row className="ed-attribute">
            <span title={spec.name}>{spec.name}</span>
            <ValueField {...props} />
        </Row>
    );
}

function ValueField({ spec, value, disabled, onChange }: AttributeFieldProps) {
    switch (spec.input_type) {
        case 'radio':
            return (
                <Radio.Group
                    size="small"
                    aria-label={spec.name}
                    disabled={disabled}
                    value={value}
                    onChange={event => onChange(event.target.value as string)}
                    options={spec.values.map(one => ({ value: one, label: choiceName(one) }))}
                />
            );
        case 'select':
            return (
                <Select
                    size="small"
                    aria-label={spec.name}
                    showSearch
                    disabled={disabled}
                    value={value ?? undefined}
                    placeholder={SEVERAL}
                    onChange={onChange}
                    options={spec.values.map(one => ({ value: one, label: choiceName(one) }))}
                />
            );
        case 'number': {
            const [min, max, step] = spec.values.map(Number);
            return (
                <InputNumber
                    size="small"
                    aria-label={spec.name}
                    disabled={disabled}
                    min={min}
                    max={max}
                    step={step || 1}
                    value={value === null ? null : Number(value)}
                    placeholder={SEVERAL}
                    onChange={next => {
                        if (next !== null && isValidValue(spec, String(next))) onChange(String(next));
                    }}
                />
            );
        }
        default:
            return <TextField key={value} spec={spec} value={value} disabled={disabled} onChange={onChange} />;
    }
}

/** Text is passed on when the field is left, so that a word is one step of history. */
function TextField({ spec, value, disabled, onChange }: AttributeFieldProps) {
    const [text, setText] = useState(value ?? '');
    return (
        <Input.TextArea
            size="small"
            aria-label={spec.name}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={4096}
            disabled={disabled}
            value={text}
            placeholder={value === null ? SEVERAL : undefined}
            onChange={event => setText(event.target.value)}
            onBlur={() => {
                if (text !== (value ?? '')) onChange(text);
            }}
        />
    );
}
