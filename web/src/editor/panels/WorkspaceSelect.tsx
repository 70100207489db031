import { Select } from 'antd';
import { t } from '../../shared/language';
import { chooseWorkspace } from '../session/layout';
import { rememberWorkspace, WORKSPACE_NAMES, WORKSPACES, type WorkspaceName } from '../session/workspaces';
import { useSession, useView } from './context';

/** Chooses the way of working on this job, which is remembered for the job. */
export function WorkspaceSelect() {
    const session = useSession();
    const workspace = useView(view => view.workspace);
    const narrow = useView(view => view.layout === 'narrow');
    if (session.job.dimension === '3d' || WORKSPACE_NAMES.length < 2) return null;
    const choose = (name: WorkspaceName) => {
        chooseWorkspace(session, name);
        rememberWorkspace(localStorage, session.job.id, name);
        // The list gives the focus to its field once it is closed.
        setTimeout(() => session.viewport.takeFocus());
    };
    return (
        <Select<WorkspaceName>
            className="ed-workspace"
            aria-label={t('Workspace')}
            value={workspace}
            popupMatchSelectWidth={false}
            onChange={choose}
            options={WORKSPACE_NAMES.map(name => ({ value: name, label: WORKSPACES[name].title }))}
            optionRender={({ value }) => {
                const { title, about, draws } = WORKSPACES[value as WorkspaceName];
                return (
                    <>
                        {title}{' '}
                        <small className="ed-workspace-about">
                            {narrow && draws ? t('{about}; made for a wider window', { about }) : about}
                        </small>
                    </>
                );
            }}
        />
    );
}
