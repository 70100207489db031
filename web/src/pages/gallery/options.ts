import type { AttributeSpec } from '../../editor/model/labels';

export function matchesOption(text: string, option: { label?: unknown } | undefined): boolean {
    return String(option?.label).toLowerCase().includes(text.toLowerCase());
}

/** The values one may choose from; null for attributes that take any text or number. */
export function choicesOf(spec: AttributeSpec): readonly string[] | null {
    if (spec.input_type === 'checkbox') return ['true', 'false'];
    return spec.input_type === 'select' || spec.input_type === 'radio' ? spec.values : null;
}
