import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../api';
import { newLabel } from '../../shared/labels/model';
import { inspect } from './files';
import { crossChecks, dataOf, INITIAL_FORM, orderOf, ordersOf, taskOf, type TaskForm } from './order';
import { planTasks } from './plan';

const form = (part: Partial<TaskForm>): TaskForm => ({ ...INITIAL_FORM, name: ' night ', ...part });
const file = (name: string): MediaFile => ({ name, body: new File(['x'], name) });

describe('taskOf', () => {
    it('has labels of its own, or those of its project', () => {
        const labels = [newLabel('car', [])];
        expect(taskOf(form({}), labels)).toMatchObject({ name: 'night', labels: [{ name: 'car' }] });
        const inProject = taskOf(form({ project: 4, subset: 'Train' }), labels);
        expect(inProject).toMatchObject({ project_id: 4, subset: 'Train' });
        expect(inProject.labels).toBeUndefined();
    });

    it('sends an overlap of zero but no empty field', () => {
        const sent = JSON.parse(JSON.stringify(taskOf(form({ overlap: 0, segmentSize: null }), []))) as object;
        expect(sent).toEqual({ name: 'night', labels: [], overlap: 0 });
    });
});

describe('dataOf', () => {
    it('asks for every n-th frame only when n is more than one', () => {
        expect(dataOf(form({ frameStep: 5 })).frame_filter).toBe('step=5');
        expect(dataOf(form({ frameStep: 1 })).frame_filter).toBeUndefined();
        expect(dataOf(form({ startFrame: 0, stopFrame: 9 }))).toMatchObject({ start_frame: 0, stop_frame: 9 });
    });
});

describe('crossChecks', () => {
    it('compares fields with each other', () => {
        expect(crossChecks(form({ overlap: 5, segmentSize: 5 }))).toHaveProperty('overlap');
        expect(crossChecks(form({ overlap: 4, segmentSize: 5 }))).toEqual({});
        expect(crossChecks(form({ overlap: 4 }))).toEqual({});
        expect(crossChecks(form({ startFrame: 5, stopFrame: 4 }))).toHaveProperty('stopFrame');
        expect(crossChecks(form({ startFrame: 5, stopFrame: 5 }))).toEqual({});
    });
});

describe('orders', () => {
    it('make one task of all files', () => {
        expect(orderOf(form({}), [], [file('a.jpg'), file('b.jpg')]).files).toHaveLength(2);
    });

    it('make each task of a plan under its name', () => {
        const planned = planTasks('{{index}}: {{file_name}}', inspect([file('day/a.mp4'), file('b.mp4')]).units);
        const orders = ordersOf(form({ name: 'ignored' }), [], planned);
        expect(orders.map(order => order.task.name)).toEqual(['0: a.mp4', '1: b.mp4']);
        expect(orders.map(order => order.files.map(({ name }) => name))).toEqual([['a.mp4'], ['b.mp4']]);
    });
});
