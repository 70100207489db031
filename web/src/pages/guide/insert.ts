/** A text and what is selected in it. */
export interface Editing {
    text: string;
    start: number;
    end: number;
}

/** Puts something in the place of the selection and stands behind it. */
export function insertAt({ text, start, end }: Editing, inserted: string): Editing {
    const at = start + inserted.length;
    return { text: text.slice(0, start) + inserted + text.slice(end), start: at, end: at };
}

/** Surrounds the selection, or takes the marks away again. */
export function wrap({ text, start, end }: Editing, mark: string): Editing {
    const before = text.slice(Math.max(0, start - mark.length), start);
    const after = text.slice(end, end + mark.length);
    const inner = text.slice(start, end);
    if (before === mark && after === mark) {
        return {
            text: text.slice(0, start - mark.length) + inner + text.slice(end + mark.length),
            start: start - mark.length,
            end: end - mark.length,
        };
    }
    return {
        text: text.slice(0, start) + mark + inner + mark + text.slice(end),
        start: start + mark.length,
        end: end + mark.length,
    };
}

/** Begins every selected line with the mark, or takes it away where all have it. */
export function prefixLines({ text, start, end }: Editing, mark: string): Editing {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const until = text.indexOf('\n', end);
    const to = until < 0 ? text.length : until;
    const lines = text.slice(from, to).split('\n');
    const all = lines.every(line => line.startsWith(mark));
    const changed = lines.map(line => (all ? line.slice(mark.length) : mark + line)).join('\n');
    return { text: text.slice(0, from) + changed + text.slice(to), start: from, end: from + changed.length };
}
