import { PlusOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { conflictsOf } from '../../shared/keys/keymap';
import { KeyRecorder } from '../../shared/keys/KeyRecorder';
import { KEPT_AS } from '../../shared/keys/settings';
import { t, sideOf } from '../../shared/language';
import { changeSettings, useSettings } from '../../shared/settings';
import type { LabelSpec } from '../model/labels';
import { useSession } from '../panels/context';
import {
    LABEL_KEYS,
    labelCommand,
    labelSetOf,
    ownLabelKeys,
    teamKey,
    withLabelKey,
    withoutOwnKey,
} from '../session/labelKeys';
import type { Session } from '../session/session';
import { bindingsFor, keySettingsIn, labelKeysIn, LABEL_WORKSPACES } from './bindings';
import { withoutKeys } from './useKeySettings';
import './keys.css';

/** The key of a label, and the way to change it. Tasks of a project share the keys of its labels. */
export function LabelKey({ label }: { label: LabelSpec }) {
    const session = useSession();
    const kept = useSettings(state => state.values);
    const [open, setOpen] = useState(false);
    const key = labelKeysIn(kept, session).get(label.id);
    const isOwn = ownLabelKeys(kept[LABEL_KEYS], labelSetOf(session.job))[label.id] !== undefined;
    const team = teamKey(label);
    const set = (sequence: string) => {
        assignLabelKey(session, label, sequence);
        setOpen(false);
    };
    const giveUp = () => {
        const { [LABEL_KEYS]: keys } = useSettings.getState().values;
        changeSettings({ [LABEL_KEYS]: withoutOwnKey(keys, labelSetOf(session.job), label.id) });
        setOpen(false);
    };
    const content = (
        <div className="limn-recorder-card">
            <KeyRecorder
                title={t('the label {name}', { name: label.name })}
                byPlace={keySettingsIn(kept).byPlace}
                conflicts={sequence => conflictsOf(sequence, wantedBy(label), bindingsFor(session, kept))}
                onAssign={set}
                onCancel={() => setOpen(false)}
            />
            {key !== undefined && (
                <Button size="small" type="text" onClick={() => set('')}>
                    {t('No key for {name}', { name: label.name })}
                </Button>
            )}
            {isOwn && (
                <Button size="small" type="text" onClick={giveUp}>
                    {team ? t('As for the team: {key}', { key: shownKeys(team) }) : t('As it was at first')}
                </Button>
            )}
            <p className="limn-meta">
                {team
                    ? t('The team’s key is {key}. What you choose here holds for you alone.', { key: shownKeys(team) })
                    : t('What you choose here holds for you alone.')}
            </p>
        </div>
    );
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('left')}
            destroyOnHidden
            content={content}
        >
            <button
                type="button"
                className="ed-label-key"
                title={t('Change the key')}
                aria-label={
                    key === undefined
                        ? t('Give {name} a key', { name: label.name })
                        : t('Key of {name}: {key}', { name: label.name, key: shownKeys(key) })
                }
            >
                {key === undefined ? <PlusOutlined /> : <kbd>{shownKeys(key)}</kbd>}
            </button>
        </Popover>
    );
}

const wantedBy = ({ id }: LabelSpec) => ({ id: labelCommand(id), scope: 'editor', workspaces: LABEL_WORKSPACES });

/** Gives a label a key, or none; commands and labels that have it lose it. */
function assignLabelKey(session: Session, label: LabelSpec, sequence: string): void {
    const kept = useSettings.getState().values;
    const set = labelSetOf(session.job);
    changeSettings({ [LABEL_KEYS]: withLabelKey(kept[LABEL_KEYS], set, session.labels.roots, label.id, sequence) });
    if (sequence) changeSettings({ [KEPT_AS]: withoutKeys(keySettingsIn(kept), [sequence], wantedBy(label)) });
}
