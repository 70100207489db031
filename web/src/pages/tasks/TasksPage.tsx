import { LinkButton } from '../../shared/ui/LinkButton';
import { Page } from '../../shared/ui/Page';
import { TaskList } from './TaskList';

export default function TasksPage() {
    return (
        <Page title="Tasks" actions={<LinkButton to="/tasks/create">New task</LinkButton>}>
            <TaskList />
        </Page>
    );
}
