import { Progress, Switch } from 'antd';
import { useId } from 'react';
import { useHints } from '../../keys/useHints';

/** The first key of a command, where it has one. */
export function Key({ of }: { of: string }) {
    const key = useHints().keyOf(of);
    return key === undefined ? null : <kbd>{key}</kbd>;
}

/** How far the work has come, in words and as a bar. */
export function Done({ text, done, of }: { text: string; done: number; of: number }) {
    return (
        <div>
            <small>{text}</small>
            <Progress
                percent={of ? Math.round((100 * done) / of) : 100}
                size="small"
                showInfo={false}
                status="normal"
                aria-label={text}
            />
        </div>
    );
}

interface OptionProps {
    title: string;
    value: boolean;
    onChange: (value: boolean) => void;
}

/** A choice that stays. */
export function Option({ title, value, onChange }: OptionProps) {
    const id = useId();
    return (
        <label className="ed-mode-option" htmlFor={id}>
            {title}
            <Switch id={id} size="small" checked={value} onChange={onChange} />
        </label>
    );
}
