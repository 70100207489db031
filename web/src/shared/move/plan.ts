import type { Attribute, Label, LabelWrite } from '../../api';

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
    /** Which label of the task is which of the project, as the move wants it. */
    renames: LabelWrite[];
    /** What happens, for people. */
    notes: string[];
    /** Why it cannot be done, or null. */
    problem: string | null;
}

function missingAttributes(label: Label, target: Label): Attribute[] {
    return label.attributes.filter(attribute => !target.attributes.some(other => sameAttribute(attribute, other)));
}

/** Works out what has to change so that no annotation and no attribute is lost by the move. */
export function planMove(task: Label[], project: Label[], mapping: Mapping): MovePlan {
    const plan: MovePlan = { project: [], renames: [], notes: [], problem: null };
    for (const label of task) {
        const fate = mapping[label.id] ?? 'create';
        if (fate === 'create') {
            if (project.some(item => item.name === label.name)) {
                plan.problem = `The project has a label “${label.name}” already; choose it, or rename this one first.`;
            }
            plan.project.push(copyOf(label));
            plan.notes.push(`“${label.name}” is added to the project`);
            continue;
        }
        const target = project.find(item => item.id === fate);
        if (!target) {
            plan.problem = `The label chosen for “${label.name}” is gone.`;
            continue;
        }
        const missing = missingAttributes(label, target);
        const clash = missing.find(attribute => target.attributes.some(other => other.name === attribute.name));
        if (clash) {
            plan.problem = `“${target.name}” has an attribute “${clash.name}” with other values; make the two equal first.`;
        } else if (missing.length) {
            plan.project.push({
                id: target.id,
                name: target.name,
                color: target.color,
                attributes: missing.map(fresh),
            });
            const names = missing.map(attribute => `“${attribute.name}”`).join(', ');
            plan.notes.push(`“${target.name}” of the project gets the attribute ${names}`);
        }
        if (target.name !== label.name) {
            plan.renames.push({ id: label.id, name: target.name });
            plan.notes.push(`“${label.name}” becomes “${target.name}”`);
        }
    }
    const targets = task.map(label => mapping[label.id]).filter(fate => typeof fate === 'number');
    if (new Set(targets).size !== targets.length) plan.problem = 'Two labels of the task cannot become the same one.';
    return plan;
}
