import { t } from '../../shared/language';
import { disabledBy, whyNotNewTask } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { LinkButton } from '../../shared/ui/LinkButton';
import { NewMenu } from '../../shared/ui/NewMenu';
import { Page } from '../../shared/ui/Page';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { TaskList } from './TaskList';

export default function TasksPage() {
    const { open, dialogs } = useObjectDialogs();
    const reason = whyNotNewTask(useMe());
    return (
        <Page
            title={t('Tasks')}
            actions={
                <>
                    <NewMenu
                        actions={[
                            {
                                key: 'many',
                                text: t('Many tasks, one for each video or folder'),
                                to: '/tasks/create?many=true',
                                ...disabledBy(reason),
                            },
                            {
                                key: 'restore',
                                text: t('Restore a task from a backup'),
                                run: () => open({ kind: 'restore', owner: 'tasks' }),
                                ...disabledBy(reason),
                            },
                        ]}
                    />
                    <LinkButton to="/tasks/create" reason={reason}>
                        {t('New task')}
                    </LinkButton>
                </>
            }
        >
            <TaskList />
            {dialogs}
        </Page>
    );
}
