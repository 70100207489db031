/** The order of a list: fields by priority, as the URL and the server write it (`status,-updated_date`). */
export interface SortTerm {
    field: string;
    descending: boolean;
}

export function readSort(text: string): SortTerm[] {
    return text
        .split(',')
        .filter(term => term !== '' && term !== '-')
        .map(term => ({ field: term.replace(/^-/, ''), descending: term.startsWith('-') }));
}

export function writeSort(terms: SortTerm[]): string {
    return terms.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(',');
}

/** Adds the field as the last one, turns its direction around, then leaves it out. */
export function cycleSort(terms: SortTerm[], field: string): SortTerm[] {
    const found = terms.find(term => term.field === field);
    if (!found) return [...terms, { field, descending: false }];
    if (!found.descending) return terms.map(term => (term === found ? { field, descending: true } : term));
    return terms.filter(term => term !== found);
}

/** Moves a field among those that are on. */
export function moveSort(terms: SortTerm[], from: number, to: number): SortTerm[] {
    if (from === to || !terms[from] || to < 0 || to >= terms.length) return terms;
    const next = [...terms];
    const [moved] = next.splice(from, 1);
    next.splice(to, 0, moved);
    return next;
}
