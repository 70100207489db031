import type { FrameList } from '../model/frames';

/** Frames fetched ahead in the direction of travel at rest, and at most; behind. */
const AHEAD = 10;
const FAR_AHEAD = 40;
const BEHIND = 2;
/** So long ahead of a traveller, in seconds, frames are fetched. */
const LEAD_TIME = 1.5;
/** After so many milliseconds without a step one rests. */
const REST = 600;
/** Steps larger than one that are looked ahead. */
const STRIDES = 4;

/** Where somebody is among the frames, which way and how fast they are going, and so what they will want next. */
export class Travel {
    private wanted: number;
    private front: number;
    private direction: 1 | -1 = 1;
    private stride = 1;
    /** Frames a second. */
    private speed = 0;
    private movedAt = -Infinity;

    constructor(
        private readonly frames: FrameList,
        private readonly now: () => number,
    ) {
        this.wanted = frames.first;
        this.front = frames.first;
    }

    get frame(): number {
        return this.wanted;
    }

    to(frame: number): void {
        this.front = frame;
        if (frame === this.wanted) return;
        const steps = this.frames.positionOf(frame) - this.frames.positionOf(this.wanted);
        const direction = steps > 0 ? 1 : -1;
        const elapsed = this.now() - this.movedAt;
        const onwards = elapsed < REST && direction === this.direction;
        this.speed = onwards ? 0.7 * this.speed + (0.3 * 1000 * Math.abs(steps)) / Math.max(1, elapsed) : 0;
        this.stride = onwards ? Math.abs(steps) : 1;
        this.direction = direction;
        this.movedAt = this.now();
        this.wanted = frame;
    }

    /** Somebody who plays wants what comes from here on, whatever is still shown. */
    lead(frame: number): void {
        this.front = frame;
    }

    /** The wanted frame, then those ahead, then a few behind. */
    order(): number[] {
        const out = new Set([this.wanted]);
        const push = (place: number) => {
            if (place >= 0 && place < this.frames.length) out.add(this.frames.numbers[place]);
        };
        const place = this.frames.positionOf(this.front);
        if (this.stride > 1) for (let i = 1; i <= STRIDES; ++i) push(place + i * this.stride * this.direction);
        const ahead = this.stride > 1 ? BEHIND : this.ahead();
        for (let i = 0; i <= ahead; ++i) push(place + i * this.direction);
        for (let i = 1; i <= BEHIND; ++i) push(place - i * this.direction);
        return [...out];
    }

    private ahead(): number {
        const resting = this.now() - this.movedAt > REST;
        return resting ? AHEAD : Math.min(FAR_AHEAD, Math.max(AHEAD, Math.ceil(this.speed * LEAD_TIME)));
    }
}
