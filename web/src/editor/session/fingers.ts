import type { Point } from '../model/types';

/** What fingers on the canvas mean. */
export type FingerAction =
    /** One finger is the pointer of the tool. */
    | { readonly type: 'tool'; readonly phase: 'down' | 'move' | 'up'; readonly s: Point }
    | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
    | { readonly type: 'zoom'; readonly factor: number; readonly at: Point }
    | { readonly type: 'menu'; readonly s: Point }
    | { readonly type: 'undo' }
    /** What the tool had begun with a finger was not meant. */
    | { readonly type: 'cancel' };

/** What one finger that moves does: draw until a pen is used, draw always, or move the picture. */
export type FingerUse = 'auto' | 'draws' | 'moves';

/** Screen pixels a finger may tremble while it rests. */
const REST = 8;
/** Milliseconds a finger rests until it means the menu. */
export const LONG_PRESS = 500;
/** Two fingers that come and go within this time were tapped. */
const TAP = 300;
/** For so long after a pen was near, hands are taken for palms. */
const PALM = 600;

type State =
    | { readonly at: 'idle' }
    | { readonly at: 'resting'; readonly start: Point; readonly time: number }
    | { readonly at: 'drawing' }
    | { readonly at: 'panning'; readonly last: Point }
    | { readonly at: 'two'; readonly time: number; readonly from: readonly [Point, Point]; readonly moved: boolean }
    /** Waits until all fingers are gone. */
    | { readonly at: 'over' };

const far = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/**
 * Tells what fingers mean: one draws, or once a pen is in use, or where it was chosen, moves the picture; two move and zoom it; a long press asks
 * for the menu; a tap of two takes back. A press is held back until it is clear which of these it is.
 */
export class Fingers {
    private state: State = { at: 'idle' };
    private readonly places = new Map<number, Point>();
    private penAt = -Infinity;

    constructor(private readonly use: () => FingerUse = () => 'auto') {}

    /** Whether a moving finger moves the picture: a pen is there to draw with, or it was chosen so. */
    private get pans(): boolean {
        const use = this.use();
        return use === 'auto' ? this.penAt > -Infinity : use === 'moves';
    }

    /** A pen is on the canvas, or near it. What a hand has begun meanwhile was its palm. */
    pen(time: number): FingerAction[] {
        this.penAt = time;
        const drawing = this.state.at === 'drawing';
        if (this.state.at !== 'idle') this.state = { at: 'over' };
        return drawing ? [{ type: 'cancel' }] : [];
    }

    down(id: number, s: Point, time: number): FingerAction[] {
        this.places.set(id, s);
        const palm = time - this.penAt < PALM;
        const before = this.state;
        if (palm || before.at === 'over') this.state = { at: 'over' };
        else if (this.places.size === 1) this.state = { at: 'resting', start: s, time };
        else if (this.places.size === 2) {
            const [a, b] = [...this.places.values()];
            this.state = { at: 'two', time, from: [a, b], moved: before.at !== 'resting' };
        } else this.state = { at: 'over' };
        return before.at === 'drawing' ? [{ type: 'cancel' }] : [];
    }

    move(id: number, s: Point): FingerAction[] {
        const before = this.places.get(id);
        if (!before) return [];
        const { state } = this;
        const pair = state.at === 'two' ? this.pair() : null;
        this.places.set(id, s);
        switch (state.at) {
            case 'resting':
                if (far(s, state.start) <= REST) return [];
                if (this.pans) {
                    this.state = { at: 'panning', last: s };
                    return [{ type: 'pan', dx: s.x - state.start.x, dy: s.y - state.start.y }];
                }
                this.state = { at: 'drawing' };
                return [
                    { type: 'tool', phase: 'down', s: state.start },
                    { type: 'tool', phase: 'move', s },
                ];
            case 'drawing':
                return [{ type: 'tool', phase: 'move', s }];
            case 'panning':
                this.state = { at: 'panning', last: s };
                return [{ type: 'pan', dx: s.x - state.last.x, dy: s.y - state.last.y }];
            case 'two':
                return pair ? this.pinched(state, pair) : [];
            default:
                return [];
        }
    }

    private pair(): [Point, Point] {
        const [a, b] = [...this.places.values()];
        return [a, b];
    }

    private pinched(state: Extract<State, { at: 'two' }>, before: [Point, Point]): FingerAction[] {
        const now = this.pair();
        const moved = state.moved || now.some((s, i) => far(s, state.from[i]) > REST);
        this.state = { ...state, moved };
        if (!moved) return [];
        // What was not followed while it could still be a tap is caught up with.
        const last = state.moved ? before : state.from;
        const [from, to] = [middle(last), middle(now)];
        const factor = far(...now) / Math.max(1, far(...last));
        return [
            { type: 'pan', dx: to.x - from.x, dy: to.y - from.y },
            { type: 'zoom', factor, at: to },
        ];
    }

    up(id: number, s: Point, time: number): FingerAction[] {
        if (!this.places.delete(id)) return [];
        const { state } = this;
        this.state = this.places.size ? { at: 'over' } : { at: 'idle' };
        switch (state.at) {
            case 'resting':
                return [
                    { type: 'tool', phase: 'down', s: state.start },
                    { type: 'tool', phase: 'up', s: state.start },
                ];
            case 'drawing':
                return [{ type: 'tool', phase: 'up', s }];
            case 'two':
                return !state.moved && time - state.time < TAP ? [{ type: 'undo' }] : [];
            default:
                return [];
        }
    }

    /** Time has passed with nothing moving. */
    rested(time: number): FingerAction[] {
        const { state } = this;
        if (state.at !== 'resting' || time - state.time < LONG_PRESS) return [];
        this.state = { at: 'over' };
        return [{ type: 'menu', s: state.start }];
    }

    /** The system has taken a finger for itself. */
    lost(id: number): FingerAction[] {
        this.places.delete(id);
        const drawing = this.state.at === 'drawing';
        this.state = this.places.size ? { at: 'over' } : { at: 'idle' };
        return drawing ? [{ type: 'cancel' }] : [];
    }
}
