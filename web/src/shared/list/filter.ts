/** The filter of a list as the user builds it, and its JSON Logic form on the wire. */

export type FieldKind = 'text' | 'number' | 'enum' | 'date' | 'user';

export interface FilterField {
    name: string;
    title: string;
    kind: FieldKind;
    options?: { value: string; label: string }[];
}

export type Operator = 'is' | 'is_not' | 'contains' | 'at_least' | 'at_most' | 'is_set' | 'is_empty';

export interface Condition {
    field: string;
    operator: Operator;
    /** Absent for `is_set` and `is_empty`. */
    value?: string | number;
}

export interface QuickFilter {
    key: string;
    title: string;
    logic: Logic;
}

export interface FilterModel {
    match: 'all' | 'any';
    conditions: Condition[];
    /** Keys of the quick filters that are on; they always narrow further. */
    quick: string[];
}

export type Logic = { [operator: string]: unknown };

export const EMPTY_FILTER: FilterModel = { match: 'all', conditions: [], quick: [] };

export const OPERATOR_TITLES: Record<Operator, string> = {
    is: 'is',
    is_not: 'is not',
    contains: 'contains',
    at_least: 'at least',
    at_most: 'at most',
    is_set: 'is set',
    is_empty: 'is empty',
};

export function operatorsOf(kind: FieldKind): Operator[] {
    switch (kind) {
        case 'text':
            return ['contains', 'is', 'is_not'];
        case 'user':
            return ['is', 'is_not', 'is_set', 'is_empty'];
        case 'enum':
            return ['is', 'is_not'];
        case 'number':
            return ['is', 'is_not', 'at_least', 'at_most'];
        case 'date':
            return ['at_least', 'at_most'];
    }
}

export function needsValue(operator: Operator): boolean {
    return operator !== 'is_set' && operator !== 'is_empty';
}

export function isComplete(condition: Condition): boolean {
    return !needsValue(condition.operator) || (condition.value !== undefined && condition.value !== '');
}

function conditionLogic({ field, operator, value }: Condition): Logic {
    const ref = { var: field };
    switch (operator) {
        case 'is':
            return { '==': [ref, value] };
        case 'is_not':
            return { '!': { '==': [ref, value] } };
        case 'contains':
            return { in: [value, ref] };
        case 'at_least':
            return { '>=': [ref, value] };
        case 'at_most':
            return { '<=': [ref, value] };
        case 'is_set':
            return { '!': { '==': [ref, null] } };
        case 'is_empty':
            return { '==': [ref, null] };
    }
}

/** The text for the URL and the wire; empty when nothing is filtered. Incomplete conditions are left out. */
export function toLogic(model: FilterModel, quickFilters: QuickFilter[]): string {
    const quick = quickFilters.filter(item => model.quick.includes(item.key)).map(item => item.logic);
    const conditions = model.conditions.filter(isComplete).map(conditionLogic);
    const own: Logic[] = model.match === 'any' && conditions.length > 1 ? [{ or: conditions }] : conditions;
    const terms = [...quick, ...own];
    return terms.length ? JSON.stringify({ and: terms }) : '';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldOf(value: unknown): string | null {
    return isRecord(value) && typeof value.var === 'string' ? value.var : null;
}

const isValue = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function readPair(operator: string, args: unknown, negated: boolean): Condition | null {
    if (!Array.isArray(args) || args.length !== 2) return null;
    const [left, right] = args as [unknown, unknown];
    if (operator === 'in') {
        const field = fieldOf(right);
        return field && isValue(left) && !negated ? { field, operator: 'contains', value: left } : null;
    }
    const field = fieldOf(left);
    if (!field) return null;
    if (operator === '==' && right === null) return { field, operator: negated ? 'is_set' : 'is_empty' };
    if (!isValue(right)) return null;
    if (operator === '==') return { field, operator: negated ? 'is_not' : 'is', value: right };
    if (negated) return null;
    if (operator === '>=') return { field, operator: 'at_least', value: right };
    if (operator === '<=') return { field, operator: 'at_most', value: right };
    return null;
}

function readCondition(logic: unknown, fields: FilterField[]): Condition | null {
    if (!isRecord(logic) || Object.keys(logic).length !== 1) return null;
    const [operator, args] = Object.entries(logic)[0];
    let condition: Condition | null;
    if (operator === '!') {
        if (!isRecord(args) || Object.keys(args).length !== 1) return null;
        const [inner, innerArgs] = Object.entries(args)[0];
        condition = readPair(inner, innerArgs, true);
    } else {
        condition = readPair(operator, args, false);
    }
    return condition && fields.some(field => field.name === condition.field) ? condition : null;
}

/** Null when the text says something the builder cannot show; such a filter still applies and can be cleared. */
export function fromLogic(text: string, fields: FilterField[], quickFilters: QuickFilter[]): FilterModel | null {
    if (!text) return EMPTY_FILTER;
    let parsed: unknown;
    try {
        parsed = JSON.parse(text);
    } catch {
        return null;
    }
    if (!isRecord(parsed) || !Array.isArray(parsed.and) || Object.keys(parsed).length !== 1) return null;
    const quickByText = new Map(quickFilters.map(item => [JSON.stringify(item.logic), item.key]));
    const quick: string[] = [];
    let rest: unknown[] = [];
    for (const term of parsed.and as unknown[]) {
        const key = quickByText.get(JSON.stringify(term));
        if (key) quick.push(key);
        else rest.push(term);
    }
    let match: FilterModel['match'] = 'all';
    const only = rest.length === 1 ? rest[0] : null;
    if (isRecord(only) && Array.isArray(only.or)) {
        match = 'any';
        rest = only.or as unknown[];
    }
    const conditions: Condition[] = [];
    for (const term of rest) {
        const condition = readCondition(term, fields);
        if (!condition) return null;
        conditions.push(condition);
    }
    return { match, conditions, quick };
}

export const equals = (field: string, value: string): Logic => ({ '==': [{ var: field }, value] });
export const not = (logic: Logic): Logic => ({ '!': logic });
