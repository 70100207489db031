import { fetchAll, getJobLabels, getJobMeta, listTaskJobs, readJobAnnotations, type Job } from '../../api';
import { LabelSet } from '../../editor/model/labels';
import { Gallery, type Issue, type JobContents } from './model';

const PARALLEL = 4;

async function readJob(job: Job, signal: AbortSignal): Promise<JobContents> {
    const [meta, annotations] = await Promise.all([getJobMeta(job.id, signal), readJobAnnotations(job.id, signal)]);
    return { job, meta, ...annotations };
}

/** Reads jobs a few at a time, in their order; tells how many have arrived. */
async function readJobs(
    jobs: readonly Job[],
    signal: AbortSignal,
    tell: (done: number) => void,
): Promise<JobContents[]> {
    const contents: JobContents[] = [];
    let next = 0;
    let done = 0;
    const worker = async () => {
        while (next < jobs.length) {
            const index = next++;
            contents[index] = await readJob(jobs[index], signal);
            tell(++done);
        }
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL, jobs.length) }, worker));
    return contents;
}

/** Everything a gallery shows but pictures: of the jobs of a task that the user may see. Null where there is none. */
export async function loadGallery(
    taskId: number,
    signal: AbortSignal,
    tell: (done: number, total: number) => void,
): Promise<Gallery | null> {
    const jobs = (await listTaskJobs(taskId, signal)).filter(job => job.type === 'annotation');
    if (!jobs.length) return null;
    tell(0, jobs.length);
    const [labels, contents, issues] = await Promise.all([
        getJobLabels(jobs[0].id, signal),
        readJobs(jobs, signal, done => tell(done, jobs.length)),
        fetchAll<Issue>('/api/issues', { task_id: taskId }, signal),
    ]);
    return new Gallery(new LabelSet(labels), contents, issues);
}
