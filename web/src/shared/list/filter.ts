import { currentLocale, t } from '../language';
/** The filter of a list as the user builds it, and its JSON Logic form on the wire. */

export type FieldKind = 'text' | 'number' | 'enum' | 'date' | 'user' | 'flag';

export interface FilterField {
    name: string;
    title: string;
    kind: FieldKind;
    options?: { value: string; label: string }[];
}

export type Operator =
    | 'is'
    | 'is_not'
    | 'contains'
    | 'contains_not'
    | 'one_of'
    | 'at_least'
    | 'at_most'
    | 'is_set'
    | 'is_empty'
    | 'is_true'
    | 'is_false';

export type FilterValue = string | number | (string | number)[];

export interface Condition {
    field: string;
    operator: Operator;
    /** Absent where the operator says it all. */
    value?: FilterValue;
}

/** Conditions and groups of them; `not` turns the whole around. */
export interface Group {
    match: 'all' | 'any';
    not: boolean;
    nodes: FilterNode[];
}

export type FilterNode = Condition | Group;

export interface QuickFilter {
    key: string;
    title: string;
    logic: Logic;
}

export interface FilterModel extends Group {
    /** Keys of the quick filters that are on; they always narrow further. */
    quick: string[];
}

export type Logic = { [operator: string]: unknown };

export const EMPTY_FILTER: FilterModel = { match: 'all', not: false, nodes: [], quick: [] };

export const isGroup = (node: FilterNode): node is Group => 'nodes' in node;

export const OPERATOR_TITLES: Record<Operator, string> = {
    is: t('is'),
    is_not: t('is not'),
    contains: t('contains'),
    contains_not: t('does not contain'),
    one_of: t('is one of'),
    at_least: t('at least'),
    at_most: t('at most'),
    is_set: t('is set'),
    is_empty: t('is empty'),
    is_true: t('yes'),
    is_false: t('no'),
};

export function operatorsOf(kind: FieldKind): Operator[] {
    switch (kind) {
        case 'text':
            return ['contains', 'contains_not', 'is', 'is_not'];
        case 'user':
            return ['is', 'is_not', 'is_set', 'is_empty'];
        case 'enum':
            return ['is', 'is_not', 'one_of'];
        case 'number':
            return ['is', 'is_not', 'at_least', 'at_most'];
        case 'date':
            return ['at_least', 'at_most'];
        case 'flag':
            return ['is_true', 'is_false'];
    }
}

const VALUELESS: Operator[] = ['is_set', 'is_empty', 'is_true', 'is_false'];

export function needsValue(operator: Operator): boolean {
    return !VALUELESS.includes(operator);
}

export function isComplete({ operator, value }: Condition): boolean {
    if (!needsValue(operator)) return true;
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

/** The conditions that lack a value, in the order in which they are seen. */
export function incompleteOf({ nodes }: Group): Condition[] {
    return nodes.flatMap(node => (isGroup(node) ? incompleteOf(node) : isComplete(node) ? [] : [node]));
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
        case 'contains_not':
            return { '!': { in: [value, ref] } };
        case 'one_of':
            return { in: [ref, value] };
        case 'at_least':
            return { '>=': [ref, value] };
        case 'at_most':
            return { '<=': [ref, value] };
        case 'is_set':
            return { '!': { '==': [ref, null] } };
        case 'is_empty':
            return { '==': [ref, null] };
        case 'is_true':
            return { '==': [ref, true] };
        case 'is_false':
            return { '==': [ref, false] };
    }
}

/** Null for a group without a complete condition. */
function groupLogic(group: Group): Logic | null {
    const terms = group.nodes.flatMap(node => {
        if (!isGroup(node)) return isComplete(node) ? [conditionLogic(node)] : [];
        return groupLogic(node) ?? [];
    });
    if (!terms.length) return null;
    const all: Logic = { [group.match === 'any' ? 'or' : 'and']: terms };
    return group.not ? { '!': all } : all;
}

/** The text for the URL and the wire; empty when nothing is filtered. Incomplete conditions are left out. */
export function toLogic(model: FilterModel, quickFilters: QuickFilter[]): string {
    const quick = quickFilters.filter(item => model.quick.includes(item.key)).map(item => item.logic);
    const own = groupLogic(model);
    // Conditions that must all hold stand beside the quick filters.
    const flat = own && !model.not && (model.match === 'all' || (own.or as Logic[]).length === 1);
    const terms = own ? (flat ? ((own.and ?? own.or) as Logic[]) : [own]) : [];
    const all = [...quick, ...terms];
    return all.length ? JSON.stringify({ and: all }) : '';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldOf(value: unknown): string | null {
    return isRecord(value) && typeof value.var === 'string' ? value.var : null;
}

const isValue = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function readIn(left: unknown, right: unknown, negated: boolean): Condition | null {
    const holder = fieldOf(right);
    if (holder) {
        return isValue(left) ? { field: holder, operator: negated ? 'contains_not' : 'contains', value: left } : null;
    }
    const field = fieldOf(left);
    return field && !negated && Array.isArray(right) && right.every(isValue)
        ? { field, operator: 'one_of', value: right }
        : null;
}

function readPair(operator: string, args: unknown, negated: boolean): Condition | null {
    if (!Array.isArray(args) || args.length !== 2) return null;
    const [left, right] = args as [unknown, unknown];
    if (operator === 'in') return readIn(left, right, negated);
    const field = fieldOf(left);
    if (!field) return null;
    if (operator === '==' && right === null) return { field, operator: negated ? 'is_set' : 'is_empty' };
    if (operator === '==' && typeof right === 'boolean') {
        return { field, operator: right === negated ? 'is_false' : 'is_true' };
    }
    if (!isValue(right)) return null;
    if (operator === '==') return { field, operator: negated ? 'is_not' : 'is', value: right };
    if (negated) return null;
    if (operator === '>=') return { field, operator: 'at_least', value: right };
    if (operator === '<=') return { field, operator: 'at_most', value: right };
    return null;
}

/** The only operator of a term and its argument. */
function single(logic: unknown): [operator: string, args: unknown] | null {
    if (!isRecord(logic)) return null;
    const entries = Object.entries(logic);
    return entries.length === 1 ? entries[0] : null;
}

function readNode(logic: unknown, fields: FilterField[]): FilterNode | null {
    const term = single(logic);
    if (!term) return null;
    const negated = term[0] === '!';
    const inner = negated ? single(term[1]) : term;
    if (!inner) return null;
    const [operator, args] = inner;
    if (operator === 'and' || operator === 'or') {
        const nodes = readNodes(args, fields);
        return nodes && { match: operator === 'or' ? 'any' : 'all', not: negated, nodes };
    }
    const condition = readPair(operator, args, negated);
    return condition && fields.some(field => field.name === condition.field) ? condition : null;
}

function readNodes(terms: unknown, fields: FilterField[]): FilterNode[] | null {
    if (!Array.isArray(terms)) return null;
    const nodes: FilterNode[] = [];
    for (const term of terms as unknown[]) {
        const node = readNode(term, fields);
        if (!node) return null;
        nodes.push(node);
    }
    return nodes;
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
    const top = single(parsed);
    if (!top || top[0] !== 'and' || !Array.isArray(top[1])) return null;
    const quickByText = new Map(quickFilters.map(item => [JSON.stringify(item.logic), item.key]));
    const quick: string[] = [];
    const rest: unknown[] = [];
    for (const term of top[1] as unknown[]) {
        const key = quickByText.get(JSON.stringify(term));
        if (key) quick.push(key);
        else rest.push(term);
    }
    const nodes = readNodes(rest, fields);
    if (!nodes) return null;
    // A single group is the outermost one itself.
    const [only] = nodes;
    if (nodes.length === 1 && isGroup(only)) return { ...only, quick };
    return { match: 'all', not: false, nodes, quick };
}

function describeValue(value: FilterValue | undefined, field: FilterField | undefined): string {
    const title = (item: string | number) =>
        field?.options?.find(option => option.value === item)?.label ?? String(item);
    if (Array.isArray(value)) return value.map(title).join(t(', '));
    if (value === undefined) return '';
    return field?.kind === 'date' ? new Date(value).toLocaleString(currentLocale()) : title(value);
}

function describeNode(node: FilterNode, fields: FilterField[]): string {
    if (isGroup(node)) {
        const inner = node.nodes
            .map(item => describeNode(item, fields))
            .join(` ${node.match === 'any' ? t('or') : t('and')} `);
        return node.not ? t('not ({inner})', { inner }) : node.nodes.length > 1 ? `(${inner})` : inner;
    }
    const field = fields.find(item => item.name === node.field);
    const value = needsValue(node.operator) ? ` ${describeValue(node.value, field)}` : '';
    return `${field?.title ?? node.field} ${OPERATOR_TITLES[node.operator]}${value}`;
}

/** A filter in words: `Status is completed and Name contains cat`. */
export function describeFilter(text: string, fields: FilterField[], quickFilters: QuickFilter[]): string {
    const model = fromLogic(text, fields, quickFilters);
    if (!model) return text;
    const quick = quickFilters.filter(item => model.quick.includes(item.key)).map(item => item.title);
    const own = model.nodes.length
        ? [describeNode({ match: model.match, not: model.not, nodes: model.nodes }, fields).replace(/^\((.*)\)$/, '$1')]
        : [];
    return [...quick, ...own].join(` ${t('and')} `) || t('Everything');
}

export const equals = (field: string, value: string): Logic => ({ '==': [{ var: field }, value] });
export const not = (logic: Logic): Logic => ({ '!': logic });
