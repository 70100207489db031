import { InputNumber, Slider, Switch } from 'antd';
import { useId, type ReactNode } from 'react';
import { t } from '../../../shared/language';

/** What the drawer for the picture is made of. */

interface NumberRowProps {
    name: string;
    min: number;
    max: number;
    step?: number;
    value: number;
    unit?: string;
    onChange: (value: number) => void;
}

/** A number to drag, and to type where it must be exact. */
export function NumberRow({ name, min, max, step = 1, value, unit, onChange }: NumberRowProps) {
    return (
        <div className="ed-image-row">
            <span aria-hidden="true">{name}</span>
            <Slider
                min={min}
                max={max}
                step={step}
                value={value}
                onChange={onChange}
                tooltip={{ open: false }}
                ariaLabelForHandle={name}
            />
            <InputNumber
                size="small"
                aria-label={t('{name}, as a number', { name })}
                min={min}
                max={max}
                step={step}
                controls={false}
                suffix={unit}
                value={value}
                onChange={next => next !== null && onChange(next)}
            />
        </div>
    );
}

export function Toggle({
    name,
    checked,
    onChange,
}: {
    name: string;
    checked: boolean;
    onChange: (on: boolean) => void;
}) {
    const id = useId();
    return (
        <div className="ed-image-toggle">
            <Switch id={id} size="small" checked={checked} onChange={onChange} />
            <label htmlFor={id}>{name}</label>
        </div>
    );
}

export function Part({ name, action, children }: { name: string; action?: ReactNode; children: ReactNode }) {
    return (
        <section className="ed-image-part" aria-label={name}>
            <header>
                <h3>{name}</h3>
                {action}
            </header>
            {children}
        </section>
    );
}
