import { SEVERITIES } from '../../api';
import type { AttributeSpec, LabelSpec } from '../model/labels';
import { t } from '../../shared/language';

/** What kind of values a field holds, and so how it may be compared. */
export type FieldKind = 'number' | 'flag' | 'choice' | 'label' | 'author';

export interface Field {
    readonly name: string;
    readonly kind: FieldKind;
    /** What it is, in a few words. */
    readonly about: string;
    readonly choices?: readonly string[];
    readonly otherNames?: readonly string[];
}

export const SHAPES = ['rectangle', 'polygon', 'polyline', 'points', 'ellipse', 'cuboid', 'mask', 'skeleton'] as const;

const number = (name: string, about: string, ...otherNames: string[]): Field => ({
    name,
    kind: 'number',
    about,
    otherNames,
});
const flag = (name: string, about: string): Field => ({ name, kind: 'flag', about });
const choice = (name: string, about: string, choices: readonly string[], ...otherNames: string[]): Field => ({
    name,
    kind: 'choice',
    about,
    choices,
    otherNames,
});

export const FIELDS: readonly Field[] = [
    { name: 'label', kind: 'label', about: t('name of the label') },
    choice('type', t('shape, track or tag'), ['shape', 'track', 'tag'], 'kind'),
    choice('shape', t('what it is drawn as'), SHAPES),
    choice('source', t('who made it'), ['manual', 'auto', 'semi-auto', 'file', 'consensus']),
    { name: 'author', kind: 'author', about: t('who changed it last') },
    choice('issue', t('an issue lies on it'), ['open', 'resolved', 'any', 'none', ...SEVERITIES]),
    number('id', t('number in the list'), 'objectid'),
    number('server', t('number on the server'), 'serverid'),
    number('width', t('pixels')),
    number('height', t('pixels')),
    number('area', t('square pixels')),
    number('rotation', t('degrees')),
    number('points', t('how many points it has')),
    number('score', t('how sure a machine was, 0 to 1')),
    number('group', t('number of the group; 0 for none')),
    number('z', t('layer'), 'zorder', 'layer'),
    number('frame', t('number of the frame')),
    flag('occluded', t('partly covered')),
    flag('outside', t('a track that is gone here')),
    flag('keyframe', t('a keyframe here')),
    flag('locked', t('locked by you')),
    flag('hidden', t('hidden by you')),
    flag('pinned', t('pinned in place')),
];

const byName = new Map(FIELDS.flatMap(field => [field.name, ...(field.otherNames ?? [])].map(name => [name, field])));

export function fieldNamed(name: string): Field | undefined {
    return byName.get(name.toLowerCase());
}

/** The name that was probably meant: the one with the fewest letters changed, if they are few. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
    let best: string | undefined;
    let least = Math.ceil(name.length / 3) + 1;
    for (const one of names) {
        const steps = editSteps(name.toLowerCase(), one.toLowerCase());
        if (steps < least) [best, least] = [one, steps];
    }
    return best;
}

/** Letters to put in, take out or change to make one word of another. */
function editSteps(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) {
            next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1])));
        }
        row = next;
    }
    return row[b.length];
}

/** An attribute as filters name it: `attr.colour` of any label, `attr.car.colour` of one. */
export interface NamedAttribute {
    readonly name: string;
    readonly label: LabelSpec;
    readonly spec: AttributeSpec;
}

const PREFIX = /^attr\./i;

export function isAttributeField(name: string): boolean {
    return PREFIX.test(name);
}

/** All attributes of a task, sublabels' included. */
export function attributesOf(labels: readonly LabelSpec[]): NamedAttribute[] {
    return labels.flatMap(label =>
        [label, ...label.sublabels].flatMap(one => one.attributes.map(spec => ({ name: spec.name, label: one, spec }))),
    );
}

/** The attributes a field like `attr.colour` or `attr.car.colour` stands for. Names may hold dots themselves. */
export function attributesNamed(field: string, labels: readonly LabelSpec[]): NamedAttribute[] {
    const wanted = field.replace(PREFIX, '').toLowerCase();
    const all = attributesOf(labels);
    const ofAny = all.filter(({ name }) => name.toLowerCase() === wanted);
    if (ofAny.length) return ofAny;
    return all.filter(({ name, label }) => `${label.name}.${name}`.toLowerCase() === wanted);
}
