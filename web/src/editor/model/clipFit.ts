import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import type { Clip, ClipObject, ClipPart, NamedValue } from './clip';
import type { Copy } from './copies';
import type { Link } from './links';
import { accepts, defaultAttributes, isValidValue, type LabelSet, type LabelSpec } from './labels';
import type { Attributes, ShapeType } from './types';

/** What of a clip suits a set of labels, and what is told of the rest. */
export interface Fitted {
    readonly copies: readonly Copy[];
    /** Among them, by their marks. */
    readonly links: readonly Link[];
    /** One sentence about what has no place among the labels; nothing where all has. */
    readonly rest: string | null;
}

/** Finds the labels of a clip by name and type, their attributes by name; values that are not allowed become the default. */
export function fitted({ objects, links }: Clip, labels: LabelSet): Fitted {
    const copies: Copy[] = [];
    const missing = new Set<string>();
    for (const [mark, object] of objects.entries()) {
        const type = object.kind === 'tag' ? 'tag' : object.type;
        const label = labelFor(object, type, labels);
        if (label) copies.push({ ...copyAs(object, label), mark });
        else missing.add(wanted(object.label, type, labels));
    }
    const left = objects.length - copies.length;
    const of = t('{left} of {count, plural, one {# object} other {# objects}}', { left, count: objects.length });
    return {
        copies,
        links,
        rest: left ? t('{of}: this task has no label {listed}.', { of, listed: listed([...missing]) }) : null,
    };
}

function labelFor(object: ClipObject, type: ShapeType | 'tag', labels: LabelSet): LabelSpec | undefined {
    const label = labels.roots.find(one => one.name === object.label && accepts(one, type));
    if (!label || object.kind === 'tag' || type !== 'skeleton') return label;
    // A skeleton is the same only with the same points.
    const names = (list: readonly string[]) => [...list].sort().join('\n');
    const own = names(label.sublabels.map(one => one.name));
    return own === names(object.parts.map(part => part.label)) ? label : undefined;
}

/** A name, and the type where only that does not suit. */
function wanted(name: string, type: ShapeType | 'tag', labels: LabelSet): string {
    const known = labels.roots.some(one => one.name === name);
    if (!known) return `“${name}”`;
    return type === 'skeleton'
        ? t('“{name}” with the same points', { name })
        : type === 'tag'
          ? t('“{name}” for a tag', { name })
          : t('“{name}” for {type}', { name, type: word(type) });
}

/** So many names are told one by one. */
const TOLD = 3;

function listed(names: readonly string[]): string {
    const more = names.length - TOLD;
    const named = names.slice(0, TOLD).join(t(', '));
    return more > 0 ? t('{named} and {more} more', { named, more }) : named;
}

function copyAs(object: ClipObject, label: LabelSpec): Omit<Copy, 'mark'> {
    const common = { frame: 0, group: 0, source: 'manual', labelId: label.id };
    const attributes = valuesFor(label, object.attributes);
    if (object.kind === 'tag') return { object: { kind: 'tag', ...common, attributes }, asTrack: false };
    const { type, points, rotation, occluded, layer, parts } = object;
    const sublabels = new Map(label.sublabels.map(one => [one.name, one]));
    const element = ({ label: name, attributes: values, ...flags }: ClipPart) => {
        const spec = sublabels.get(name);
        const geometry = { ...flags, type: 'points' as const, rotation: 0, zOrder: layer };
        return spec ? [{ ...common, labelId: spec.id, attributes: valuesFor(spec, values), ...geometry }] : [];
    };
    const geometry = { type, points, rotation, occluded, outside: false, zOrder: layer };
    const shape = { kind: 'shape' as const, ...common, attributes, ...geometry, elements: parts.flatMap(element) };
    return { object: shape, asTrack: object.kind === 'track' };
}

function valuesFor(label: LabelSpec, values: readonly NamedValue[]): Attributes {
    const byName = new Map(values.map(({ name, value }) => [name, value]));
    return defaultAttributes(label).map(attribute => {
        const spec = label.attributes.find(one => one.id === attribute.specId);
        const value = spec && byName.get(spec.name);
        return spec && value !== undefined && isValidValue(spec, value) ? { ...attribute, value } : attribute;
    });
}
