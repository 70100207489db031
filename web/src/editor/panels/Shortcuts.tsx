import { Button, Input, Modal, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { t } from '../../shared/language';
import { useOverlays } from '../../shared/overlays';
import { useSettings } from '../../shared/settings';
import { groupOf, liveBindings } from '../keys/bindings';
import { GESTURE_TEXTS, gestureKeys, heldAnd } from '../keys/mouse';
import { GESTURE_IDS } from '../tools/modifiers';
import { useSession, useView } from './context';

/** What the mouse does without a key beside it. */
const PLAIN: readonly [string, string][] = [
    [t('Wheel'), t('Zoom about the pointer')],
    [t('Drag empty space, middle button, or space bar'), t('Move the view')],
    [t('Double click'), t('Zoom to an object, or fit the image')],
    [t('Click an edge'), t('Add a point')],
    [t('Click the arrow of a line'), t('Turn the line round')],
    [t('Right button while painting'), t('Erase')],
    [t('Right click while drawing'), t('Take back the last point')],
];

/** Everything the mouse does that no button tells, with the keys that are held beside it. */
function gestures(): [string, string][] {
    const keys = gestureKeys();
    const held = GESTURE_IDS.flatMap(id => {
        const { way, does } = GESTURE_TEXTS[id];
        const ways = keys[id].map(one => heldAnd(one, way));
        return ways.length ? [[ways.join(t(', ')), does] as [string, string]] : [];
    });
    return [...PLAIN, ...held];
}

/** What the keys and the mouse do in the workspace in use: to look up, while F1 is for changing. */
export function Shortcuts() {
    const session = useSession();
    const open = useView(view => view.dialog === 'help');
    if (!open) return null;
    return <Help onClose={() => session.view.setState({ dialog: null })} />;
}

function Help({ onClose }: { onClose: () => void }) {
    const session = useSession();
    const kept = useSettings(state => state.values);
    const show = useOverlays(state => state.show);
    const [search, setSearch] = useState('');
    const field = useRef<InputRef>(null);
    const matches = (text: string) => text.toLowerCase().includes(search.toLowerCase());
    const bindings = liveBindings(session, kept).filter(
        ({ title, keys }) => keys.length > 0 && matches(`${title} ${keys.map(one => shownKeys(one)).join(' ')}`),
    );
    const groups = [...new Set(bindings.map(({ id }) => groupOf(id)))];
    const change = () => {
        onClose();
        show('shortcuts');
    };
    return (
        <Modal
            open
            onCancel={onClose}
            footer={<Button onClick={change}>{t('Change keys')}</Button>}
            title={t('Keys and gestures')}
            width={820}
            // The window takes the focus for itself as it opens.
            afterOpenChange={open => open && field.current?.focus()}
        >
            <Input
                ref={field}
                allowClear
                placeholder={t('Search')}
                aria-label={t('Search keys')}
                value={search}
                onChange={event => setSearch(event.target.value)}
            />
            <div className="ed-keys">
                {groups.map(group => (
                    <Group
                        key={group}
                        title={group}
                        rows={bindings
                            .filter(({ id }) => groupOf(id) === group)
                            .map(({ id, title, keys }) => [id, title, keys.map(one => shownKeys(one))])}
                    />
                ))}
                <Group
                    title={t('Mouse')}
                    rows={gestures()
                        .filter(([keys, title]) => matches(`${keys} ${title}`))
                        .map(([keys, title]) => [keys, title, [keys]])}
                />
            </div>
        </Modal>
    );
}

interface GroupProps {
    title: string;
    rows: readonly (readonly [id: string, title: string, keys: readonly string[]])[];
}

function Group({ title, rows }: GroupProps) {
    if (!rows.length) return null;
    return (
        <section>
            <h3>{title}</h3>
            <dl>
                {rows.map(([id, name, keys]) => (
                    <div key={id}>
                        <dt>{name}</dt>
                        <dd>
                            {keys.map(one => (
                                <kbd key={one}>{one}</kbd>
                            ))}
                        </dd>
                    </div>
                ))}
            </dl>
        </section>
    );
}
