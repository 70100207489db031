import { UndoOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Segmented } from 'antd';
import { useImperativeHandle, useState, type Ref } from 'react';
import { t } from '../language';
import { confirmDanger } from '../ui/confirm';
import { LabelList, namesIn, withNew } from './LabelList';
import { RawEditor } from './RawEditor';
import type { DraftLabel } from './model';
import { fromRaw, toRaw } from './raw';

interface Props {
    value: DraftLabel[];
    onChange: (labels: DraftLabel[]) => void;
    /** The labels as the server has them; empty for a new task or project. */
    saved?: DraftLabel[];
    handle?: Ref<LabelsHandle>;
}

export interface LabelsHandle {
    /**
     * Takes what was typed and not applied yet, text as well as names, and gives the labels as they are then; null where the
     * text has mistakes, which are shown.
     */
    settle: () => DraftLabel[] | null;
    /** Whether something was typed that is in no label yet. */
    holdsMore: () => boolean;
}

type Mode = 'visual' | 'raw';

/** How many changes can be taken back. */
const STEPS = 50;

/** The label constructor: the same label set as a form and as JSON. */
export function LabelsEditor({ value, onChange: tell, saved = [], handle }: Props) {
    const { modal } = App.useApp();
    const [mode, setMode] = useState<Mode>('visual');
    /** Text that was typed and is not applied yet. */
    const [text, setText] = useState<string | null>(null);
    const [problems, setProblems] = useState<string[]>([]);
    /** Names of labels to add. */
    const [names, setNames] = useState('');

    /** The label sets before, oldest first; those of another owner never come here, for the editor is made anew. */
    const [past, setPast] = useState<DraftLabel[][]>([]);
    const onChange = (labels: DraftLabel[]) => {
        setPast([...past, value].slice(-STEPS));
        tell(labels);
    };
    const undo = () => {
        const before = past[past.length - 1];
        if (!before) return;
        setPast(past.slice(0, -1));
        tell(before);
    };

    const apply = (typed: string): DraftLabel[] | null => {
        const result = fromRaw(typed, saved);
        setProblems(result.problems);
        if (!result.labels) return null;
        onChange(result.labels);
        setText(null);
        return result.labels;
    };

    useImperativeHandle(handle, () => ({
        settle: () => {
            if (mode === 'raw') return text === null ? value : apply(text);
            const more = withNew(value, namesIn(names));
            if (more !== value) onChange(more);
            setNames('');
            return more;
        },
        holdsMore: () => text !== null || namesIn(names).length > 0,
    }));

    const switchTo = (next: Mode) => {
        if (mode === 'raw' && text !== null && !apply(text)) {
            confirmDanger(modal, {
                title: t('Discard the text?'),
                content: t('It has mistakes, so it cannot be shown as a form. The labels stay as they were before.'),
                okText: t('Discard the text'),
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
            <Flex justify="space-between" gap={8}>
                <Segmented<Mode>
                    value={mode}
                    onChange={switchTo}
                    options={[
                        { value: 'visual', label: t('Constructor') },
                        { value: 'raw', label: t('Raw JSON') },
                    ]}
                    aria-label={t('How to edit labels')}
                />
                <Button icon={<UndoOutlined />} disabled={!past.length || text !== null} onClick={undo}>
                    {t('Undo')}
                </Button>
            </Flex>
            {mode === 'visual' ? (
                <LabelList value={value} onChange={onChange} saved={saved} names={names} onNames={setNames} />
            ) : (
                <RawEditor
                    text={text ?? toRaw(value)}
                    changed={text !== null}
                    onChange={setText}
                    onApply={() => void apply(text ?? toRaw(value))}
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
                    message={t('The labels were not changed')}
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
