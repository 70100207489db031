import { CloseOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Tooltip } from 'antd';
import { useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { clash, conflictsOf, type Binding } from '../../shared/keys/keymap';
import { t } from '../../shared/language';
import { LABEL_WORKSPACES } from './bindings';
import { KeyRecorder } from '../../shared/keys/KeyRecorder';
import type { Keys } from './useKeySettings';

interface KeyRowProps {
    binding: Binding;
    keys: Keys;
}

/** The numbers that labels have of their own accord: a command that takes one takes it from a label. */
const NUMBERS: Binding = {
    id: 'label numbers',
    title: t('Numbers of labels'),
    scope: 'editor',
    workspaces: LABEL_WORKSPACES,
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

/** One command with its keys: each may be taken away, more may be recorded, and those of the preset brought back. */
export function KeyRow({ binding, keys }: KeyRowProps) {
    const { settings, bindings, assign } = keys;
    const [recording, setRecording] = useState(false);
    const { id, title, keys: own } = binding;
    const conflicts = (sequence: string) => conflictsOf(sequence, binding, [...bindings, NUMBERS]);
    return (
        <li className="ed-key-row">
            <span>{title}</span>
            <span className="ed-key-list">
                {own.map(sequence => (
                    <span key={sequence} className="ed-key">
                        <kbd>{shownKeys(sequence)}</kbd>
                        <Button
                            size="small"
                            type="text"
                            icon={<CloseOutlined />}
                            aria-label={t('Take {sequence} from {title}', { sequence: shownKeys(sequence), title })}
                            onClick={() =>
                                assign(
                                    id,
                                    own.filter(one => one !== sequence),
                                )
                            }
                        />
                    </span>
                ))}
                {settings.own[id] && <RestoreButton binding={binding} keys={keys} />}
                <Button
                    size="small"
                    type="text"
                    icon={<PlusOutlined />}
                    aria-label={t('Add keys for {title}', { title })}
                    onClick={() => setRecording(true)}
                />
            </span>
            {recording && (
                <KeyRecorder
                    title={title}
                    byPlace={settings.byPlace}
                    conflicts={conflicts}
                    onAssign={sequence => {
                        assign(id, [...own.filter(one => !clash(one, sequence)), sequence]);
                        setRecording(false);
                    }}
                    onCancel={() => setRecording(false)}
                />
            )}
        </li>
    );
}

/** Brings back the keys of the preset; asks first where something else has got them meanwhile. */
function RestoreButton({ binding, keys: { bindings, assign, usual } }: KeyRowProps) {
    const { id, title } = binding;
    const back = usual(id);
    const losers = bindings.filter(one => back.some(sequence => conflictsOf(sequence, binding, [one]).length > 0));
    const restore = () => assign(id, back);
    const button = (
        <Button
            size="small"
            type="text"
            icon={<UndoOutlined />}
            aria-label={t('Restore the keys of {title}', { title })}
            onClick={losers.length ? undefined : restore}
        />
    );
    if (!losers.length) return <Tooltip title={t('As in the preset')}>{button}</Tooltip>;
    return (
        <Popconfirm
            title={t('{losers} would lose keys', { losers: losers.map(one => `“${one.title}”`).join(t(', ')) })}
            okText={t('Unset there and restore')}
            onConfirm={restore}
        >
            {button}
        </Popconfirm>
    );
}
