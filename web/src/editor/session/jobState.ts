import { messageOf, type Job } from '../../api';
import { t } from '../../shared/language';
import { changeJob } from './open';
import type { Session } from './session';

type JobChange = Parameters<typeof changeJob>[1];

/** Saves, then changes where the job stands. Resolves to whether it did; if not, the person is told why. */
export async function updateJob(session: Session, change: JobChange, done: string): Promise<boolean> {
    try {
        if (!(await session.saver.save())) {
            session.notify('warning', t('The job was left as it is: its annotations are not saved yet.'));
            return false;
        }
        await changeJob(session, change);
        session.notify('info', done);
        return true;
    } catch (error) {
        session.notify('error', t('The job was left as it is. {error}', { error: messageOf(error) }));
        return false;
    }
}

export type JobEnd = 'finish-job' | 'accept-job' | 'reject-job';

/** What ends the work on a job, and what the job becomes. A rejected one goes back to annotation, so that it can be edited. */
export const JOB_ENDS: Readonly<Record<JobEnd, { change: Partial<Pick<Job, 'stage' | 'state'>>; done: string }>> = {
    'finish-job': { change: { state: 'completed' }, done: t('You tagged the job as completed.') },
    'accept-job': { change: { stage: 'acceptance', state: 'completed' }, done: t('The job is accepted.') },
    'reject-job': {
        change: { stage: 'annotation', state: 'rejected' },
        done: t('The job is rejected and back at annotation.'),
    },
};

export async function endJob(session: Session, end: JobEnd): Promise<boolean> {
    const { change, done } = JOB_ENDS[end];
    if (!(await updateJob(session, change, done))) return false;
    if (end === 'accept-job') session.review.forget();
    return true;
}
