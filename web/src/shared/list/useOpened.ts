import { useState } from 'react';

type Id = number | string;

function read(keptAs: string | undefined): ReadonlySet<Id> {
    if (!keptAs) return new Set();
    try {
        const value: unknown = JSON.parse(localStorage.getItem(keptAs) ?? '[]');
        return new Set(Array.isArray(value) ? (value as Id[]) : []);
    } catch {
        return new Set();
    }
}

function keep(keptAs: string, opened: ReadonlySet<Id>): void {
    try {
        localStorage.setItem(keptAs, JSON.stringify([...opened]));
    } catch {
        // A full or forbidden store costs only the memory of what was open.
    }
}

/** Which rows of a list are open; kept in this browser under a name, if there is one. */
export function useOpened(keptAs: string | undefined): [opened: ReadonlySet<Id>, toggle: (id: Id) => void] {
    const [opened, setOpened] = useState(() => read(keptAs));
    const toggle = (id: Id) => {
        const next = new Set(opened);
        if (!next.delete(id)) next.add(id);
        setOpened(next);
        if (keptAs) keep(keptAs, next);
    };
    return [opened, toggle];
}
