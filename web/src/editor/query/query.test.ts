import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../api';
import { LabelSet } from '../model/labels';
import type { FrameObject } from '../model/types';
import { label } from '../testdata/world';
import { complete } from './complete';
import { compile, type Facts, type Subject } from './compile';
import { countTests, parse, quote } from './syntax';

const attribute = (
    id: number,
    name: string,
    input_type: Attribute['input_type'],
    values: string[] = [],
): Attribute => ({
    id,
    name,
    input_type,
    mutable: false,
    default_value: values[0] ?? '',
    values,
});

const LABELS = new LabelSet([
    label(1, 'car', 'any', [
        attribute(1, 'colour', 'select', ['red', 'dark blue']),
        attribute(2, 'doors', 'number', ['0', '9', '1']),
        attribute(3, 'a.b', 'text'),
    ]),
    label(2, 'traffic light', 'any', [attribute(4, 'colour', 'radio', ['red', 'green'])]),
    label(3, 'tree'),
]);

const FACTS: Facts = {
    serverId: id => (id === 1 ? 77 : undefined),
    score: id => (id === 1 ? 0.4 : undefined),
    locked: id => id === 2,
    hidden: () => false,
    pinned: () => false,
    issues: subject => (subject.id === 1 ? ['open', 'major', 'note'] : ['none']),
    author: id => (id === 1 ? ['mia', 'Mia Lee', 'me'] : id === 2 ? ['none'] : []),
};

const object = (id: number, labelId: number, more: Partial<FrameObject> = {}): FrameObject => ({
    id,
    kind: 'shape',
    labelId,
    group: 0,
    source: 'manual',
    attributes: [],
    elements: [],
    keyframe: true,
    type: 'rectangle',
    points: [0, 0, 50, 20],
    rotation: 0,
    occluded: false,
    outside: false,
    zOrder: 0,
    ...more,
});

const CAR = object(1, 1, {
    attributes: [
        { specId: 1, value: 'red' },
        { specId: 2, value: '4' },
    ],
    occluded: true,
});
const LIGHT = object(2, 2, {
    kind: 'track',
    type: 'polygon',
    points: [0, 0, 10, 0, 10, 10],
    attributes: [{ specId: 4, value: 'green' }],
    group: 5,
    zOrder: 3,
    source: 'auto',
});
const TREE: Subject = { kind: 'tag', id: 3, labelId: 3, group: null, source: 'manual', attributes: [] };
const ALL = [CAR, LIGHT, TREE];

/** Ids of the objects that a filter leaves. */
function left(text: string): number[] {
    const parsed = parse(text);
    if ('mistake' in parsed) throw new Error(parsed.mistake.message);
    if (!parsed.query) return ALL.map(({ id }) => id);
    const compiled = compile(parsed.query, LABELS, FACTS);
    if ('mistake' in compiled) throw new Error(compiled.mistake.message);
    return ALL.filter(one => compiled.test(one, 7)).map(({ id }) => id);
}

/** The mistake a filter is refused for, with the part of the text it is about. */
function mistakeIn(text: string): [string, string] {
    const parsed = parse(text);
    if ('mistake' in parsed) return [parsed.mistake.message, text.slice(parsed.mistake.from, parsed.mistake.to)];
    const compiled = parsed.query && compile(parsed.query, LABELS, FACTS);
    if (!compiled || !('mistake' in compiled)) throw new Error('no mistake');
    return [compiled.mistake.message, text.slice(compiled.mistake.from, compiled.mistake.to)];
}

describe('a filter', () => {
    it.each([
        ['', [1, 2, 3]],
        ['   ', [1, 2, 3]],
        ['label:car', [1]],
        ['LABEL:Car', [1]],
        ['label:"traffic light"', [2]],
        ['label:t*', [2, 3]],
        ['label:car,tree', [1, 3]],
        ['label!=car', [2, 3]],
        ['-label:tree', [1, 2]],
        ['not label:tree', [1, 2]],
        ['type:track', [2]],
        ['shape:rectangle', [1]],
        ['source:auto', [2]],
        ['source!=auto', [1, 3]],
        ['issue:open', [1]],
        ['issue:any', [1]],
        ['author:MIA', [1]],
        ['author:"mia lee"', [1]],
        ['author:me,none', [1, 2]],
        ['author!=me', [2]],
        ['author:m*', [1]],
        ['issue:none', [2, 3]],
        ['issue:major,blocking', [1]],
        ['issue:minor', []],
        ['-issue:major', [2, 3]],
        ['occluded:true', [1]],
        ['occluded:false', [2, 3]],
        ['occluded!=yes', [2, 3]],
        ['locked:true', [2]],
        ['id:2,3', [2, 3]],
        ['id:2..3', [2, 3]],
        ['id:..2', [1, 2]],
        ['server:77', [1]],
        ['serverID:77 type:shape', [1]],
        ['width>40', [1]],
        ['width>=50', [1]],
        ['width<50', [2]],
        ['width>50', []],
        ['height:20', [1]],
        ['area:50', [2]],
        ['points:3', [2]],
        ['score<0.5', [1]],
        ['group:5', [2]],
        ['group!=0', [2]],
        ['z>2', [2]],
        ['frame:7', [1, 2, 3]],
        ['frame:6', []],
        ['attr.colour=red', [1]],
        ['attr.colour:red,green', [1, 2]],
        ['attr.car.colour:*', [1]],
        ['attr."traffic light".colour:green', [2]],
        ['attr.doors>3', [1]],
        ['attr.doors:4.0', [1]],
        ['attr.colour!=red', [2]],
        ['label:car or type:tag', [1, 3]],
        ['label:car | type:tag', [1, 3]],
        ['label:car and occluded:true', [1]],
        ['label:car occluded:false', []],
        ['(label:car or type:track) -occluded:true', [2]],
        ['-(label:car or type:track)', [3]],
        ['gre', [2]],
        ['traf', [2]],
        ['tag', [3]],
        ['2', [2]],
        ['"or"', []],
    ])('%s leaves %j', (text, ids) => expect(left(text)).toEqual(ids));

    it('measures a turned box along its own sides', () => {
        const turned = object(9, 1, { rotation: 90 });
        const parsed = parse('width:50');
        if ('mistake' in parsed || !parsed.query) throw new Error('no query');
        const compiled = compile(parsed.query, LABELS, FACTS);
        expect('test' in compiled && compiled.test(turned, 0)).toBe(true);
    });
});

describe('a mistake in a filter', () => {
    it.each([
        ['colr:red', 'There is no field colr.', 'colr'],
        ['widht>4', 'There is no field widht. Is width meant?', 'widht'],
        ['colour:red', 'There is no field colour. Is attr.colour meant?', 'colour'],
        ['label:cat', 'No label is called cat. Is car meant?', 'cat'],
        ['label:', 'A value is missing after label:', 'label:'],
        ['label:car,', 'A value is missing after label:', 'label:'],
        ['label>car', 'label has no order: compare it with : or != instead of >', 'label'],
        ['width>wide', 'width is compared with a number; wide is none.', 'wide'],
        ['occluded:maybe', 'occluded is true or false.', 'maybe'],
        [
            'shape:box',
            `shape is one of rectangle, polygon, polyline, points, ellipse, cuboid, mask, skeleton; box is none of them.`,
            'box',
        ],
        ['attr.wheels:4', 'No label has an attribute wheels.', 'attr.wheels'],
        ['attr.colour>red', 'attr.colour is compared with a number by >', 'red'],
        ['(label:car', 'This bracket is not closed.', '('],
        ['label:car)', 'There is no bracket that this one closes.', ')'],
        ['label:"car', 'This quotation mark is not closed.', '"car'],
        ['label:car or', 'Something to look for is missing here.', 'or'],
        ['or label:car', 'Something to look for is missing here.', 'or'],
        ['-', 'Something to look for is missing at the end.', '-'],
        [':car', 'The field is missing before :', ':'],
    ])('is said plainly: %s', (text, message, about) => expect(mistakeIn(text)).toEqual([message, about]));
});

describe('completion', () => {
    /** Completes at the bar in a text; gives back titles and the text that taking the first would make. */
    function completed(marked: string): { titles: string[]; taken: string } {
        const cursor = marked.indexOf('|');
        const text = marked.replace('|', '');
        const { from, to, options } = complete(text, cursor, LABELS);
        const taken = options.length ? text.slice(0, from) + options[0].insert + text.slice(to) : text;
        return { titles: options.map(({ title }) => title), taken };
    }

    it('offers fields for the beginning of a word', () => {
        expect(completed('wid|').titles).toEqual(['width']);
        expect(completed('label:car wi|').taken).toBe('label:car width');
        expect(completed('-occ|').taken).toBe('-occluded:');
        expect(completed('(occ|').taken).toBe('(occluded:');
    });

    it('offers everything where nothing is typed', () => expect(completed('|').titles).toContain('attr.colour'));

    it('offers labels for what may be a label', () => expect(completed('traf|').taken).toBe('label:"traffic light"'));

    it('offers the values of a field', () => {
        expect(completed('label:|').titles).toEqual(['car', 'traffic light', 'tree']);
        expect(completed('label:t|').taken).toBe('label:"traffic light"');
        expect(completed('label:"traf|').taken).toBe('label:"traffic light"');
        expect(completed('type:shape,tr|').taken).toBe('type:shape,track');
        expect(completed('occluded:|').titles).toEqual(['true', 'false']);
        expect(completed('attr.car.colour=|').titles).toEqual(['red', 'dark blue']);
        expect(completed('attr.colour=|').titles).toEqual(['red', 'dark blue', 'green']);
    });

    it('replaces the whole word the cursor stands in', () =>
        expect(completed('occ|lud width>4').taken).toBe('occluded: width>4'));

    it('offers fields again after a value and a space', () =>
        expect(completed('label:car |').titles).toContain('width'));
});

describe('quoting', () => {
    it.each(['car', 'a b', 'x:y', 'or', '-5', 'say "hi"', `"it's"`, ''])('makes %s one word', text => {
        const parsed = parse(`label:${quote(text)}`);
        expect(
            'query' in parsed && parsed.query?.kind === 'test' && parsed.query.values.map(word => word.text),
        ).toEqual([text]);
    });
});

describe('the number of conditions', () => {
    it.each([
        ['', 0],
        ['car', 1],
        ['label:car width>40', 2],
        ['-occluded:true (type:track or area<100)', 3],
        ['label:', 0],
    ])('of “%s” is %i', (text, count) => expect(countTests(text)).toBe(count));
});
