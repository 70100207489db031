import { Alert, Button, Flex } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../language';
import { chordOf, shownKeys } from './chord';
import { clash, type Binding } from './keymap';
import './recorder.css';

interface KeyRecorderProps {
    /** For whom keys are recorded. */
    title: string;
    byPlace: boolean;
    conflicts: (sequence: string) => readonly Binding[];
    /** Commands that a sequence cannot be taken from. */
    taken?: (sequence: string) => readonly Binding[];
    /** With the commands that lose the sequence. */
    onAssign: (sequence: string, losers: readonly Binding[]) => void;
    onCancel: () => void;
}

/**
 * Records keys: it takes one key press and then lets the keyboard go, so that nobody is caught in it; a button records another
 * key to make a sequence.
 */
export function KeyRecorder({ title, byPlace, conflicts, taken, onAssign, onCancel }: KeyRecorderProps) {
    const [chords, setChords] = useState<readonly string[]>([]);
    const [listening, setListening] = useState(true);
    const field = useRef<HTMLDivElement>(null);
    const assign = useRef<HTMLButtonElement>(null);
    const sequence = chords.join(' ');
    const losers = sequence ? conflicts(sequence) : [];
    const keepers = (sequence && taken?.(sequence)) || [];

    useEffect(() => {
        if (listening) field.current?.focus();
        else assign.current?.focus();
    }, [listening]);

    const onKeyDown = (event: KeyboardEvent) => {
        if (!listening) return;
        event.preventDefault();
        event.stopPropagation();
        const chord = chordOf(event.nativeEvent, byPlace);
        if (chord === null) return;
        setChords([...chords, chord]);
        setListening(false);
    };
    return (
        <div className="limn-recorder" role="group" aria-label={t('New keys for {title}', { title })}>
            <div
                ref={field}
                tabIndex={listening ? 0 : -1}
                role="textbox"
                aria-readonly
                aria-label={t('Keys')}
                onKeyDown={onKeyDown}
            >
                {sequence && <kbd className="limn-kbd">{shownKeys(sequence)}</kbd>}
                {listening && (
                    <span>
                        {sequence ? t('Press the next key') : t('Press a key, with Ctrl, Alt or Shift or without')}
                    </span>
                )}
            </div>
            {keepers.length > 0 && (
                <Alert
                    type="error"
                    showIcon
                    message={t('In use for {losers}', { losers: namesOf(keepers, sequence) })}
                    description={t('Commands keep their keys. Choose another one.')}
                />
            )}
            {losers.length > 0 && keepers.length === 0 && (
                <Alert
                    type="warning"
                    showIcon
                    message={t('In use for {losers}', { losers: namesOf(losers, sequence) })}
                />
            )}
            <Flex gap={6} wrap>
                <Button
                    ref={assign}
                    size="small"
                    type="primary"
                    disabled={listening || !sequence || keepers.length > 0}
                    onClick={() => onAssign(sequence, losers)}
                >
                    {losers.length ? t('Unset there and assign here') : t('Assign')}
                </Button>
                {!listening && chords.length < 3 && (
                    <Button size="small" onClick={() => setListening(true)}>
                        {t('Add a following key')}
                    </Button>
                )}
                <Button size="small" onClick={onCancel}>
                    {t('Cancel')}
                </Button>
            </Flex>
        </div>
    );
}

const namesOf = (bindings: readonly Binding[], sequence: string) =>
    bindings.map(one => `“${one.title}” (${lost(one, sequence)})`).join(t(', '));

const lost = ({ keys }: Binding, sequence: string) =>
    keys
        .filter(one => clash(one, sequence))
        .map(one => shownKeys(one))
        .join(t(', '));
