import { conflictsOf, type Binding } from '../../shared/keys/keymap';
import { KeyRecorder } from '../../shared/keys/KeyRecorder';
import { t } from '../../shared/language';
import type { DraftLabel } from '../../shared/labels/model';
import { useSettings } from '../../shared/settings';
import { allBindings, keySettingsIn, LABEL_WORKSPACES } from './bindings';

interface Props {
    label: DraftLabel;
    labels: readonly DraftLabel[];
    onAssign: (sequence: string) => void;
    onCancel: () => void;
}

const bindingOf = ({ key, name, hotkey }: DraftLabel): Binding => ({
    id: key,
    title: t('Label {name}', { name }),
    scope: 'editor',
    workspaces: LABEL_WORKSPACES,
    keys: hotkey ? [hotkey] : [],
});

/**
 * Records the key that a label has for everybody. Another label gives its key up; commands keep theirs, as who works there has
 * them in the fingers. Which keys those are is told by the commands' own: what one person has changed is that person's.
 */
export function TeamKeyRecorder({ label, labels, onAssign, onCancel }: Props) {
    const byPlace = useSettings(({ values }) => keySettingsIn(values).byPlace);
    const wanted = bindingOf(label);
    return (
        <KeyRecorder
            title={t('the label {name}', { name: label.name })}
            byPlace={byPlace}
            conflicts={sequence => conflictsOf(sequence, wanted, labels.map(bindingOf))}
            taken={sequence =>
                conflictsOf(sequence, wanted, allBindings()).filter(
                    ({ scope }) => scope === 'page' || scope === 'editor',
                )
            }
            onAssign={onAssign}
            onCancel={onCancel}
        />
    );
}
