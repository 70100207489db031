import { t } from '../../shared/language';
import type { Session } from './session';

/** Frames of the job that playing goes through again and again. */
export interface Loop {
    readonly first: number;
    readonly last: number;
}

/** Fastest play, in times of the chosen speed. */
const FASTEST = 8;
/** So long after the last picture, in milliseconds, playing waits for the next one instead of leaving more out. */
const PATIENCE = 400;

export function togglePlay(session: Session): void {
    if (session.state.playing) stopShuttle(session);
    else play(session, 1);
}

export function stopShuttle(session: Session): void {
    session.view.setState({ playing: false, rate: 1 });
}

/** Plays in a direction; again in the same one: twice as fast. */
export function shuttle(session: Session, direction: 1 | -1): void {
    const { playing, rate } = session.state;
    const onwards = playing && Math.sign(rate) === direction;
    play(session, direction * (onwards ? Math.min(FASTEST, 2 * Math.abs(rate)) : 1));
}

/** The loop begins or ends on the frame shown; what then lies the wrong way round gives way. */
export function setLoop(session: Session, end: 'first' | 'last'): void {
    const { frame, frames } = session;
    const { first, last } = session.state.loop ?? { first: frames.first, last: frames.last };
    const loop =
        end === 'first'
            ? { first: frame, last: frame < last ? last : frames.last }
            : { first: frame > first ? first : frames.first, last: frame };
    if (loop.first === loop.last) return session.notify('info', t('A loop needs two frames or more.'));
    session.view.setState({ loop });
    session.notify('info', t('Playing repeats frames {first} to {last}.', { first: loop.first, last: loop.last }));
}

function play(session: Session, rate: number): void {
    const { playing } = session.state;
    const [start, end] = rate > 0 ? ends(session) : ends(session).reverse();
    if (session.frame === end) session.goTo(start);
    session.view.setState({ playing: true, rate });
    if (!playing) requestAnimationFrame(now => begin(session, now));
}

/** Who plays a session: stopped and begun again within one display frame, the one before must not go on as well. */
const players = new WeakMap<Session, Playing>();

function begin(session: Session, now: number): void {
    const playing = new Playing(session, now);
    players.set(session, playing);
    playing.tick(now);
}

/** First and last frame that playing visits. */
function ends(session: Session): [number, number] {
    const { loop } = session.state;
    const visited = session.frames.numbers.filter(
        frame => !skipped(session, frame) && (!loop || (frame >= loop.first && frame <= loop.last)),
    );
    return visited.length ? [visited[0], visited[visited.length - 1]] : [session.frame, session.frame];
}

function skipped({ document, state }: Session, frame: number): boolean {
    return document.deletedFrames.has(frame) && !state.preferences.player.showDeleted;
}

/**
 * Plays at the chosen speed. Frames whose pictures come too late are left out rather than slowing down, as long as some
 * come in time; the number shown is always that of a picture that is there.
 */
class Playing {
    private rate: number;
    private loop: Loop | null;
    private frame: number;
    /** Place from which, and time since when, the present pace is counted. */
    private place: number;
    private since: number;
    private shownAt: number;
    private ends: [number, number];

    constructor(
        private readonly session: Session,
        now: number,
    ) {
        this.rate = session.state.rate;
        this.loop = session.state.loop;
        this.frame = session.frame;
        this.place = session.frames.positionOf(session.frame);
        this.since = now;
        this.shownAt = now;
        this.ends = ends(session);
    }

    tick(now: number): void {
        const { session } = this;
        if (!session.state.playing || players.get(session) !== this) return;
        const { rate, loop } = session.state;
        if (session.frame !== this.frame || rate !== this.rate || loop !== this.loop) this.restart(now);
        let goesOn = true;
        session.atOnce(() => (goesOn = this.advance(now)));
        if (goesOn) requestAnimationFrame(next => this.tick(next));
        else stopShuttle(session);
    }

    private restart(now: number): void {
        const { session } = this;
        this.ends = ends(session);
        this.rate = session.state.rate;
        this.loop = session.state.loop;
        this.frame = session.frame;
        this.place = session.frames.positionOf(session.frame);
        this.since = now;
    }

    /** Goes as far as the time asks for; false at the end, or where the frame may not be left. */
    private advance(now: number): boolean {
        const { session } = this;
        const { frames, cache, state } = session;
        if (!cache.get(session.frame) && !session.document.deletedFrames.has(session.frame)) return this.wait(now);
        const direction = this.rate > 0 ? 1 : -1;
        const [first, last] = this.ends;
        const end = direction > 0 ? last : first;
        const here = frames.positionOf(session.frame);
        const elapsed = ((now - this.since) * state.preferences.player.fps * Math.abs(this.rate)) / 1000;
        const limit = Math.max(0, direction * (frames.positionOf(end) - here));
        if (limit === 0) return this.turnBack(direction > 0 ? first : last, now);
        const due = Math.min(limit, direction * (this.place - here) + Math.floor(elapsed));
        if (due <= 0) return true;
        const next = this.latest(here, due, direction);
        if (next === null) {
            if (due > 1) cache.lead(frames.numbers[here + direction * due]);
            return now - this.shownAt > PATIENCE ? this.wait(now) : true;
        }
        if (!session.goTo(next)) return false;
        this.frame = next;
        this.shownAt = now;
        return true;
    }

    /** The last frame up to a number of steps from here that is there to be shown. */
    private latest(here: number, steps: number, direction: 1 | -1): number | null {
        const { frames, cache } = this.session;
        for (let i = steps; i > 0; --i) {
            const frame = frames.numbers[here + direction * i];
            if (!skipped(this.session, frame) && cache.get(frame)) return frame;
        }
        return null;
    }

    /** Time lost by waiting is not caught up. */
    private wait(now: number): boolean {
        this.restart(now);
        return true;
    }

    private turnBack(start: number, now: number): boolean {
        if (!this.session.state.loop || !this.session.goTo(start)) return false;
        this.restart(now);
        return true;
    }
}
