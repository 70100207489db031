import { Button } from 'antd';
import { patchProjectSettings } from '../../api';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { changeSettings, useSettings } from '../../shared/settings';
import { useAction } from '../../shared/useAction';
import { changed, forgetting, preferencesIn, sharing, type Members } from '../session/preferences';
import { useProjectDefaults } from '../session/projectDefaults';
import { keepFocus } from './rows';

interface Props {
    title: string;
    /** What the tab resets. */
    members: Members;
    /** What it gives to everybody in a project. */
    shared: Members;
}

/** Below the settings of a tab: back to what they are at first, and, in a job of a project, what that is there. */
export function TabFoot({ title, members, shared }: Props) {
    const kept = useSettings(state => state.values);
    const project = useProjectDefaults();
    const now = preferencesIn(kept, project.settings);
    const forgotten = forgetting(kept, members);
    const after = preferencesIn({ ...kept, ...forgotten }, project.settings);
    const next = sharing(project.settings, now, shared);
    const theirs = preferencesIn({}, project.settings);
    const differs = changed(theirs, preferencesIn({}, { ...project.settings, ...next })) !== theirs;
    const inProject = project.project_id !== null;

    const [share, sharingNow] = useAction(t('The project keeps its settings'), async () => {
        if (project.project_id === null) return;
        useProjectDefaults.setState({ settings: await patchProjectSettings(project.project_id, next) });
        reportSuccess(t('Whoever has chosen nothing else gets these settings in every job of the project.'));
    });
    return (
        <div className="ed-settings-reset">
            <Button
                size="small"
                disabled={changed(now, after) === now}
                onClick={event => {
                    keepFocus(event);
                    changeSettings(forgotten);
                }}
            >
                {inProject ? t('{title} as in the project', { title }) : t('{title} as at first', { title })}
            </Button>
            {inProject && project.changeable && (
                <Button
                    size="small"
                    disabled={!differs}
                    loading={sharingNow}
                    title={t('Those who have chosen nothing else get them')}
                    onClick={event => {
                        keepFocus(event);
                        void share();
                    }}
                >
                    {t('Give these to everybody in the project')}
                </Button>
            )}
        </div>
    );
}
