import { t } from '../../shared/language';
import { signedArea } from '../model/contours';
import { drawnBox, frameBox } from '../model/geometry';
import type { LabelSet } from '../model/labels';
import type { Attributes, Box, FrameObject, ObjectId } from '../model/types';
import { attributesNamed, attributesOf, FIELDS, fieldNamed, isAttributeField, nearest, type Field } from './fields';
import type { Comparison, Mistake, Query, Span, Test, Word } from './syntax';

/** A tag, as filters see it. */
export interface TagSubject {
    readonly kind: 'tag';
    readonly id: ObjectId;
    readonly labelId: number;
    readonly group: number | null;
    readonly source: string;
    readonly attributes: Attributes;
}

export type Subject = FrameObject | TagSubject;

/** What is known of an object besides its record. */
export interface Facts {
    serverId(id: ObjectId): number | undefined;
    score(id: ObjectId): number | undefined;
    locked(id: ObjectId): boolean;
    hidden(id: ObjectId): boolean;
    pinned(id: ObjectId): boolean;
    /** Words of the field `issue` that fit. */
    issues(subject: Subject, frame: number): readonly string[];
    /** The names of whoever changed it last; none while that is not known. */
    author(id: ObjectId): readonly string[];
}

export type Predicate = (subject: Subject, frame: number) => boolean;

export type Compiled = { readonly test: Predicate } | { readonly mistake: Mistake };

class Refused extends Error {
    constructor(readonly mistake: Mistake) {
        super(mistake.message);
    }
}

function refuse(message: string, { from, to }: Span): never {
    throw new Refused({ message, from, to });
}

/** Makes of a query what tells whether an object on a frame fits it. */
export function compile(query: Query, labels: LabelSet, facts: Facts): Compiled {
    try {
        return { test: build(query, labels, facts) };
    } catch (error) {
        if (error instanceof Refused) return { mistake: error.mistake };
        throw error;
    }
}

function build(query: Query, labels: LabelSet, facts: Facts): Predicate {
    switch (query.kind) {
        case 'and':
        case 'or': {
            const parts = query.parts.map(part => build(part, labels, facts));
            if (query.kind === 'and') return (subject, frame) => parts.every(part => part(subject, frame));
            return (subject, frame) => parts.some(part => part(subject, frame));
        }
        case 'not': {
            const part = build(query.part, labels, facts);
            return (subject, frame) => !part(subject, frame);
        }
        case 'word':
            return anywhere(query.word, labels);
        case 'test':
            return testOf(query, labels, facts);
    }
}

/** A word alone: part of the label's name or of an attribute's value, or the whole id or type. */
function anywhere(word: Word, labels: LabelSet): Predicate {
    const wanted = word.text.toLowerCase();
    return subject => {
        if (String(subject.id) === wanted || subject.kind === wanted) return true;
        if ('type' in subject && subject.type === wanted) return true;
        if (labels.get(subject.labelId)?.name.toLowerCase().includes(wanted)) return true;
        return subject.attributes.some(({ value }) => value.toLowerCase().includes(wanted));
    };
}

function testOf(test: Test, labels: LabelSet, facts: Facts): Predicate {
    const { field, comparison } = test;
    if (isAttributeField(field.text)) return attributeTest(test, labels);
    const known = fieldNamed(field.text);
    if (!known) refuse(unknownField(field.text, labels), field);
    switch (known.kind) {
        case 'number':
            return numberTest(test, READERS[known.name], facts);
        case 'flag':
            return flagTest(test, known, facts);
        case 'choice':
            return choiceTest(test, known, facts);
        case 'author':
            return authorTest(test, facts);
        case 'label': {
            const ids = labelIds(test, labels);
            return comparison === '!=' ? ({ labelId }) => !ids.has(labelId) : ({ labelId }) => ids.has(labelId);
        }
    }
}

function unknownField(name: string, labels: LabelSet): string {
    const attribute = attributesOf(labels.roots).find(one => one.name.toLowerCase() === name.toLowerCase());
    const meant = attribute
        ? `attr.${attribute.name}`
        : nearest(
              name,
              FIELDS.map(field => field.name),
          );
    return meant
        ? t('There is no field {name}. Is {meant} meant?', { name, meant })
        : t('There is no field {name}.', { name });
}

function onlyEquality({ comparison, field }: Test): void {
    if ([':', '=', '!='].includes(comparison)) return;
    refuse(
        t('{text} has no order: compare it with : or != instead of {comparison}', { text: field.text, comparison }),
        field,
    );
}

// Words

/** Matches a whole text, letters in either case, with * for anything. */
function matcher({ text, quoted }: Word): (value: string) => boolean {
    const wanted = text.toLowerCase();
    if (quoted || !wanted.includes('*')) return value => value.toLowerCase() === wanted;
    const pattern = new RegExp(
        `^${wanted
            .split('*')
            .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*')}$`,
        's',
    );
    return value => pattern.test(value.toLowerCase());
}

function labelIds(test: Test, labels: LabelSet): Set<number> {
    onlyEquality(test);
    const ids = test.values.flatMap(word => {
        const matches = matcher(word);
        const found = labels.roots.filter(label => matches(label.name));
        if (found.length || word.text.includes('*')) return found.map(label => label.id);
        const meant = nearest(
            word.text,
            labels.roots.map(label => label.name),
        );
        return refuse(
            meant
                ? t('No label is called {text}. Is {meant} meant?', { text: word.text, meant })
                : t('No label is called {text}.', { text: word.text }),
            word,
        );
    });
    return new Set(ids);
}

function choiceTest(test: Test, field: Field, facts: Facts): Predicate {
    onlyEquality(test);
    const choices = field.choices ?? [];
    const matchers = test.values.map(word => {
        const matches = matcher(word);
        // Other programs may have written sources of their own.
        if (field.name !== 'source' && !choices.some(matches)) {
            refuse(
                t('{name} is one of {choices}; {text} is none of them.', {
                    name: field.name,
                    choices: choices.join(t(', ')),
                    text: word.text,
                }),
                word,
            );
        }
        return field.name === 'issue' && word.text.toLowerCase() === 'any'
            ? (mark: string) => mark !== 'none'
            : matches;
    });
    const read = (subject: Subject, frame: number): readonly string[] => {
        if (field.name === 'type') return [subject.kind];
        if (field.name === 'source') return [subject.source];
        if (field.name === 'issue') return facts.issues(subject, frame);
        return ['type' in subject ? subject.type : 'tag'];
    };
    const wanted = test.comparison !== '!=';
    return (subject, frame) => {
        const values = read(subject, frame);
        return values.some(value => matchers.some(matches => matches(value))) === wanted;
    };
}

/** People are not looked for among those known: who changes something tomorrow is not known today. */
function authorTest(test: Test, facts: Facts): Predicate {
    onlyEquality(test);
    const matchers = test.values.map(matcher);
    const wanted = test.comparison !== '!=';
    return ({ id }) => {
        const names = facts.author(id);
        return names.length > 0 && names.some(name => matchers.some(matches => matches(name))) === wanted;
    };
}

function flagTest(test: Test, field: Field, facts: Facts): Predicate {
    onlyEquality(test);
    const [word] = test.values;
    const said = /^(true|yes|1|on)$/i.test(word.text);
    if ((!said && !/^(false|no|0|off)$/i.test(word.text)) || test.values.length > 1) {
        refuse(t('{name} is true or false.', { name: field.name }), word);
    }
    const wanted = said === (test.comparison !== '!=');
    const read = (subject: Subject): boolean => {
        switch (field.name) {
            case 'locked':
            case 'hidden':
            case 'pinned':
                return facts[field.name](subject.id);
            default:
                return subject.kind !== 'tag' && subject[field.name as 'occluded' | 'outside' | 'keyframe'];
        }
    };
    return subject => read(subject) === wanted;
}

// Numbers

type Read = (subject: Subject, facts: Facts, frame: number) => number | undefined;

function boxOf(subject: FrameObject): Box {
    // Sides of a turned box are its own, not those of the upright one around it.
    return subject.type === 'skeleton' ? drawnBox(subject) : frameBox(subject);
}

const ofShape =
    (read: (object: FrameObject) => number): Read =>
    subject =>
        subject.kind === 'tag' ? undefined : read(subject);

function areaOf(object: FrameObject): number {
    const { type, points } = object;
    if (type === 'polygon') return Math.abs(signedArea(points)) / 2;
    if (type === 'polyline' || type === 'points') return 0;
    // Every other run of a mask is set, from the second on; the last four numbers are its box.
    if (type === 'mask') return points.slice(0, -4).reduce((sum, run, i) => sum + (i % 2 ? run : 0), 0);
    const { minX, minY, maxX, maxY } = boxOf(object);
    return (maxX - minX) * (maxY - minY) * (type === 'ellipse' ? Math.PI / 4 : 1);
}

function pointCount({ type, points, elements }: FrameObject): number {
    if (type === 'mask') return 0;
    return type === 'skeleton' ? elements.length : points.length / 2;
}

const READERS: Record<string, Read> = {
    id: subject => subject.id,
    server: (subject, facts) => facts.serverId(subject.id),
    score: (subject, facts) => facts.score(subject.id),
    group: subject => subject.group ?? 0,
    frame: (_subject, _facts, frame) => frame,
    width: ofShape(object => boxOf(object).maxX - boxOf(object).minX),
    height: ofShape(object => boxOf(object).maxY - boxOf(object).minY),
    area: ofShape(areaOf),
    rotation: ofShape(object => object.rotation),
    points: ofShape(pointCount),
    z: ofShape(object => object.zOrder),
};

function compareWith(comparison: Comparison, limit: number): (value: number) => boolean {
    switch (comparison) {
        case '>':
            return value => value > limit;
        case '>=':
            return value => value >= limit;
        case '<':
            return value => value < limit;
        case '<=':
            return value => value <= limit;
        default:
            return value => value === limit;
    }
}

/** `40`, or `40..80` for everything between. */
function numbersIn(word: Word, comparison: Comparison, field: string): (value: number) => boolean {
    const range = /^(-?[\d.]*)\.\.(-?[\d.]*)$/.exec(word.text);
    if (range && range[0] !== '..' && [':', '=', '!='].includes(comparison)) {
        const low = range[1] === '' ? -Infinity : Number(range[1]);
        const high = range[2] === '' ? Infinity : Number(range[2]);
        if (!Number.isNaN(low) && !Number.isNaN(high)) return value => value >= low && value <= high;
    }
    const limit = word.text.trim() === '' ? NaN : Number(word.text);
    if (Number.isNaN(limit))
        refuse(t('{field} is compared with a number; {text} is none.', { field, text: word.text || '""' }), word);
    return compareWith(comparison, limit);
}

function numberTest({ values, comparison, field }: Test, read: Read, facts: Facts): Predicate {
    const fits = values.map(word => numbersIn(word, comparison, field.text));
    const wanted = comparison !== '!=';
    return (subject, frame) => {
        const value = read(subject, facts, frame);
        return value !== undefined && fits.some(fit => fit(value)) === wanted;
    };
}

// Attributes

function attributeTest(test: Test, labels: LabelSet): Predicate {
    const { field, comparison, values } = test;
    const found = attributesNamed(field.text, labels.roots);
    if (!found.length) {
        const name = field.text.slice('attr.'.length);
        const meant = nearest(
            name,
            attributesOf(labels.roots).map(one => one.name),
        );
        refuse(
            meant
                ? t('No label has an attribute {name}. Is attr.{meant} meant?', { name, meant })
                : t('No label has an attribute {name}.', { name }),
            field,
        );
    }
    const ids = new Set(found.map(({ spec }) => spec.id));
    const ordered = !['=', ':', '!='].includes(comparison);
    const isNumber = found.every(({ spec }) => spec.input_type === 'number');
    if (ordered && !isNumber && !values.every(({ text }) => text.trim() !== '' && !Number.isNaN(Number(text)))) {
        refuse(t('{text} is compared with a number by {comparison}', { text: field.text, comparison }), values[0]);
    }
    const fits = values.map(word =>
        ordered || (isNumber && !word.text.includes('*'))
            ? onNumbers(numbersIn(word, comparison, field.text))
            : matcher(word),
    );
    const wanted = comparison !== '!=';
    const fitting = (own: Attributes) =>
        own.some(({ specId, value }) => ids.has(specId) && fits.some(fit => fit(value)) === wanted);
    return subject =>
        fitting(subject.attributes) ||
        ('elements' in subject && subject.elements.some(element => fitting(element.attributes)));
}

const onNumbers = (fits: (value: number) => boolean) => (value: string) => value.trim() !== '' && fits(Number(value));
