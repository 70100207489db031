import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { t, sideOf } from '../../shared/language';
import { useSurplus } from './useSurplus';

const MOVES: Record<string, (at: number, count: number) => number> = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at - 1 + count) % count,
    Home: () => 0,
    End: (_at, count) => count - 1,
};

/**
 * The strip of tools: one stop of the Tab key, within which the arrows move. Where the window is too low for all of them the
 * last ones stand beside the strip, once they are asked for.
 */
export function Toolbar({ children }: { children: ReactNode }) {
    const bar = useRef<HTMLDivElement>(null);
    const flow = useRef<HTMLDivElement>(null);
    const more = useRef<HTMLButtonElement>(null);
    const last = useRef<HTMLButtonElement | null>(null);
    const { surplus, holdsActive, open, setOpen } = useSurplus(bar, flow);
    const all = () => [...(bar.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const inReach = () => all().filter(button => !button.disabled && !button.closest('[inert]'));

    const settle = () => {
        const buttons = inReach();
        const kept = buttons.find(button => button === last.current);
        const stop = kept ?? buttons.find(button => button.getAttribute('aria-pressed') === 'true') ?? buttons.at(0);
        for (const button of all()) button.tabIndex = button === stop ? 0 : -1;
    };
    // Buttons come, go and are put out of use with whatever is rendered.
    useEffect(settle);

    const close = () => {
        setOpen(false);
        more.current?.focus();
    };
    const move = (event: KeyboardEvent) => {
        if (event.key === 'Escape' && open) {
            event.preventDefault();
            event.stopPropagation();
            return close();
        }
        const buttons = inReach();
        const at = buttons.findIndex(button => button === event.target);
        const next = at < 0 ? undefined : MOVES[event.key]?.(at, buttons.length);
        if (next === undefined) return;
        event.preventDefault();
        buttons[next].focus();
    };
    return (
        <div
            ref={bar}
            className="ed-tools"
            role="toolbar"
            aria-label={t('Tools')}
            aria-orientation="vertical"
            onKeyDown={move}
            onFocus={event => {
                if (!(event.target instanceof HTMLButtonElement)) return;
                last.current = event.target;
                settle();
            }}
        >
            <div
                ref={flow}
                className="ed-tools-flow"
                data-open={open || undefined}
                onClick={event => {
                    // A tool taken, the rest goes again; a button that opens a menu keeps it in its place.
                    const button = (event.target as HTMLElement).closest('button');
                    if (open && button && !button.closest('.ant-dropdown-trigger')) close();
                }}
            >
                {children}
            </div>
            {surplus && (
                <Tooltip title={open ? undefined : t('More tools')} placement={sideOf('right')} mouseEnterDelay={0.4}>
                    <Button
                        ref={more}
                        className="ed-tools-more"
                        type={holdsActive && !open ? 'primary' : 'text'}
                        aria-label={holdsActive && !open ? t('More tools, with the one in use') : t('More tools')}
                        aria-expanded={open}
                        icon={<EllipsisOutlined />}
                        onClick={() => setOpen(!open)}
                    />
                </Tooltip>
            )}
        </div>
    );
}
