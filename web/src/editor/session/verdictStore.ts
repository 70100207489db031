import { changeSettings, useSettings } from '../../shared/settings';
import { packed, PRINT_LENGTH, unpacked, type Verdicts } from '../model/verdicts';

/** Verdicts as they are kept among the account's settings: those of the jobs reviewed last, latest first. */
interface KeptJob {
    readonly job: number;
    readonly accepted: string;
    readonly rejected: string;
}

const NAME = 'editor.review';
/** Characters that the verdicts of all jobs may take together: a third of what the server keeps for an account. */
const ROOM = 84_000;

function jobsIn(kept: unknown): KeptJob[] {
    if (!Array.isArray(kept)) return [];
    return kept.filter((one): one is KeptJob => typeof one === 'object' && one !== null && typeof one.job === 'number');
}

export function verdictsIn(kept: unknown, jobId: number): Verdicts {
    const found = jobsIn(kept).find(one => one.job === jobId);
    return { accepted: unpacked(found?.accepted), rejected: unpacked(found?.rejected) };
}

/**
 * What is kept once a job has these verdicts. Where room is short, jobs that were reviewed longest ago are forgotten first,
 * then the oldest verdicts of this one.
 */
export function keptWith(kept: unknown, jobId: number, verdicts: Verdicts, room = ROOM): KeptJob[] {
    const rejected = packed(verdicts.rejected);
    const left = Math.max(0, room - rejected.length);
    const accepted = packed(verdicts.accepted).slice(-(left - (left % PRINT_LENGTH)) || Infinity);
    const own = { job: jobId, accepted, rejected };
    if (!accepted && !rejected) return jobsIn(kept).filter(one => one.job !== jobId);
    let used = accepted.length + rejected.length;
    const others = jobsIn(kept).filter(one => one.job !== jobId);
    const fitting = others.filter(one => (used += one.accepted.length + one.rejected.length) <= room);
    return [own, ...fitting];
}

/** Where verdicts are kept; the account's settings outside of tests. */
export interface VerdictKeeper {
    read(jobId: number): Verdicts;
    write(jobId: number, verdicts: Verdicts): void;
}

export const ACCOUNT: VerdictKeeper = {
    read: jobId => verdictsIn(useSettings.getState().values[NAME], jobId),
    write: (jobId, verdicts) =>
        changeSettings({ [NAME]: keptWith(useSettings.getState().values[NAME], jobId, verdicts) }),
};
