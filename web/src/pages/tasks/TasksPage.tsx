import { LinkButton } from '../../shared/ui/LinkButton';
import { NewMenu } from '../../shared/ui/NewMenu';
import { Page } from '../../shared/ui/Page';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { TaskList } from './TaskList';

export default function TasksPage() {
    const { open, dialogs } = useObjectDialogs();
    return (
        <Page
            title="Tasks"
            actions={
                <>
                    <NewMenu
                        actions={[
                            { key: 'many', text: 'Many tasks, one for each video', to: '/tasks/create?many=true' },
                            {
                                key: 'restore',
                                text: 'Restore a task from a backup',
                                run: () => open({ kind: 'restore', owner: 'tasks' }),
                            },
                        ]}
                    />
                    <LinkButton to="/tasks/create">New task</LinkButton>
                </>
            }
        >
            <TaskList />
            {dialogs}
        </Page>
    );
}
