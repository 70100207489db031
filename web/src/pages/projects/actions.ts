import type { HookAPI } from 'antd/es/modal/useModal';
import { deleteProject, type Project } from '../../api';
import type { DatasetTarget } from '../../shared/datasets/formats';
import { formatCount } from '../../shared/format';
import { reportError, reportSuccess } from '../../shared/notices';
import { confirmDanger } from '../../shared/ui/confirm';

export function projectTarget(project: Project): DatasetTarget {
    return { owner: 'projects', id: project.id, title: `project #${project.id}`, dimension: project.dimension };
}

export function confirmDeleteProject(modal: HookAPI, project: Project, after: () => unknown): void {
    confirmDanger(modal, {
        title: `Delete the project “${project.name}”?`,
        content: project.tasks.count
            ? `Its ${formatCount(project.tasks.count, 'task')}, with all images, jobs and annotations, are deleted with it. This cannot be undone.`
            : 'Its labels are deleted with it. This cannot be undone.',
        okText: 'Delete project',
        run: async () => {
            try {
                await deleteProject(project.id);
                reportSuccess(`Project “${project.name}” deleted`);
                await after();
            } catch (error) {
                reportError(`Project “${project.name}” was not deleted`, error);
            }
        },
    });
}
