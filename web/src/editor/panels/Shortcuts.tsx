import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { useOverlays } from '../../shared/overlays';
import { useSettings } from '../../shared/settings';
import { commandOf, liveBindings } from '../keys/bindings';
import { useSession, useView } from './context';

/** Things the mouse does that no button tells. */
const GESTURES: readonly [string, string][] = [
    ['Wheel', 'Zoom about the pointer'],
    ['Shift+wheel', 'Move the view sideways'],
    ['Drag empty space, middle button, or space bar', 'Move the view'],
    ['Shift+drag', 'Select by a frame: rightwards what lies inside, leftwards what it touches'],
    ['Ctrl+click, Shift+click', 'Add to the selection, or take away'],
    ['Double click', 'Zoom to an object, or fit the image'],
    ['Click an edge', 'Add a point'],
    ['Click the arrow of a line', 'Turn the line round'],
    ['Alt+click a point', 'Remove it'],
    ['Ctrl+click a point of a polygon', 'Make it the first'],
    ['Shift+click a point', 'Draw a new way from it to another one'],
    ['Shift+click beside points', 'Add one to the selected set of points'],
    ['Shift+Alt+drag', 'Choose points of the selected outline: drag one to move all, Delete takes them away'],
    ['Alt+drag an object', 'Leave it and move a copy'],
    ['Shift+double click', 'Paint on a mask; take perspective from a cuboid'],
    ['Shift while resizing or rotating', 'Keep the proportions; steps of 15°'],
    ['Shift while drawing', 'Lay points along the way'],
    ['Ctrl while drawing', 'Keep to multiples of 45°'],
    ['Right button while painting', 'Erase; with Alt, change the size of the brush'],
    ['Shift+click while painting', 'A straight stroke from the last one'],
    ['Right click while drawing', 'Take back the last point'],
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
    const groupOf = (id: string) => commandOf(id)?.group ?? 'Labels';
    const groups = [...new Set(bindings.map(({ id }) => groupOf(id)))];
    const change = () => {
        onClose();
        show('shortcuts');
    };
    return (
        <Modal
            open
            onCancel={onClose}
            footer={<Button onClick={change}>Change keys</Button>}
            title="Keys and gestures"
            width={820}
        >
            <Input
                allowClear
                autoFocus
                placeholder="Search"
                aria-label="Search keys"
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
                    title="Mouse"
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
