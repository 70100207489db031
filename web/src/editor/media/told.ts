import type { Values } from '../../shared/language';

/**
 * An error that a worker has for the user. Workers have no catalogue: the text and its values go to the page, which
 * translates them.
 */
export class Told extends Error {
    constructor(
        readonly text: string,
        readonly values?: Values,
        options?: ErrorOptions,
    ) {
        super(
            text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values?.[name])),
            options,
        );
    }
}

/** What of an error goes from a worker to the page. */
export interface Telling {
    readonly text: string;
    readonly values?: Values;
}

export function tellingOf(error: unknown): Telling {
    if (error instanceof Told) return { text: error.text, values: error.values };
    return { text: error instanceof Error ? error.message : String(error) };
}
