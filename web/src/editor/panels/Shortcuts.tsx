import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { t } from '../../shared/language';
import { useOverlays } from '../../shared/overlays';
import { useSettings } from '../../shared/settings';
import { groupOf, liveBindings } from '../keys/bindings';
import { useSession, useView } from './context';

/** Things the mouse does that no button tells. */
const GESTURES: readonly [string, string][] = [
    [t('Wheel'), t('Zoom about the pointer')],
    [t('Shift+wheel'), t('Move the view sideways')],
    [t('Drag empty space, middle button, or space bar'), t('Move the view')],
    [t('Shift+drag'), t('Select by a frame: rightwards what lies inside, leftwards what it touches')],
    [t('Ctrl+click, Shift+click'), t('Add to the selection, or take away')],
    [t('Double click'), t('Zoom to an object, or fit the image')],
    [t('Click an edge'), t('Add a point')],
    [t('Click the arrow of a line'), t('Turn the line round')],
    [t('Alt+click a point'), t('Remove it')],
    [t('Ctrl+click a point of a polygon'), t('Make it the first')],
    [t('Shift+click a point'), t('Draw a new way from it to another one')],
    [t('Shift+click beside points'), t('Add one to the selected set of points')],
    [t('Shift+Alt+drag'), t('Choose points of the selected outline: drag one to move all, Delete takes them away')],
    [t('Alt+drag an object'), t('Leave it and move a copy')],
    [t('Shift+double click'), t('Paint on a mask; take perspective from a cuboid')],
    [t('Shift while resizing or rotating'), t('Keep the proportions; steps of 15°')],
    [t('Shift while drawing'), t('Lay points along the way')],
    [t('Ctrl while drawing'), t('Keep to multiples of 45°')],
    [t('Right button while painting'), t('Erase; with Alt, change the size of the brush')],
    [t('Shift+click while painting'), t('A straight stroke from the last one')],
    [t('Right click while drawing'), t('Take back the last point')],
];

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
        >
            <Input
                allowClear
                autoFocus
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
                    rows={GESTURES.filter(([keys, title]) => matches(`${keys} ${title}`)).map(([keys, title]) => [
                        keys,
                        title,
                        [keys],
                    ])}
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
