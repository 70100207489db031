import type { LabelType, LabelWrite } from '../../api';
import { readSequence } from '../keys/chord';
import { t } from '../language';
import { INPUT_TYPES, LABEL_TYPES, labelWrite, newKey, type DraftAttribute, type DraftLabel } from './model';
import { validateLabels } from './validate';

/** The JSON text of a label set. */
export function toRaw(labels: DraftLabel[]): string {
    return JSON.stringify(labels.map(labelWrite), null, 2);
}

export type RawResult = { labels: DraftLabel[]; problems: [] } | { labels: null; problems: string[] };

const LABEL_KEYS = ['id', 'name', 'color', 'type', 'attributes', 'sublabels', 'svg', 'hotkey'];
/** What the server adds to labels it gives out; pasted text may hold them. */
const SERVER_KEYS = ['position', 'parent_id', 'has_parent', 'project_id', 'task_id', 'url', 'parent'];
const ATTRIBUTE_KEYS = ['id', 'name', 'input_type', 'values', 'default_value', 'mutable'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON, except that a comma may stand before a closing bracket. Text inside quotes is left alone. */
function parseTolerant(text: string): unknown {
    return JSON.parse(
        text.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])/g, (_all, quoted: string | undefined) => quoted ?? ''),
    );
}

/** As it is kept; what cannot be read stays, to be told of. */
const readHotkey = (text: string) => readSequence(text) ?? text;

class Reader {
    readonly problems: string[] = [];

    constructor(private readonly saved: DraftLabel[]) {}

    private unknownKeys(item: Record<string, unknown>, known: string[], where: string): void {
        for (const key of Object.keys(item)) {
            if (!known.includes(key)) this.problems.push(t('{where}: unknown member “{key}”', { where, key }));
        }
    }

    private text(item: Record<string, unknown>, key: string, where: string, otherwise: string): string {
        const value = item[key];
        if (value === undefined) return otherwise;
        if (typeof value !== 'string') this.problems.push(t('{where}: “{key}” must be a text', { where, key }));
        return String(value);
    }

    private attribute(item: unknown, where: string, owner: DraftLabel | undefined): DraftAttribute | null {
        if (!isRecord(item)) {
            this.problems.push(t('{where} must be an object', { where }));
            return null;
        }
        this.unknownKeys(item, ATTRIBUTE_KEYS, where);
        const type = INPUT_TYPES.find(known => known === item.input_type);
        if (!type)
            this.problems.push(
                t('{where}: “input_type” must be one of {inputTypes}', { where, inputTypes: INPUT_TYPES.join(', ') }),
            );
        if (item.mutable !== undefined && typeof item.mutable !== 'boolean') {
            this.problems.push(t('{where}: “mutable” must be true or false', { where }));
        }
        const values = item.values ?? [];
        if (!Array.isArray(values)) {
            this.problems.push(t('{where}: “values” must be a list', { where }));
            return null;
        }
        const old = owner?.attributes.find(attribute => attribute.id !== undefined && attribute.id === item.id);
        if (old && type && old.input_type !== type) {
            this.problems.push(t('{where}: the type of a saved attribute cannot be changed', { where }));
        }
        return {
            key: old?.key ?? newKey(),
            ...(old ? { id: old.id } : {}),
            name: this.text(item, 'name', where, ''),
            input_type: type ?? 'text',
            values: values.map(String),
            default_value: item.default_value === undefined ? '' : String(item.default_value),
            mutable: item.mutable === true,
        };
    }

    label(item: unknown, index: number): DraftLabel | null {
        const nth = t('Label {index}', { index: index + 1 });
        if (!isRecord(item)) {
            this.problems.push(t('{nth} must be an object', { nth }));
            return null;
        }
        const where = typeof item.name === 'string' && item.name ? `${nth} (${item.name})` : nth;
        this.unknownKeys(item, [...LABEL_KEYS, ...SERVER_KEYS], where);
        const old = this.saved.find(label => label.id !== undefined && label.id === item.id);
        const types: LabelType[] = [...LABEL_TYPES, 'skeleton'];
        const type = item.type === undefined ? 'any' : types.find(known => known === item.type);
        if (!type) this.problems.push(t('{where}: “type” must be one of {types}', { where, types: types.join(', ') }));
        if (old && type && type !== old.type && (type === 'skeleton' || old.type === 'skeleton')) {
            this.problems.push(t('{where}: a saved label cannot become a skeleton or stop being one', { where }));
        }
        const attributes = item.attributes ?? [];
        if (!Array.isArray(attributes)) this.problems.push(t('{where}: “attributes” must be a list', { where }));
        const list = (Array.isArray(attributes) ? (attributes as unknown[]) : []).map((attribute, nthAttribute) =>
            this.attribute(
                attribute,
                t('{where}, attribute {nthAttribute}', { where, nthAttribute: nthAttribute + 1 }),
                old,
            ),
        );
        for (const attribute of old?.attributes ?? []) {
            if (attribute.id !== undefined && !list.some(other => other?.id === attribute.id)) {
                this.problems.push(
                    t('{where}: the saved attribute “{name}” cannot be removed', { where, name: attribute.name }),
                );
            }
        }
        if (item.sublabels !== undefined && !Array.isArray(item.sublabels)) {
            this.problems.push(t('{where}: “sublabels” must be a list', { where }));
        }
        const parts = Array.isArray(item.sublabels) ? (item.sublabels as LabelWrite[]) : [];
        for (const part of old?.sublabels ?? []) {
            if (!parts.some(other => other.id === part.id))
                this.problems.push(
                    t('{where}: the saved point “{name}” cannot be removed', { where, name: part.name ?? '' }),
                );
        }
        return {
            key: old?.key ?? newKey(),
            ...(old ? { id: old.id } : {}),
            name: this.text(item, 'name', where, ''),
            color: this.text(item, 'color', where, old?.color ?? ''),
            type: type ?? 'any',
            attributes: list.filter(attribute => attribute !== null),
            ...(Array.isArray(item.sublabels) && item.sublabels.length
                ? { sublabels: item.sublabels as LabelWrite[] }
                : {}),
            ...(typeof item.svg === 'string' && item.svg ? { svg: item.svg } : {}),
            ...(item.hotkey ? { hotkey: readHotkey(this.text(item, 'hotkey', where, '')) } : {}),
        };
    }
}

/**
 * Reads the JSON text of a label set. Ids count only where `saved` knows them, so text copied from elsewhere makes new
 * labels.
 */
export function fromRaw(text: string, saved: DraftLabel[]): RawResult {
    let parsed: unknown;
    try {
        parsed = parseTolerant(text.trim() || '[]');
    } catch (error) {
        return { labels: null, problems: [t('Not valid JSON: {message}', { message: (error as Error).message })] };
    }
    if (!Array.isArray(parsed)) return { labels: null, problems: [t('The text must be a list of labels: [ … ]')] };
    const reader = new Reader(saved);
    const labels = (parsed as unknown[])
        .map((item, index) => reader.label(item, index))
        .filter(label => label !== null);
    const ids = labels.map(label => label.id).filter(id => id !== undefined);
    if (new Set(ids).size !== ids.length) reader.problems.push(t('The same id is used by several labels'));
    const labelKeys = new Set(labels.map(label => label.key));
    const invalid = Object.entries(validateLabels(labels)).filter(([key]) => labelKeys.has(key));
    const problems = [...new Set([...reader.problems, ...invalid.flatMap(([, texts]) => texts)])];
    return problems.length ? { labels: null, problems } : { labels, problems: [] };
}
