import { create } from 'zustand';

/** Something the command palette can do or open. */
export interface Command {
    key: string;
    title: string;
    /** Where it belongs, or what it is: `Page`, `Task`. */
    group: string;
    hint?: string;
    /** Other words people look for it by. */
    words?: string;
    to?: string;
    run?: () => void;
}

/** What the page that is open adds to the palette; asked for when the palette opens. */
export const useOffer = create<{ offer: (() => Command[]) | null }>(() => ({ offer: null }));

/** Adds commands to the palette. Returns the way to take them back. */
export function offer(commands: () => Command[]): () => void {
    useOffer.setState({ offer: commands });
    return () => {
        if (useOffer.getState().offer === commands) useOffer.setState({ offer: null });
    };
}
