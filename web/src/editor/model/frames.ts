import { t } from '../../shared/language';

/**
 * The frames of a job. Numbers are task frame numbers; positions count within the job and find chunks. The two differ
 * where a job holds chosen frames only.
 */
export class FrameList {
    private readonly positions: Map<number, number>;

    constructor(readonly numbers: readonly number[]) {
        this.positions = new Map(numbers.map((frame, position) => [frame, position]));
    }

    get first(): number {
        return this.numbers[0];
    }

    get last(): number {
        return this.numbers[this.numbers.length - 1];
    }

    get length(): number {
        return this.numbers.length;
    }

    has(frame: number): boolean {
        return this.positions.has(frame);
    }

    positionOf(frame: number): number {
        const position = this.positions.get(frame);
        if (position === undefined) throw new RangeError(t('Frame {frame} does not belong to this job', { frame }));
        return position;
    }

    at(position: number): number {
        return this.numbers[Math.min(this.length - 1, Math.max(0, position))];
    }

    /** The frame of the job nearest to a number. */
    nearest(frame: number): number {
        return this.numbers.reduce(
            (best, one) => (Math.abs(one - frame) < Math.abs(best - frame) ? one : best),
            this.first,
        );
    }

    /**
     * The frame `steps` further (negative: back), stopping at the ends; frames that `skip` names are passed over. Where
     * nothing but skipped frames follows, the starting frame.
     */
    step(frame: number, steps: number, skip: (frame: number) => boolean = () => false): number {
        const direction = Math.sign(steps);
        let position = Math.min(this.length - 1, Math.max(0, this.positionOf(frame) + steps));
        while (position >= 0 && position < this.length && skip(this.numbers[position])) position += direction;
        if (position >= 0 && position < this.length) return this.numbers[position];
        position = this.positionOf(this.at(this.positionOf(frame) + steps));
        while (position !== this.positionOf(frame) && skip(this.numbers[position])) position -= direction;
        return this.numbers[position];
    }
}

/**
 * Frame numbers of a job from its meta data: `included` are absolute source frames (jobs of chosen frames), otherwise
 * the range from start to stop in task numbers.
 */
export function frameList(
    job: { start_frame: number; stop_frame: number },
    included: readonly number[] | null,
    taskStart: number,
    step: number,
): FrameList {
    if (included) return new FrameList(included.map(absolute => (absolute - taskStart) / step));
    const { start_frame: start, stop_frame: stop } = job;
    return new FrameList(Array.from({ length: stop - start + 1 }, (_, i) => start + i));
}

/** `step=N` of a frame filter; 1 when there is none. */
export function frameStep(filter: string): number {
    return Number(/step\s*=\s*(\d+)/.exec(filter)?.[1] ?? 1) || 1;
}
