import { SearchOutlined } from '@ant-design/icons';
import { Input, Modal, Spin } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../shared/language';
import type { Command } from '../shared/palette';
import { useDebounced } from '../shared/useDebounced';
import { useCommands } from './useCommands';

const SETTLE_MS = 200;

interface OptionProps {
    command: Command;
    /** The group's name, where a new group begins. */
    heading: string | null;
    chosen: boolean;
    onChoose: (command: Command) => void;
    onHover: () => void;
}

function Option({ command, heading, chosen, onChoose, onHover }: OptionProps) {
    return (
        <>
            {heading && (
                <div role="presentation" className="limn-palette-group">
                    {heading}
                </div>
            )}
            <div
                id={`limn-command-${command.key}`}
                role="option"
                aria-selected={chosen}
                className={chosen ? 'limn-palette-option chosen' : 'limn-palette-option'}
                onMouseMove={onHover}
                onClick={() => onChoose(command)}
            >
                <span className="limn-ellipsis">{command.title}</span>
                {command.hint && <span className="limn-meta limn-ellipsis">{command.hint}</span>}
            </div>
        </>
    );
}

/** Finds any project, task, job, person or action by a few letters. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
    const navigate = useNavigate();
    const [typed, setTyped] = useState('');
    const { commands, searching } = useCommands(typed, useDebounced(typed, SETTLE_MS));
    const [at, setAt] = useState(0);
    const list = useRef<HTMLDivElement>(null);
    const index = Math.min(at, Math.max(0, commands.length - 1));
    const current = commands[index] as Command | undefined;

    useEffect(() => {
        list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }, [index, current?.key]);

    const choose = (command: Command, newTab = false) => {
        if (command.to && newTab) {
            window.open(command.to, '_blank', 'noopener');
            return;
        }
        onClose();
        if (command.to) void navigate(command.to);
        command.run?.();
    };

    const onKeyDown = (event: KeyboardEvent) => {
        const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
        if (event.key in moves && commands.length) {
            event.preventDefault();
            const to = index + moves[event.key];
            const last = commands.length - 1;
            // Single steps go round, pages stop at the ends.
            const around = Math.abs(moves[event.key]) === 1;
            setAt(around ? (to + commands.length) % commands.length : Math.max(0, Math.min(last, to)));
        } else if (event.key === 'Enter' && current) {
            event.preventDefault();
            choose(current, event.ctrlKey || event.metaKey);
        }
    };

    return (
        <Modal
            open
            onCancel={onClose}
            footer={null}
            closable={false}
            title={null}
            width={600}
            className="limn-palette"
            centered={false}
            aria-label={t('Find or do anything')}
        >
            <Input
                autoFocus
                size="large"
                variant="borderless"
                prefix={<SearchOutlined />}
                suffix={<Spin size="small" spinning={searching} />}
                placeholder={t('Find a project, task, job or person, or do something')}
                aria-label={t('Find or do anything')}
                role="combobox"
                aria-expanded
                aria-controls="limn-palette-list"
                aria-activedescendant={current && `limn-command-${current.key}`}
                value={typed}
                onChange={event => {
                    setTyped(event.target.value);
                    setAt(0);
                }}
                onKeyDown={onKeyDown}
            />
            <div
                id="limn-palette-list"
                role="listbox"
                aria-label={t('Results')}
                ref={list}
                className="limn-palette-list"
            >
                {commands.map((command, i) => (
                    <Option
                        key={command.key}
                        command={command}
                        heading={command.group !== commands[i - 1]?.group ? command.group : null}
                        chosen={i === index}
                        onChoose={choose}
                        onHover={() => setAt(i)}
                    />
                ))}
            </div>
            {commands.length === 0 && (
                <p className="limn-palette-none">{searching ? t('Searching…') : t('Nothing found')}</p>
            )}
        </Modal>
    );
}
