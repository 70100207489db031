/** A cell; what a spreadsheet would take for a formula is kept a text. */
function cell(text: string): string {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, with its end. */
export function csvLine(cells: string[]): string {
    return `${cells.map(cell).join(',')}\r\n`;
}
