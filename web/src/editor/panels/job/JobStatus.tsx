import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import type { JobStage, JobState } from '../../../api';
import { updateJob } from '../../session/jobState';
import type { Session } from '../../session/session';
import { useSession, useView } from '../context';

const STATES: readonly JobState[] = ['new', 'in progress', 'completed', 'rejected'];
const STAGES: readonly JobStage[] = ['annotation', 'validation', 'acceptance'];

type Modal = ReturnType<typeof App.useApp>['modal'];

/** Asks before the job changes hands; finishing asks more than that. */
function ask(session: Session, modal: Modal, next: { state: JobState } | { stage: JobStage }): void {
    if ('state' in next && next.state === 'completed') return session.view.setState({ dialog: 'finish-job' });
    const { state, stage } = session.state;
    const [from, to, what] = 'state' in next ? [state, next.state, 'state'] : [stage, next.stage, 'stage'];
    modal.confirm({
        title: `Would you like to update current job ${what}?`,
        content: `From ${from} to ${to}. What is not saved yet is saved first.`,
        okText: `Set ${to}`,
        onOk: () => updateJob(session, next, what === 'stage' ? `The job is now at ${to}.` : `The job is now ${to}.`),
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
            label: one,
            disabled: one === state,
            onClick: () => ask(session, modal, { state: one }),
        })),
        stages: STAGES.map(one => ({
            key: `stage/${one}`,
            label: one,
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
    const items = [
        { key: 'states', type: 'group' as const, label: 'State', children: states },
        { key: 'stages', type: 'group' as const, label: 'Stage', children: stages },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']}>
            <Button aria-label={`Job ${session.job.id}: ${stage}, ${state}`}>
                {stage}: {state} <DownOutlined />
            </Button>
        </Dropdown>
    );
}
