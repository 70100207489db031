import { useState, type PointerEvent } from 'react';

/** Arrow keys by the side the edge is on, and whether they make the panel larger. */
const KEYS: Readonly<Record<'left' | 'top', Readonly<Record<string, 1 | -1>>>> = {
    left: { ArrowLeft: 1, ArrowRight: -1 },
    top: { ArrowUp: 1, ArrowDown: -1 },
};

interface EdgeProps {
    side: 'left' | 'top';
    className: string;
    label: string;
    /** Width or height of the panel in screen pixels. */
    value: number;
    min: number;
    max: number;
    /** By so much an arrow key changes it. */
    step: number;
    /** While it is dragged; null when that is over. */
    onDrag: (value: number | null) => void;
    onDone: (value: number) => void;
}

/** The edge of a panel, by which it is made larger and smaller. */
export function Edge({ side, className, label, value, min, max, step, onDrag, onDone }: EdgeProps) {
    const [from, setFrom] = useState<{ at: number; value: number } | null>(null);
    const within = (next: number) => Math.min(max, Math.max(min, Math.round(next)));
    const place = (event: PointerEvent) => (side === 'left' ? event.clientX : event.clientY);
    const dragged = (event: PointerEvent) => (from ? within(from.value + from.at - place(event)) : value);
    const end = () => {
        setFrom(null);
        onDrag(null);
    };
    return (
        <div
            className={className}
            role="separator"
            aria-orientation={side === 'left' ? 'vertical' : 'horizontal'}
            aria-label={label}
            aria-valuenow={value}
            aria-valuemin={min}
            aria-valuemax={max}
            tabIndex={0}
            onPointerDown={event => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setFrom({ at: place(event), value });
            }}
            onPointerMove={event => from && onDrag(dragged(event))}
            onPointerUp={event => {
                if (from) onDone(dragged(event));
                end();
            }}
            onPointerCancel={end}
            onKeyDown={event => {
                const sign = KEYS[side][event.key];
                if (sign === undefined) return;
                event.preventDefault();
                event.stopPropagation();
                onDone(within(value + sign * step));
            }}
        />
    );
}
