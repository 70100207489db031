import {
    CheckCircleOutlined,
    ClockCircleOutlined,
    CloseCircleOutlined,
    DownOutlined,
    EditOutlined,
} from '@ant-design/icons';
import { App, Button, Dropdown, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import type { JobStage, JobState } from '../../../api';
import { t } from '../../../shared/language';
import { word } from '../../../shared/language/words';
import { updateJob } from '../../session/jobState';
import type { Session } from '../../session/session';
import { useSession, useView } from '../context';

const STATES: readonly JobState[] = ['new', 'in progress', 'completed', 'rejected'];
const STAGES: readonly JobStage[] = ['annotation', 'validation', 'acceptance'];

const ICONS: Readonly<Record<JobState, ReactNode>> = {
    new: <ClockCircleOutlined />,
    'in progress': <EditOutlined />,
    completed: <CheckCircleOutlined />,
    rejected: <CloseCircleOutlined />,
};

type Modal = ReturnType<typeof App.useApp>['modal'];

/** Asks before the job changes hands; finishing asks more than that. */
function ask(session: Session, modal: Modal, next: { state: JobState } | { stage: JobStage }): void {
    if ('state' in next && next.state === 'completed') return session.view.setState({ dialog: 'finish-job' });
    const { state, stage } = session.state;
    const [from, to, what] = 'state' in next ? [state, next.state, 'state'] : [stage, next.stage, 'stage'];
    modal.confirm({
        title: t('Would you like to update current job {what}?', { what }),
        content: t('From {from} to {to}. What is not saved yet is saved first.', { from: word(from), to: word(to) }),
        okText: t('Set {to}', { to: word(to) }),
        onOk: () =>
            updateJob(
                session,
                next,
                what === 'stage'
                    ? t('The job is now at {to}.', { to: word(to) })
                    : t('The job is now {to}.', { to: word(to) }),
            ),
    });
}

/** Where the job can go, as entries of a menu. */
export function useJobSteps() {
    const session = useSession();
    const { modal } = App.useApp();
    const state = useView(view => view.state);
    const stage = useView(view => view.stage);
    return {
        states: STATES.map(one => ({
            key: `state/${one}`,
            label: word(one),
            disabled: one === state,
            onClick: () => ask(session, modal, { state: one }),
        })),
        stages: STAGES.map(one => ({
            key: `stage/${one}`,
            label: word(one),
            disabled: one === stage,
            onClick: () => ask(session, modal, { stage: one }),
        })),
    };
}

/** Where the job stands, and the way to change it. */
export function JobStatus() {
    const session = useSession();
    const state = useView(view => view.state);
    const stage = useView(view => view.stage);
    const { states, stages } = useJobSteps();
    const name = t('Job {id}: {stage}, {state}', { id: session.job.id, stage: word(stage), state: word(state) });
    const items = [
        { key: 'states', type: 'group' as const, label: t('State'), children: states },
        { key: 'stages', type: 'group' as const, label: t('Stage'), children: stages },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']}>
            <Tooltip title={name} mouseEnterDelay={0.4}>
                <Button className="ed-job-status" aria-label={name} icon={ICONS[state]}>
                    <span>
                        {word(stage)}: {word(state)}
                    </span>
                    <DownOutlined />
                </Button>
            </Tooltip>
        </Dropdown>
    );
}
