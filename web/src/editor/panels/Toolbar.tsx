import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

const MOVES: Record<string, (at: number, count: number) => number> = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at - 1 + count) % count,
    Home: () => 0,
    End: (_at, count) => count - 1,
};

/** The strip of tools: one stop of the Tab key, within which the arrows move. */
export function Toolbar({ children }: { children: ReactNode }) {
    const strip = useRef<HTMLDivElement>(null);
    const last = useRef<HTMLButtonElement | null>(null);
    const buttons = () => [...(strip.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];

    const settle = () => {
        const all = buttons();
        const kept = all.find(button => button === last.current);
        const stop = kept ?? all.find(button => button.getAttribute('aria-pressed') === 'true') ?? all.at(0);
        for (const button of strip.current?.querySelectorAll('button') ?? [])
            button.tabIndex = button === stop ? 0 : -1;
    };
    // Buttons come, go and are put out of use with whatever is rendered.
    useEffect(settle);

    const move = (event: KeyboardEvent) => {
        const all = buttons();
        const at = all.findIndex(button => button === event.target);
        const next = at < 0 ? undefined : MOVES[event.key]?.(at, all.length);
        if (next === undefined) return;
        event.preventDefault();
        all[next].focus();
    };
    return (
        <div
            ref={strip}
            className="ed-tools"
            role="toolbar"
            aria-label="Tools"
            aria-orientation="vertical"
            onKeyDown={move}
            onFocus={event => {
                if (!(event.target instanceof HTMLButtonElement)) return;
                last.current = event.target;
                settle();
            }}
        >
            {children}
        </div>
    );
}
