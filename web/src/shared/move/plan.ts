import type { Attribute, Label, LabelWrite } from '../../api';
import { t } from '../language';

/** What becomes of a label of the task: the id of a label of the project, or a label to be made there. */
export type Fate = number | 'create';

export type Mapping = Record<number, Fate>;

/** Labels of the same name are the same; the others are made in the project. */
export function suggestMapping(task: Label[], project: Label[]): Mapping {
    return Object.fromEntries(
        task.map(label => [label.id, project.find(item => item.name === label.name)?.id ?? 'create']),
    );
}

/** Labels of the project a label can become: skeletons only those with the same points. */
export function candidates(label: Label, project: Label[]): Label[] {
    const points = (item: Label) =>
        item.sublabels
            .map(sublabel => sublabel.name)
            .sort()
            .join('\n');
    return project.filter(item =>
        label.type === 'skeleton'
            ? item.type === 'skeleton' && points(item) === points(label)
            : item.type !== 'skeleton',
    );
}

const sameAttribute = (a: Attribute, b: Attribute) =>
    a.name === b.name && a.input_type === b.input_type && a.values.join('\n') === b.values.join('\n');

/** The label as the project gets it, when what its objects say about themselves is to be cleared. */
const bare = (label: Label): Label => ({
    ...label,
    attributes: [],
    sublabels: label.sublabels.map(part => ({ ...part, attributes: [] })),
});

/** Tells the server that values of these attributes are not carried over. */
function withoutAttributes(label: Label): Pick<LabelWrite, 'attributes' | 'sublabels'> {
    const deleted = (item: Label) =>
        item.attributes.map(attribute => ({ ...fresh(attribute), id: attribute.id, deleted: true }));
    const parts = label.sublabels.filter(part => part.attributes.length);
    return {
        ...(label.attributes.length ? { attributes: deleted(label) } : {}),
        ...(parts.length
            ? { sublabels: parts.map(part => ({ id: part.id, name: part.name, attributes: deleted(part) })) }
            : {}),
    };
}

/** Whether a label or one of its parts has attributes. */
export const hasAttributes = (label: Label): boolean =>
    label.attributes.length > 0 || label.sublabels.some(part => part.attributes.length > 0);

const fresh = ({ name, mutable, input_type, default_value, values }: Attribute) => ({
    name,
    mutable,
    input_type,
    default_value,
    values,
});

/** The label as one to be made: without ids, its drawing naming points instead of numbering them. */
export function copyOf(label: Label): LabelWrite {
    const copy = (item: Label): LabelWrite => ({
        name: item.name,
        color: item.color,
        type: item.type,
        attributes: item.attributes.map(fresh),
    });
    if (label.type !== 'skeleton') return copy(label);
    const names = new Map(label.sublabels.map(item => [String(item.id), item.name]));
    const svg = (label.svg ?? '').replaceAll(/data-label-id="(\d+)"/g, (all, id: string) => {
        const name = names.get(id);
        return name === undefined
            ? all
            : `data-label-name="${name.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    });
    return { ...copy(label), sublabels: label.sublabels.map(copy), svg };
}

export interface MovePlan {
    /** Changes of the project's labels, to be made first. */
    project: LabelWrite[];
    /** Which label of the task is which of the project, and what of it stays behind, as the move wants it. */
    hints: LabelWrite[];
    /** What happens, for people. */
    notes: string[];
    /** Why it cannot be done, or null. */
    problem: string | null;
}

function missingAttributes(label: Label, target: Label): Attribute[] {
    return label.attributes.filter(attribute => !target.attributes.some(other => sameAttribute(attribute, other)));
}

/** Works out what has to change so that the move loses no annotation, and no attribute but those of `cleared` labels. */
export function planMove(
    task: Label[],
    project: Label[],
    mapping: Mapping,
    cleared: ReadonlySet<number> = new Set(),
): MovePlan {
    const plan: MovePlan = { project: [], hints: [], notes: [], problem: null };
    for (const own of task) {
        const clears = cleared.has(own.id) && hasAttributes(own);
        const label = clears ? bare(own) : own;
        const left = clears ? withoutAttributes(own) : {};
        if (clears) plan.notes.push(t('the attributes of “{name}” are cleared', { name: label.name }));
        const fate = mapping[label.id] ?? 'create';
        if (fate === 'create') {
            if (project.some(item => item.name === label.name)) {
                plan.problem = t('The project has a label “{name}” already; choose it, or rename this one first.', {
                    name: label.name,
                });
            }
            plan.project.push(copyOf(label));
            plan.notes.push(t('“{name}” is added to the project', { name: label.name }));
            if (clears) plan.hints.push({ id: label.id, name: label.name, ...left });
            continue;
        }
        const target = project.find(item => item.id === fate);
        if (!target) {
            plan.problem = t('The label chosen for “{name}” is gone.', { name: label.name });
            continue;
        }
        const missing = missingAttributes(label, target);
        const clash = missing.find(attribute => target.attributes.some(other => other.name === attribute.name));
        if (clash) {
            plan.problem = t('“{name}” has an attribute “{name2}” with other values; make the two equal first.', {
                name: target.name,
                name2: clash.name,
            });
        } else if (missing.length) {
            plan.project.push({
                id: target.id,
                name: target.name,
                color: target.color,
                attributes: missing.map(fresh),
            });
            const names = missing.map(attribute => `“${attribute.name}”`).join(t(', '));
            plan.notes.push(t('“{name}” of the project gets the attribute {names}', { name: target.name, names }));
        }
        if (clears || target.name !== label.name) plan.hints.push({ id: label.id, name: target.name, ...left });
        if (target.name !== label.name) {
            plan.notes.push(t('“{name}” becomes “{name2}”', { name: label.name, name2: target.name }));
        }
    }
    const targets = task.map(label => mapping[label.id]).filter(fate => typeof fate === 'number');
    if (new Set(targets).size !== targets.length)
        plan.problem = t('Two labels of the task cannot become the same one.');
    return plan;
}
