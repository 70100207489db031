import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { COMMANDS, type Command } from '../session/keys';

const GROUPS: readonly Command['group'][] = ['Tools', 'Objects', 'Frames', 'View', 'Job', 'Tags'];

/** Things the mouse does that no button tells. */
const GESTURES: readonly [string, string][] = [
    ['Wheel', 'Zoom about the pointer'],
    ['Shift+wheel', 'Move the view sideways'],
    ['Drag empty space, middle button, or space bar', 'Move the view'],
    ['Shift+drag', 'Select by a frame: rightwards what lies inside, leftwards what it touches'],
    ['Ctrl+click, Shift+click', 'Add to the selection, or take away'],
    ['Double click', 'Zoom to an object, or fit the image'],
    ['Click an edge', 'Add a point'],
    ['Alt+click a point', 'Remove it'],
    ['Ctrl+click a point of a polygon', 'Make it the first'],
    ['Shift+click a point', 'Draw a new way from it to another one'],
    ['Alt+drag an object', 'Leave it and move a copy'],
    ['Shift+double click', 'Paint on a mask; take perspective from a cuboid'],
    ['Shift while resizing or rotating', 'Keep the proportions; steps of 15°'],
    ['Shift while drawing', 'Lay points along the way'],
    ['Ctrl while drawing', 'Keep to multiples of 45°'],
    ['Right button while painting', 'Erase; with Alt, change the size of the brush'],
    ['Shift+click while painting', 'A straight stroke from the last one'],
    ['Right click while drawing', 'Take back the last point'],
];

const shown = (keys: string) =>
    keys
        .split(/\+(?=.)/)
        .map(part => part.replace('arrow', '').replace(/^./, letter => letter.toUpperCase()))
        .join(' + ');

export function Shortcuts({ open, onChange }: { open: boolean; onChange: (open: boolean) => void }) {
    const [search, setSearch] = useState('');
    useEffect(() => {
        const key = (event: KeyboardEvent) => {
            if (event.key !== 'F1') return;
            event.preventDefault();
            onChange(!open);
        };
        window.addEventListener('keydown', key);
        return () => window.removeEventListener('keydown', key);
    }, [open, onChange]);
    const matches = (text: string) => text.toLowerCase().includes(search.toLowerCase());
    return (
        <Modal open={open} onCancel={() => onChange(false)} footer={null} title="Keys and gestures" width={820}>
            <Input
                allowClear
                autoFocus
                placeholder="Search"
                aria-label="Search keys"
                value={search}
                onChange={event => setSearch(event.target.value)}
            />
            <div className="ed-keys">
                {GROUPS.map(group => (
                    <section key={group}>
                        <h3>{group}</h3>
                        <dl>
                            {COMMANDS.filter(
                                one => one.group === group && matches(`${one.title} ${one.keys.join(' ')}`),
                            ).map(one => (
                                <div key={one.id}>
                                    <dt>{one.title}</dt>
                                    <dd>
                                        {one.keys.map(keys => (
                                            <kbd key={keys}>{shown(keys)}</kbd>
                                        ))}
                                    </dd>
                                </div>
                            ))}
                        </dl>
                    </section>
                ))}
                <section>
                    <h3>Mouse</h3>
                    <dl>
                        {GESTURES.filter(([keys, title]) => matches(`${keys} ${title}`)).map(([keys, title]) => (
                            <div key={keys}>
                                <dt>{title}</dt>
                                <dd>
                                    <kbd>{keys}</kbd>
                                </dd>
                            </div>
                        ))}
                    </dl>
                </section>
            </div>
        </Modal>
    );
}
