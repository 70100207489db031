import { useEffect, useState, type RefObject } from 'react';

export interface Surplus {
    /** Some tools have no room in the strip. */
    readonly surplus: boolean;
    /** The one in use is among them. */
    readonly holdsActive: boolean;
    readonly open: boolean;
    readonly setOpen: (open: boolean) => void;
}

/** Columns lie farther apart than this, in pixels. */
const SAME_COLUMN = 20;

interface Found {
    readonly surplus: boolean;
    readonly holdsActive: boolean;
}

/**
 * Which tools have no room in the strip: those that its flow has wrapped into further columns. While these are closed they
 * are out of reach of keyboard and screen readers, too.
 */
export function useSurplus(bar: RefObject<HTMLElement | null>, flow: RefObject<HTMLElement | null>): Surplus {
    const [found, setFound] = useState<Found>({ surplus: false, holdsActive: false });
    const [open, setOpen] = useState(false);

    useEffect(() => {
        const [strip, tools] = [bar.current, flow.current];
        if (!strip || !tools || typeof ResizeObserver === 'undefined') return undefined;
        const measure = () => {
            const next = sortOut(tools, open);
            setFound(before =>
                before.surplus === next.surplus && before.holdsActive === next.holdsActive ? before : next,
            );
            if (!next.surplus) setOpen(false);
        };
        const sizes = new ResizeObserver(measure);
        sizes.observe(strip);
        const changes = new MutationObserver(measure);
        changes.observe(tools, { childList: true, subtree: true, attributeFilter: ['aria-pressed'] });
        return () => {
            sizes.disconnect();
            changes.disconnect();
        };
    }, [bar, flow, open, found.surplus]);

    useEffect(() => {
        if (!open) return undefined;
        if (flow.current) sortOut(flow.current, true);
        flow.current?.querySelector<HTMLElement>('[data-surplus] button, button[data-surplus]')?.focus();
        const outside = (event: PointerEvent) => {
            if (event.target instanceof Node && !bar.current?.contains(event.target)) setOpen(false);
        };
        window.addEventListener('pointerdown', outside, true);
        return () => window.removeEventListener('pointerdown', outside, true);
    }, [bar, flow, open]);

    return { ...found, open, setOpen };
}

/** Marks what stands in further columns, and makes the open strip as wide as all of them. */
function sortOut(flow: HTMLElement, open: boolean): Found {
    const children = [...flow.children].filter(child => child instanceof HTMLElement);
    const first = Math.min(...children.map(middle));
    let holdsActive = false;
    let right = 0;
    for (const child of children) {
        const away = middle(child) > first + SAME_COLUMN;
        child.toggleAttribute('data-surplus', away);
        child.toggleAttribute('inert', away && !open);
        const pressed = child.matches('[aria-pressed="true"]') || child.querySelector('[aria-pressed="true"]') !== null;
        holdsActive ||= away && pressed;
        right = Math.max(right, child.offsetLeft + child.offsetWidth);
    }
    flow.style.setProperty('--ed-tools-width', `${right + 6}px`);
    return { surplus: children.some(child => child.hasAttribute('data-surplus')), holdsActive };
}

/** Dividers are narrower than buttons. */
const middle = (child: HTMLElement) => child.offsetLeft + child.offsetWidth / 2;
