import { t } from '../../shared/language';

/**
 * The language of filters, as in `label:car width>40 (attr.colour=red,blue or -occluded:true) "two words"`: tests and plain
 * words side by side must all hold; `or`, `not`, a minus and brackets as usual. Everything remembers where it stands in
 * the text, so that mistakes can be shown and completed there.
 */
export interface Span {
    readonly from: number;
    readonly to: number;
}

export interface Word extends Span {
    readonly text: string;
    /** Was written in quotation marks, so it is never a keyword. */
    readonly quoted: boolean;
}

export const COMPARISONS = [':', '=', '!=', '>=', '<=', '>', '<'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Test {
    readonly kind: 'test';
    readonly field: Word;
    readonly comparison: Comparison;
    /** Alternatives. */
    readonly values: readonly Word[];
}

export type Query =
    | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
    | { readonly kind: 'not'; readonly part: Query }
    | { readonly kind: 'word'; readonly word: Word }
    | Test;

export interface Mistake extends Span {
    readonly message: string;
}

/** An empty text has no query. */
export type Parsed = { readonly query: Query | null } | { readonly mistake: Mistake };

function testsIn(query: Query): number {
    if (query.kind === 'not') return testsIn(query.part);
    if (query.kind !== 'and' && query.kind !== 'or') return 1;
    return query.parts.reduce((sum, part) => sum + testsIn(part), 0);
}

/** How many conditions a text sets, 0 where it cannot be read. */
export function countTests(text: string): number {
    const parsed = parse(text);
    return 'query' in parsed && parsed.query ? testsIn(parsed.query) : 0;
}

export type Token =
    | ({ readonly kind: 'word' } & Word)
    | ({ readonly kind: 'comparison'; readonly comparison: Comparison } & Span)
    | ({ readonly kind: '(' | ')' | ',' | '|' | '-' } & Span);

class Misread extends Error {
    constructor(readonly mistake: Mistake) {
        super(mistake.message);
    }
}

function misread(message: string, { from, to }: Span): never {
    throw new Misread({ message, from, to });
}

const SIGNS = new Set(['(', ')', ',', '|']);
const ENDS_WORD = /[\s(),|:=<>]/;

/**
 * Cuts a text into tokens. A quotation mark left open ends with the text when `lenient`, as it does while one is typing.
 */
export function tokensOf(text: string, lenient = false): Token[] {
    const tokens: Token[] = [];
    let i = 0;
    while (i < text.length) {
        const from = i;
        const sign = text[i];
        const last = tokens.at(-1);
        const continues = last?.to === from && (last.kind === 'comparison' || last.kind === ',');
        const comparison = COMPARISONS.find(one => text.startsWith(one, i));
        if (/\s/.test(sign)) i += 1;
        else if (comparison) {
            i += comparison.length;
            tokens.push({ kind: 'comparison', comparison, from, to: i });
        } else if (SIGNS.has(sign)) {
            i += 1;
            tokens.push({ kind: sign as '(', from, to: i });
        } else if (sign === '-' && !continues) {
            i += 1;
            tokens.push({ kind: '-', from, to: i });
        } else {
            const word = readWord(text, from, lenient);
            i = word.to;
            tokens.push({ kind: 'word', ...word });
        }
    }
    return tokens;
}

/** A word, parts of which may be in quotation marks: `attr."number of doors"`. */
function readWord(text: string, from: number, lenient: boolean): Word {
    let i = from;
    let out = '';
    let quoted = false;
    while (i < text.length && !ENDS_WORD.test(text[i]) && !(text[i] === '!' && text[i + 1] === '=')) {
        if (text[i] !== '"' && text[i] !== "'") {
            out += text[i];
            i += 1;
            continue;
        }
        const end = text.indexOf(text[i], i + 1);
        if (end < 0 && !lenient) misread(t('This quotation mark is not closed.'), { from: i, to: text.length });
        quoted = true;
        out += text.slice(i + 1, end < 0 ? text.length : end);
        i = end < 0 ? text.length : end + 1;
    }
    return { text: out, quoted, from, to: i };
}

/** Puts a word in quotation marks where it would not be read as one otherwise. */
export function quote(text: string): string {
    const plain =
        text !== '' && !/[\s(),|:=<>!"']/.test(text) && !text.startsWith('-') && !/^(and|or|not)$/i.test(text);
    // A mark of the one kind stands between marks of the other.
    return plain ? text : `"${text.split('"').join(`"'"'"`)}"`;
}

export function parse(text: string): Parsed {
    try {
        const reader = new Reader(tokensOf(text), text.length);
        return { query: reader.all() };
    } catch (error) {
        if (error instanceof Misread) return { mistake: error.mistake };
        throw error;
    }
}

class Reader {
    private at = 0;

    constructor(
        private readonly tokens: readonly Token[],
        private readonly end: number,
    ) {}

    all(): Query | null {
        if (!this.tokens.length) return null;
        const query = this.alternatives();
        const rest = this.peek();
        if (rest) misread(t('There is no bracket that this one closes.'), rest);
        return query;
    }

    private peek(): Token | undefined {
        return this.tokens[this.at];
    }

    private isWord(text: string): boolean {
        const token = this.peek();
        return token?.kind === 'word' && !token.quoted && token.text.toLowerCase() === text;
    }

    private alternatives(): Query {
        const parts = [this.conjunction()];
        while (this.peek()?.kind === '|' || this.isWord('or')) {
            this.at += 1;
            parts.push(this.conjunction());
        }
        return parts.length === 1 ? parts[0] : { kind: 'or', parts };
    }

    private conjunction(): Query {
        const parts: Query[] = [];
        for (;;) {
            const token = this.peek();
            if (!token || token.kind === ')' || token.kind === '|' || this.isWord('or')) break;
            if (parts.length && this.isWord('and')) {
                this.at += 1;
                parts.push(this.term());
            } else parts.push(this.term());
        }
        if (!parts.length) misread(t('Something to look for is missing here.'), this.place());
        return parts.length === 1 ? parts[0] : { kind: 'and', parts };
    }

    private place(): Span {
        const token = this.peek() ?? this.tokens.at(-1);
        return token ?? { from: this.end, to: this.end };
    }

    private term(): Query {
        const token = this.peek();
        if (!token) misread(t('Something to look for is missing at the end.'), this.place());
        if (token.kind === '-' || this.isWord('not')) {
            this.at += 1;
            return { kind: 'not', part: this.term() };
        }
        if (token.kind === '(') return this.bracket(token);
        if (token.kind === 'comparison')
            misread(t('The field is missing before {comparison}', { comparison: token.comparison }), token);
        if (token.kind !== 'word') misread(t('{kind} makes no sense here.', { kind: token.kind }), token);
        if (this.isWord('and') || this.isWord('or')) misread(t('Something to look for is missing here.'), token);
        this.at += 1;
        const next = this.peek();
        if (next?.kind !== 'comparison') return { kind: 'word', word: token };
        this.at += 1;
        return { kind: 'test', field: token, comparison: next.comparison, values: this.values(token, next) };
    }

    private bracket(open: Span): Query {
        this.at += 1;
        const query = this.alternatives();
        if (this.peek()?.kind !== ')') misread(t('This bracket is not closed.'), open);
        this.at += 1;
        return query;
    }

    private values(field: Word, sign: Span & { comparison: Comparison }): Word[] {
        const values: Word[] = [];
        for (;;) {
            const token = this.peek();
            if (token?.kind !== 'word') {
                misread(
                    t('A value is missing after {text}{comparison}', { text: field.text, comparison: sign.comparison }),
                    { from: field.from, to: sign.to },
                );
            }
            values.push(token);
            this.at += 1;
            if (this.peek()?.kind !== ',') return values;
            this.at += 1;
        }
    }
}
