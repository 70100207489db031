import type { HookAPI } from 'antd/es/modal/useModal';
import { deleteTask, type Task } from '../../api';
import type { DatasetTarget } from '../../shared/datasets/formats';
import { formatCount } from '../../shared/format';
import { reportError, reportSuccess } from '../../shared/notices';
import { confirmDanger } from '../../shared/ui/confirm';

export function taskTarget(task: Task): DatasetTarget {
    return { owner: 'tasks', id: task.id, title: `task #${task.id}`, dimension: task.dimension, mode: task.mode };
}

export function confirmDeleteTask(modal: HookAPI, task: Task, after: () => unknown): void {
    confirmDanger(modal, {
        title: `Delete the task “${task.name}”?`,
        content: task.size
            ? `Its ${formatCount(task.size, 'frame')}, ${formatCount(task.jobs.count, 'job')} and all annotations are deleted with it. This cannot be undone.`
            : 'This cannot be undone.',
        okText: 'Delete task',
        run: async () => {
            try {
                await deleteTask(task.id);
                reportSuccess(`Task “${task.name}” deleted`);
                await after();
            } catch (error) {
                reportError(`Task “${task.name}” was not deleted`, error);
            }
        },
    });
}
