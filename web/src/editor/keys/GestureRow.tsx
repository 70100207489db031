import { CloseOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Flex, Tooltip } from 'antd';
import { useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { t } from '../../shared/language';
import {
    changedGestures,
    DEFAULT_GESTURES,
    HELD_KEYS,
    rivalsOf,
    withGesture,
    type GestureId,
    type GestureKeys,
} from '../tools/modifiers';
import { GESTURE_TEXTS, heldAnd } from './mouse';

interface Props {
    id: GestureId;
    keys: GestureKeys;
    onChange: (keys: GestureKeys) => void;
}

/** What is done with the mouse while keys are held: each may be taken away, others added, and the usual ones brought back. */
export function GestureRow({ id, keys, onChange }: Props) {
    /** Keys that were chosen, but ask for something else in the same place. */
    const [wanted, setWanted] = useState<string | null>(null);
    const { way, does } = GESTURE_TEXTS[id];
    const own = keys[id];
    const assign = (next: readonly string[]) => {
        setWanted(null);
        onChange(withGesture(keys, id, next));
    };
    const choose = (held: string) => (rivalsOf(id, held, keys).length ? setWanted(held) : assign([...own, held]));
    return (
        <li className="ed-key-row">
            <span>{does}</span>
            <span className="ed-key-list">
                {own.map(held => (
                    <span key={held} className="ed-key">
                        <kbd>{heldAnd(held, way)}</kbd>
                        <Button
                            size="small"
                            type="text"
                            icon={<CloseOutlined />}
                            aria-label={t('Take {sequence} from {title}', {
                                sequence: heldAnd(held, way),
                                title: does,
                            })}
                            onClick={() => assign(own.filter(one => one !== held))}
                        />
                    </span>
                ))}
                {id in changedGestures(keys) && (
                    <Tooltip title={t('As usual')}>
                        <Button
                            size="small"
                            type="text"
                            icon={<UndoOutlined />}
                            aria-label={t('Restore the keys of {title}', { title: does })}
                            onClick={() => assign(DEFAULT_GESTURES[id])}
                        />
                    </Tooltip>
                )}
                <Dropdown
                    trigger={['click']}
                    menu={{
                        items: HELD_KEYS.filter(held => !own.includes(held)).map(held => ({
                            key: held,
                            label: heldAnd(held, way),
                            onClick: () => choose(held),
                        })),
                    }}
                >
                    <Button
                        size="small"
                        type="text"
                        icon={<PlusOutlined />}
                        aria-label={t('Add keys for {title}', { title: does })}
                        aria-haspopup="menu"
                    />
                </Dropdown>
            </span>
            {wanted !== null && (
                <div className="ed-recorder" role="group" aria-label={t('New keys for {title}', { title: does })}>
                    <Alert
                        type="warning"
                        showIcon
                        message={t('In use for {losers}', {
                            losers: rivalsOf(id, wanted, keys)
                                .map(rival => `“${GESTURE_TEXTS[rival].does}” (${shownKeys(wanted)})`)
                                .join(t(', ')),
                        })}
                    />
                    <Flex gap={6} wrap>
                        <Button size="small" type="primary" autoFocus onClick={() => assign([...own, wanted])}>
                            {t('Unset there and assign here')}
                        </Button>
                        <Button size="small" onClick={() => setWanted(null)}>
                            {t('Cancel')}
                        </Button>
                    </Flex>
                </div>
            )}
        </li>
    );
}
