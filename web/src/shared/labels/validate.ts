import { readSequence, shownKeys } from '../keys/chord';
import { clash } from '../keys/keymap';
import { t } from '../language';
import type { DraftAttribute, DraftLabel } from './model';

/** What is wrong with a label set, by the key of the item it concerns. */
export type Problems = Record<string, string[]>;

const LONGEST_NAME = 64;

function repeated(names: string[]): Set<string> {
    const seen = new Set<string>();
    return new Set(names.filter(name => name !== '' && (seen.has(name) || !seen.add(name))));
}

export function numberProblem(values: string[]): string | null {
    const [min, max, step] = values.map(Number);
    if (values.length !== 3 || values.some(value => value.trim() === '') || [min, max, step].some(Number.isNaN)) {
        return t('Give minimum, maximum and step as numbers');
    }
    if (min >= max) return t('The minimum must be less than the maximum');
    if (step <= 0 || step > max - min) return t('The step must be above 0 and at most maximum − minimum');
    return null;
}

function attributeProblems(attribute: DraftAttribute, doubled: Set<string>): string[] {
    const found: string[] = [];
    const name = attribute.name.trim();
    if (!name) found.push(t('An attribute needs a name'));
    if (name.length > LONGEST_NAME)
        found.push(t('An attribute name has at most {longestName} characters', { longestName: LONGEST_NAME }));
    if (doubled.has(name)) found.push(t('The attribute “{name}” exists twice', { name }));
    const { input_type: type, values, default_value: initial } = attribute;
    if (type === 'select' || type === 'radio') {
        if (values.length === 0) found.push(t('The attribute “{name}” needs at least one value', { name }));
        if (repeated(values).size) found.push(t('A value of the attribute “{name}” exists twice', { name }));
        if (initial !== '' && !values.includes(initial)) {
            found.push(t('The default “{initial}” is not one of the values of “{name}”', { initial, name }));
        }
    }
    if (type === 'number') {
        const problem = numberProblem(values);
        if (problem) found.push(t('{problem} (attribute “{name}”)', { problem, name }));
        else if (initial !== '' && !(Number(initial) >= Number(values[0]) && Number(initial) <= Number(values[1]))) {
            found.push(t('The default of “{name}” must lie between minimum and maximum', { name }));
        }
    }
    if (type === 'checkbox' && initial !== '' && initial !== 'true' && initial !== 'false') {
        found.push(t('The default of “{name}” must be true or false', { name }));
    }
    return found;
}

function hotkeyProblem(label: DraftLabel, labels: DraftLabel[]): string | null {
    const { hotkey } = label;
    if (!hotkey) return null;
    if (readSequence(hotkey) !== hotkey)
        return t('“{hotkey}” is no key; write it as w, shift+w, or t l for two keys in turn', { hotkey });
    const other = labels.find(one => one !== label && one.hotkey && clash(one.hotkey, hotkey));
    if (!other) return null;
    return other.hotkey === hotkey
        ? t('“{name}” has the key {key}, too', { name: other.name, key: shownKeys(hotkey) })
        : t('The key {key} cannot be told from {other} of “{name}”: one begins with the other', {
              key: shownKeys(hotkey),
              other: shownKeys(other.hotkey ?? ''),
              name: other.name,
          });
}

export function validateLabels(labels: DraftLabel[]): Problems {
    const problems: Problems = {};
    const doubled = repeated(labels.map(label => label.name.trim()));
    for (const label of labels) {
        const found: string[] = [];
        const name = label.name.trim();
        if (!name) found.push(t('A label needs a name'));
        if (name.length > LONGEST_NAME)
            found.push(t('A label name has at most {longestName} characters', { longestName: LONGEST_NAME }));
        if (doubled.has(name)) found.push(t('The label “{name}” exists twice', { name }));
        if (label.color && !/^#[0-9a-f]{6}$/i.test(label.color)) {
            found.push(t('The colour “{color}” is not of the form #rrggbb', { color: label.color }));
        }
        if (label.type === 'skeleton' && !label.sublabels?.length) {
            found.push(t('A skeleton needs sublabels'));
        }
        const wrongKey = hotkeyProblem(label, labels);
        if (wrongKey) found.push(wrongKey);
        const doubledAttributes = repeated(label.attributes.map(attribute => attribute.name.trim()));
        for (const attribute of label.attributes) {
            const wrong = attributeProblems(attribute, doubledAttributes);
            if (wrong.length) problems[attribute.key] = wrong;
            found.push(...wrong);
        }
        if (found.length) problems[label.key] = found;
    }
    return problems;
}
