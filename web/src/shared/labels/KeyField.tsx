import { Button, Popover, Spin } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { shownKeys } from '../keys/chord';
import { t } from '../language';
import type { DraftLabel } from './model';

/** It knows the commands of the editor, which are fetched when keys are set. */
const TeamKeyRecorder = lazy(() =>
    import('../../editor/keys/TeamKeyRecorder').then(module => ({ default: module.TeamKeyRecorder })),
);

interface Props {
    label: DraftLabel;
    /** The label set it is in. */
    labels: readonly DraftLabel[];
    /** An empty text takes the key away. */
    onAssign: (hotkey: string) => void;
}

/** The key that gives a label, for everybody who works with the label set. */
export function KeyField({ label, labels, onAssign }: Props) {
    const [open, setOpen] = useState(false);
    const { hotkey } = label;
    const set = (sequence: string) => {
        onAssign(sequence);
        setOpen(false);
    };
    const content = (
        <div className="limn-recorder-card">
            <Suspense fallback={<Spin size="small" />}>
                <TeamKeyRecorder label={label} labels={labels} onAssign={set} onCancel={() => setOpen(false)} />
            </Suspense>
            {hotkey && (
                <Button size="small" type="text" onClick={() => set('')}>
                    {t('No key for {name}', { name: label.name })}
                </Button>
            )}
            <p className="limn-meta">
                {t('Everybody who works with these labels has it, but for those who have chosen another key.')}
            </p>
        </div>
    );
    return (
        <div className="limn-field">
            <span>{t('Key')}</span>
            <Popover open={open} onOpenChange={setOpen} trigger="click" destroyOnHidden content={content}>
                <Button
                    aria-label={
                        hotkey
                            ? t('Key of {name}: {key}', { name: label.name, key: shownKeys(hotkey) })
                            : t('Give {name} a key', { name: label.name })
                    }
                >
                    {hotkey ? <kbd className="limn-kbd">{shownKeys(hotkey)}</kbd> : t('None')}
                </Button>
            </Popover>
        </div>
    );
}
