import { t } from '../../shared/language';
import type { LabelSet } from '../model/labels';
import { attributesNamed, attributesOf, FIELDS, fieldNamed, isAttributeField } from './fields';
import { quote, tokensOf, type Span } from './syntax';

export interface Completion {
    /** What replaces the text of the span. */
    readonly insert: string;
    readonly title: string;
    readonly about: string;
}

export interface Completions extends Span {
    readonly options: readonly Completion[];
}

const MOST = 30;

/** Options whose title begins with what was typed, then those that contain it. */
function fitting(options: readonly Completion[], typed: string): Completion[] {
    const wanted = typed.toLowerCase();
    const begins = options.filter(({ title }) => title.toLowerCase().startsWith(wanted));
    const contains = options.filter(option => !begins.includes(option) && option.title.toLowerCase().includes(wanted));
    return [...begins, ...contains].slice(0, MOST);
}

function values(field: string, labels: LabelSet, people: () => readonly string[]): Completion[] {
    const plain = (titles: readonly string[], about = ''): Completion[] =>
        [...new Set(titles)].filter(Boolean).map(title => ({ insert: quote(title), title, about }));
    if (isAttributeField(field)) {
        const specs = attributesNamed(field, labels.roots).map(({ spec }) => spec);
        return plain(
            specs.flatMap(spec => {
                if (spec.input_type === 'checkbox') return ['true', 'false'];
                return spec.input_type === 'select' || spec.input_type === 'radio' ? spec.values : [];
            }),
        );
    }
    const known = fieldNamed(field);
    switch (known?.kind) {
        case 'label':
            return plain(labels.roots.map(label => label.name));
        case 'author':
            return plain(people());
        case 'flag':
            return plain(['true', 'false']);
        case 'choice':
            return plain(known.choices ?? []);
        default:
            return [];
    }
}

function fields(labels: LabelSet): Completion[] {
    const own = FIELDS.map(({ name, kind, about }) => ({
        insert: kind === 'number' ? name : `${name}:`,
        title: name,
        about,
    }));
    const attributes = attributesOf(labels.roots);
    const names = [...new Set(attributes.map(({ name }) => name))].map(name => {
        const of = attributes.filter(one => one.name === name).map(({ label }) => label.name);
        const sign = attributes.some(one => one.name === name && one.spec.input_type === 'number') ? '' : ':';
        return {
            insert: `attr.${quote(name)}${sign}`,
            title: `attr.${name}`,
            about: t('of {of}', { of: of.join(', ') }),
        };
    });
    return [...own, ...names];
}

/** Whole tests that a label's name alone may stand for. */
function labelTests(labels: LabelSet): Completion[] {
    return labels.roots.map(({ name }) => ({ insert: `label:${quote(name)}`, title: name, about: t('label') }));
}

/** What may stand where the cursor is: names of fields, or values of the field before it. `people` may have changed something. */
export function complete(
    text: string,
    cursor: number,
    labels: LabelSet,
    people: () => readonly string[] = () => [],
): Completions {
    const before = tokensOf(text.slice(0, cursor), true);
    const last = before.at(-1);
    const typed = last?.kind === 'word' && last.to === cursor ? last : null;
    const span = { from: typed?.from ?? cursor, to: endOfWord(text, cursor, typed !== null) };
    let i = before.length - (typed ? 2 : 1);
    while (before[i]?.kind === ',' && before[i - 1]?.kind === 'word') i -= 2;
    const sign = before[i];
    const field = before[i - 1];
    if (sign?.kind === 'comparison' && field?.kind === 'word') {
        const joined = typed ? true : sign.to === cursor || before.at(-1)?.kind === ',';
        if (joined) return { ...span, options: fitting(values(field.text, labels, people), typed?.text ?? '') };
    }
    const options = fields(labels);
    if (!typed) return { ...span, options: options.slice(0, MOST) };
    const named = fitting(options, typed.text);
    return { ...span, options: [...named, ...fitting(labelTests(labels), typed.text)].slice(0, MOST) };
}

/** The rest of the word the cursor stands in is replaced, too. */
function endOfWord(text: string, cursor: number, inWord: boolean): number {
    if (!inWord) return cursor;
    return cursor + (/^[^\s(),|:=<>]*/.exec(text.slice(cursor))?.[0].length ?? 0);
}
