import { FileSearchOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Input, Popover, Tooltip, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { t } from '../../shared/language';
import { useTypedCounts } from '../../shared/ui/SuggestedText';
import { useDebounced } from '../../shared/useDebounced';
import { areNamed, findFrames } from '../session/frameSearch';
import { useSession, useView } from './context';
import { useFirstFocus } from './useFirstFocus';

const HITS = 25;
const REST = 100;

/** Goes to a frame by its name, where frames have names. */
export function FrameSearch() {
    const session = useSession();
    const asked = useView(view => view.dialog === 'frame-name');
    const [open, setOpen] = useState(false);
    if (!areNamed(session.frames, frame => session.nameOf(frame))) return null;
    const close = () => {
        setOpen(false);
        session.view.setState(({ dialog }) => (dialog === 'frame-name' ? { dialog: null } : {}));
        session.viewport.takeFocus();
    };
    return (
        <Popover
            open={open || asked}
            onOpenChange={next => (next ? setOpen(true) : close())}
            trigger="click"
            placement="bottom"
            destroyOnHidden
            content={<Search onDone={close} />}
        >
            <Tooltip title={t('Find a frame by its name')} mouseEnterDelay={0.4}>
                <Button type="text" aria-label={t('Find a frame by its name')} icon={<FileSearchOutlined />} />
            </Tooltip>
        </Popover>
    );
}

function Search({ onDone }: { onDone: () => void }) {
    const session = useSession();
    const input = useRef<InputRef>(null);
    const [typed, setTyped] = useState('');
    const rested = useDebounced(typed, REST);
    useFirstFocus(input, onDone);
    const find = (name: string, most: number) => findFrames(session.frames, frame => session.nameOf(frame), name, most);
    const found = find(rested, HITS);
    const go = (frame: number | undefined) => {
        if (frame === undefined) return;
        session.goTo(frame);
        onDone();
    };
    // What is listed may be for a text that has gone on since.
    const onInputKeyDown = useTypedCounts(({ key }) => {
        if (key === 'Enter') go(find(typed, 1)[0]?.frame);
    });
    const options = found.map(({ frame, name }) => ({
        value: String(frame),
        label: (
            <span className="ed-completion">
                <span title={name}>{name}</span>
                <small>{frame}</small>
            </span>
        ),
    }));
    return (
        <AutoComplete
            className="ed-frame-search"
            value={typed}
            options={options}
            open={typed !== ''}
            defaultActiveFirstOption
            notFoundContent={typed === rested ? t('No frame has such a name.') : null}
            onInputKeyDown={onInputKeyDown}
            onChange={setTyped}
            onSelect={(value: string) => go(Number(value))}
        >
            <Input
                ref={input}
                aria-label={t('Name of the frame')}
                placeholder={t('Name of the frame')}
                onKeyDown={event => {
                    if (event.key === 'Escape') onDone();
                }}
            />
        </AutoComplete>
    );
}
