import type { Attribute, Label } from '../../api';
import type { Attributes, ShapeType } from './types';

export type LabelSpec = Label;
export type AttributeSpec = Attribute;

/** The label set of a job with look-up by id, sublabels included. */
export class LabelSet {
    roots: readonly LabelSpec[];
    private readonly byId = new Map<number, LabelSpec>();
    private readonly attributeById = new Map<number, AttributeSpec>();

    constructor(labels: readonly LabelSpec[]) {
        this.roots = labels;
        this.learn(labels);
    }

    private learn(labels: readonly LabelSpec[]): void {
        for (const label of labels) {
            for (const one of [label, ...label.sublabels]) {
                this.byId.set(one.id, one);
                for (const attribute of one.attributes) this.attributeById.set(attribute.id, attribute);
            }
        }
    }

    get(id: number): LabelSpec | undefined {
        return this.byId.get(id);
    }

    /** Shows a label in another colour. Records are never changed, so that who has drawn one can tell. */
    recolour(id: number, color: string): void {
        this.roots = this.roots.map(label => (label.id === id ? { ...label, color } : label));
        for (const label of this.roots) this.byId.set(label.id, label);
    }

    /** The label set as it is now. Labels that are gone are known by their ids still: objects may have them. */
    replace(labels: readonly LabelSpec[]): void {
        this.roots = labels;
        this.learn(labels);
    }

    attribute(specId: number): AttributeSpec | undefined {
        return this.attributeById.get(specId);
    }

    /** Labels an object of this type may carry. */
    forType(type: ShapeType | 'tag'): LabelSpec[] {
        return this.roots.filter(label => accepts(label, type));
    }
}

/** An `any` label takes everything but skeletons; a typed label only its own type. */
export function accepts(label: LabelSpec, type: ShapeType | 'tag'): boolean {
    return label.type === type || (label.type === 'any' && type !== 'skeleton');
}

export function defaultAttributes(label: LabelSpec, keep: (spec: AttributeSpec) => boolean = () => true): Attributes {
    return label.attributes.filter(keep).map(spec => ({ specId: spec.id, value: spec.default_value }));
}

/** Whether a value may be entered for an attribute. Number steps are not checked, as elsewhere in the field. */
export function isValidValue(spec: Pick<AttributeSpec, 'input_type' | 'values'>, value: string): boolean {
    switch (spec.input_type) {
        case 'number': {
            const number = Number(value);
            const [min, max] = spec.values.map(Number);
            return value.trim() !== '' && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
        }
        case 'checkbox':
            return ['true', 'false'].includes(value.toLowerCase());
        case 'text':
            return true;
        default:
            return spec.values.includes(value);
    }
}

export function attributeValue(attributes: Attributes, specId: number): string | undefined {
    return attributes.find(attribute => attribute.specId === specId)?.value;
}

export function withAttribute(attributes: Attributes, specId: number, value: string): Attributes {
    const rest = attributes.filter(attribute => attribute.specId !== specId);
    return [...rest, { specId, value }];
}

/**
 * Attributes after a label change: defaults of the new label, but values of attributes with the same name are kept
 * where they are valid for the new one.
 */
export function carryAttributes(labels: LabelSet, old: Attributes, next: LabelSpec): Attributes {
    const byName = new Map<string, string>();
    for (const { specId, value } of old) {
        const spec = labels.attribute(specId);
        if (spec) byName.set(spec.name, value);
    }
    return next.attributes.map(spec => {
        const value = byName.get(spec.name);
        return {
            specId: spec.id,
            value: value !== undefined && isValidValue(spec, value) ? value : spec.default_value,
        };
    });
}
