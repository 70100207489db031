/** How the frames of a job lie along the timeline, in screen pixels. Places count the frames of the job from 0. */
export interface TimeScale {
    /** Pixels from the left edge to the first frame; negative when that is scrolled out of sight. */
    readonly left: number;
    /** Pixels from a frame to the next. */
    readonly pitch: number;
}

/** Pixels at both ends, so that what lies on the first and last frame can be grasped. */
export const MARGIN = 16;
/** Widest distance of two frames. */
const MAX_PITCH = 48;
/** Between two numbers on the ruler there is at least so much room. */
const TICK_ROOM = 64;

export function xOf({ left, pitch }: TimeScale, place: number): number {
    return left + place * pitch;
}

/** Not rounded. */
export function placeAt({ left, pitch }: TimeScale, x: number): number {
    return (x - left) / pitch;
}

/** All frames fit in. */
export function fitted(count: number, width: number): TimeScale {
    return { left: MARGIN, pitch: Math.max(1, width - 2 * MARGIN) / Math.max(1, count - 1) };
}

/** Within what makes sense: no smaller than all frames in view, and no empty space at the ends. */
function clamped({ left, pitch }: TimeScale, count: number, width: number): TimeScale {
    const smallest = fitted(count, width).pitch;
    const within = Math.max(smallest, Math.min(Math.max(smallest, MAX_PITCH), pitch));
    const last = width - MARGIN - (count - 1) * within;
    return { pitch: within, left: Math.min(MARGIN, Math.max(last, left)) };
}

/** Zoomed so that what lies at a point stays there. */
export function zoomed(scale: TimeScale, x: number, factor: number, count: number, width: number): TimeScale {
    const { pitch } = clamped({ ...scale, pitch: scale.pitch * factor }, count, width);
    return clamped({ pitch, left: x - placeAt(scale, x) * pitch }, count, width);
}

export function scrolled(scale: TimeScale, dx: number, count: number, width: number): TimeScale {
    return clamped({ ...scale, left: scale.left - dx }, count, width);
}

/** Scrolled as little as is needed to see a place; by whole pages, so that a playing frame does not drag it along. */
export function revealing(scale: TimeScale, place: number, count: number, width: number): TimeScale {
    const x = xOf(scale, place);
    if (x >= 0 && x <= width) return scale;
    return clamped({ ...scale, left: scale.left - (x < 0 ? x - width + 2 * MARGIN : x - 2 * MARGIN) }, count, width);
}

/** Round distances between the numbers on the ruler, in frames. */
export function tickStep(pitch: number): number {
    const least = TICK_ROOM / pitch;
    const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
    return [1, 2, 5, 10].map(n => n * power).find(step => step >= least) ?? 10 * power;
}

/** Places with a number that are in sight. */
export function ticks(scale: TimeScale, count: number, width: number): number[] {
    const step = tickStep(scale.pitch);
    const first = Math.max(0, Math.ceil(placeAt(scale, 0) / step) * step);
    const last = Math.min(count - 1, placeAt(scale, width));
    return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => first + i * step);
}
