import { t } from '../../shared/language';
import type { TaskUnit } from './files';

/** One of many tasks, as it would be made. */
export interface PlannedTask {
    /** From 0, as `{{index}}` in names. */
    index: number;
    name: string;
    unit: TaskUnit;
    bytes: number;
    /** Why it cannot be made; it is left out then. */
    problem: string | null;
    /** Another task of the plan has its name. */
    sameName: boolean;
}

const LONGEST_NAME = 256;

/** The name of one of many tasks: `{{file_name}}` and `{{index}}` stand for the file's or folder's name and its number. */
export function nameFor(template: string, name: string, index: number): string {
    return template.replaceAll('{{file_name}}', name).replaceAll('{{index}}', String(index)).trim();
}

function problemOf(name: string, { files }: TaskUnit): string | null {
    const empty = files.find(file => file.body.size === 0);
    if (empty)
        return t('{count, plural, one {The file is empty} other {“{name}” is empty}}', {
            count: files.length,
            name: empty.name,
        });
    if (!name) return t('Its name would be empty');
    return name.length > LONGEST_NAME
        ? t('Its name would have more than {longestName} characters', { longestName: LONGEST_NAME })
        : null;
}

/** What would be made of the units, under names of the template; without one they are called after their files. */
export function planTasks(template: string, units: readonly TaskUnit[]): PlannedTask[] {
    const names = units.map((unit, index) => nameFor(template.trim() || '{{file_name}}', unit.name, index));
    const uses = new Map<string, number>();
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
    return units.map((unit, index) => ({
        index,
        name: names[index],
        unit,
        bytes: unit.files.reduce((sum, file) => sum + file.body.size, 0),
        problem: problemOf(names[index], unit),
        sameName: (uses.get(names[index]) ?? 0) > 1,
    }));
}
