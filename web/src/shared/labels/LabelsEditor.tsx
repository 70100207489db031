import { Alert, App, Segmented } from 'antd';
import { useState } from 'react';
import { confirmDanger } from '../ui/confirm';
import { LabelList } from './LabelList';
import { RawEditor } from './RawEditor';
import type { DraftLabel } from './model';
import { fromRaw, toRaw } from './raw';

interface Props {
    value: DraftLabel[];
    onChange: (labels: DraftLabel[]) => void;
    /** The labels as the server has them; empty for a new task or project. */
    saved?: DraftLabel[];
}

type Mode = 'visual' | 'raw';

/** The label constructor: the same label set as a form and as JSON. */
export function LabelsEditor({ value, onChange, saved = [] }: Props) {
    const { modal } = App.useApp();
    const [mode, setMode] = useState<Mode>('visual');
    /** Text that was typed and is not applied yet. */
    const [text, setText] = useState<string | null>(null);
    const [problems, setProblems] = useState<string[]>([]);

    const apply = (typed: string): boolean => {
        const result = fromRaw(typed, saved);
        setProblems(result.problems);
        if (!result.labels) return false;
        onChange(result.labels);
        setText(null);
        return true;
    };

    const switchTo = (next: Mode) => {
        if (mode === 'raw' && text !== null && !apply(text)) {
            confirmDanger(modal, {
                title: 'Discard the text?',
                content: 'It has mistakes, so it cannot be shown as a form. The labels stay as they were before.',
                okText: 'Discard the text',
                run: async () => {
                    setText(null);
                    setProblems([]);
                    setMode(next);
                },
            });
            return;
        }
        setMode(next);
    };

    return (
        <div
            className="limn-labels"
            onKeyDown={event => {
                // Enter in a field here must not submit the form around.
                if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
            }}
        >
            <Segmented<Mode>
                value={mode}
                onChange={switchTo}
                options={[
                    { value: 'visual', label: 'Constructor' },
                    { value: 'raw', label: 'Raw JSON' },
                ]}
                aria-label="How to edit labels"
            />
            {mode === 'visual' ? (
                <LabelList value={value} onChange={onChange} />
            ) : (
                <RawEditor
                    text={text ?? toRaw(value)}
                    changed={text !== null}
                    onChange={setText}
                    onApply={() => apply(text ?? toRaw(value))}
                    onReset={() => {
                        setText(null);
                        setProblems([]);
                    }}
                />
            )}
            {mode === 'raw' && problems.length > 0 && (
                <Alert
                    type="error"
                    showIcon
                    message="The labels were not changed"
                    description={
                        <ul className="limn-plain-list">
                            {problems.map(problem => (
                                <li key={problem}>{problem}</li>
                            ))}
                        </ul>
                    }
                />
            )}
        </div>
    );
}
