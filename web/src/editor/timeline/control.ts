import { createStore, type StoreApi } from 'zustand/vanilla';
import { endRoom, movableBy, moveKeyframes, startRoom, withEnd, withStart, type Span } from '../model/keyframes';
import { keyframesOf } from '../model/tracks';
import type { ObjectId, TrackObject } from '../model/types';
import { unlocked } from '../session/actions';
import type { Session } from '../session/session';
import { clockOf, marksMovableBy, moveMarks, resizeSpan, trackOf, type Marks } from './edits';
import {
    IDLE,
    step,
    type GestureContext,
    type GestureEffect,
    type GestureEvent,
    type GestureState,
    type Hit,
    type TimelinePoint,
} from './gesture';
import { contentOf, laneCount, placeRows, ROW, rowsBetween, type PlacedRow, type RowContent } from './rows';
import { fitted, placeAt, revealing, scrolled, xOf, zoomed, type TimeScale } from './scale';

/** Around a keyframe, in pixels, within which it is grasped. */
const MARK_REACH = 6;
/** From an end of a part outwards, in pixels: the bracket by which it is dragged, and how far away it is grasped. */
export const BRACKET = 10;
const BRACKET_REACH = 4;
/** A pointer that has gone so far, in pixels, is dragging. */
const DRAG = 3;

export interface TimelineState {
    readonly width: number;
    /** Null: all frames fit in. */
    readonly zoom: TimeScale | null;
    readonly chosen: Marks;
    /** The row that keys act on. */
    readonly active: ObjectId | null;
    readonly unfolded: ReadonlySet<ObjectId>;
    /** Tracks that come first: what was selected elsewhere. A click on the timeline itself moves no row. */
    readonly front: readonly ObjectId[];
    readonly gesture: GestureState;
    /** Grows when frames are deleted or restored, which changes what tracks show without changing them. */
    readonly epoch: number;
}

const NONE: Marks = new Map();

/** The timeline of a session: what of it is seen and chosen, and what the pointer does there. */
export class TimelineControl {
    readonly store: StoreApi<TimelineState>;
    private own = false;
    private contents = new WeakMap<TrackObject, RowContent>();

    constructor(readonly session: Session) {
        this.store = createStore<TimelineState>(() => ({
            width: 0,
            zoom: null,
            chosen: NONE,
            active: null,
            unfolded: new Set(),
            front: session.state.selection,
            gesture: IDLE,
            epoch: 0,
        }));
    }

    /** Follows the selection and the frame until told to stop. */
    follow(): () => void {
        const { view, document } = this.session;
        const stopView = view.subscribe((now, before) => {
            if (now.selection !== before.selection && !this.own) this.store.setState({ front: now.selection });
            if (now.frame !== before.frame) this.reveal(now.frame);
        });
        const stopDocument = document.subscribe(diff => {
            if (!diff.frames?.length) return;
            this.contents = new WeakMap();
            this.store.setState({ epoch: this.store.getState().epoch + 1 });
        });
        return () => {
            stopView();
            stopDocument();
        };
    }

    private get count(): number {
        return this.session.frames.length;
    }

    get scale(): TimeScale {
        const { zoom, width } = this.store.getState();
        return zoom ?? fitted(this.count, width);
    }

    x(frame: number): number {
        return xOf(this.scale, this.session.frames.positionOf(frame));
    }

    // What is in sight

    resize(width: number): void {
        this.store.setState({ width });
        if (this.store.getState().zoom) this.scroll(0);
    }

    zoom(factor: number, x?: number): void {
        const { width } = this.store.getState();
        const next = zoomed(this.scale, x ?? this.x(this.session.frame), factor, this.count, width);
        this.store.setState({ zoom: next.pitch > fitted(this.count, width).pitch ? next : null });
    }

    fit(): void {
        this.store.setState({ zoom: null });
    }

    scroll(dx: number): void {
        const { zoom, width } = this.store.getState();
        if (zoom) this.store.setState({ zoom: scrolled(zoom, dx, this.count, width) });
    }

    private reveal(frame: number): void {
        const { zoom, width, gesture } = this.store.getState();
        if (!zoom || gesture.kind === 'scrubbing') return;
        const next = revealing(zoom, this.session.frames.positionOf(frame), this.count, width);
        if (next !== zoom) this.store.setState({ zoom: next });
    }

    /** All tracks, those selected elsewhere first. */
    rows(): PlacedRow[] {
        const { front, unfolded } = this.store.getState();
        const ids = this.session.document.trackEntries().map(([id]) => id);
        const first = new Set(front);
        const order = [...front.filter(id => trackOf(this.session, id)), ...ids.filter(id => !first.has(id))];
        return placeRows(order, id => {
            const track = unfolded.has(id) ? trackOf(this.session, id) : undefined;
            return track ? laneCount(track, this.session.labels) : 0;
        });
    }

    content(track: TrackObject): RowContent {
        let content = this.contents.get(track);
        if (!content) this.contents.set(track, (content = contentOf(track, clockOf(this.session))));
        return content;
    }

    colour(id: ObjectId, track: TrackObject): string {
        const { kind, labelId, group, source, attributes } = track;
        return this.session.colourOf({ id, kind, labelId, group, source, attributes });
    }

    /** Chosen keyframes that are still there. */
    get chosen(): Marks {
        const out = new Map<ObjectId, ReadonlySet<number>>();
        for (const [id, frames] of this.store.getState().chosen) {
            const track = trackOf(this.session, id);
            const there = new Set(track ? keyframesOf(track, this.session.document.deletedFrames) : []);
            const left = [...frames].filter(frame => there.has(frame));
            if (left.length) out.set(id, new Set(left));
        }
        return out;
    }

    choose(chosen: Marks): void {
        this.store.setState({ chosen });
    }

    unfold(id: ObjectId): void {
        const unfolded = new Set(this.store.getState().unfolded);
        if (!unfolded.delete(id)) unfolded.add(id);
        this.store.setState({ unfolded });
    }

    /** Selects a track of the timeline, which stays where it is there. */
    selectTrack(id: ObjectId, add: boolean): void {
        const { selection } = this.session.state;
        const next = !add ? [id] : selection.includes(id) ? selection.filter(one => one !== id) : [...selection, id];
        this.own = true;
        this.session.select(next);
        this.own = false;
        this.store.setState({ active: id });
    }

    // The pointer

    /** What lies at a point: pixels from the left end of the time area and from the top of the first row. */
    hit(x: number, y: number): Hit {
        const [row] = rowsBetween(this.rows(), y, y + 1);
        const track = row && trackOf(this.session, row.id);
        if (!track) return { kind: 'empty' };
        const { id } = row;
        const { turns, spans } = this.content(track);
        if (y - row.top > ROW) return { kind: 'row', id };
        const near = turns
            .map(({ frame }) => ({ frame, away: Math.abs(this.x(frame) - x) }))
            .reduce((best, one) => (one.away <= best.away ? one : best), { frame: -1, away: MARK_REACH });
        if (near.frame >= 0) return { kind: 'mark', id, frame: near.frame };
        for (const span of spans) {
            for (const end of ['last', 'first'] as const)
                if (Math.abs(this.bracketX(span, end) - x) <= BRACKET_REACH) return { kind: 'end', id, span, end };
        }
        return { kind: 'row', id };
    }

    /** Beyond the keyframe that begins a part, and beyond the one behind which it is not seen any more. */
    bracketX({ first, last }: Span, end: 'first' | 'last'): number {
        const { frames } = this.session;
        if (end === 'first') return this.x(first) - BRACKET;
        return this.x(frames.at(frames.positionOf(last) + 1)) + BRACKET;
    }

    point(x: number, y: number): TimelinePoint {
        return { place: placeAt(this.scale, x), y };
    }

    send(event: GestureEvent): void {
        const { state, effects } = step(this.store.getState().gesture, event, this.context());
        this.store.setState({ gesture: state });
        for (const effect of effects) this.carryOut(effect);
    }

    private carryOut(effect: GestureEffect): void {
        switch (effect.type) {
            case 'choose':
                return this.choose(effect.marks);
            case 'track':
                return this.selectTrack(effect.id, effect.add);
            case 'go':
                this.session.goTo(this.session.frames.at(Math.round(effect.place)));
                return;
            case 'refuse':
                unlocked(this.session, effect.ids);
                return;
            case 'move':
                return this.choose(moveMarks(this.session, effect.marks, effect.by));
            case 'resize':
                return resizeSpan(this.session, effect.id, effect.span, effect.end, effect.frame);
        }
    }

    private context(): GestureContext {
        const { session } = this;
        const { pitch } = this.scale;
        return {
            chosen: this.chosen,
            far: (from, to) => Math.abs(to.place - from.place) * pitch > DRAG || Math.abs(to.y - from.y) > DRAG,
            placeOf: frame => session.frames.positionOf(frame),
            endAt: (id, span, end, place) => this.endAt(id, span, end, place),
            movableBy: (marks, by) => marksMovableBy(session, marks, by),
            within: (from, to) => this.marksWithin(from, to),
            editable: id => session.isEditable(id),
        };
    }

    private endAt(id: ObjectId, span: Span, end: 'first' | 'last', place: number): number {
        const track = trackOf(this.session, id);
        if (!track) return span[end];
        const { frames } = this.session;
        const spans = this.content(track).spans;
        const room = (end === 'first' ? startRoom : endRoom)(spans, span, clockOf(this.session));
        const [least, most] = [frames.positionOf(room.first), frames.positionOf(room.last)];
        return frames.at(Math.min(most, Math.max(least, Math.round(place))));
    }

    private marksWithin(from: TimelinePoint, to: TimelinePoint): Marks {
        const { frames } = this.session;
        const [left, right] = [Math.min(from.place, to.place), Math.max(from.place, to.place)];
        const rows = rowsBetween(this.rows(), Math.min(from.y, to.y), Math.max(from.y, to.y) + 1);
        const out = new Map<ObjectId, ReadonlySet<number>>();
        for (const { id } of rows) {
            const track = trackOf(this.session, id);
            const inside = (track ? this.content(track).turns : []).flatMap(({ frame }) => {
                const place = frames.positionOf(frame);
                return place >= left && place <= right ? [frame] : [];
            });
            if (inside.length) out.set(id, new Set(inside));
        }
        return out;
    }

    /** Tracks as they will be when the pointer lets go of what it drags. */
    preview(): ReadonlyMap<ObjectId, TrackObject> {
        const { gesture } = this.store.getState();
        const clock = clockOf(this.session);
        const out = new Map<ObjectId, TrackObject>();
        if (gesture.kind === 'moving' && gesture.by) {
            for (const [id, frames] of gesture.marks) {
                const track = trackOf(this.session, id);
                if (track && movableBy(track, frames, gesture.by, clock) === gesture.by)
                    out.set(id, moveKeyframes(track, frames, gesture.by, clock));
            }
        }
        if (gesture.kind === 'resizing') {
            const track = trackOf(this.session, gesture.id);
            const resize = gesture.end === 'first' ? withStart : withEnd;
            if (track) out.set(gesture.id, resize(track, gesture.span, gesture.frame, clock));
        }
        return out;
    }

    /** Chosen keyframes of a track where they are shown at the moment. */
    chosenOf(id: ObjectId): ReadonlySet<number> | undefined {
        const { gesture, chosen } = this.store.getState();
        const frames = chosen.get(id);
        if (gesture.kind !== 'moving' || !gesture.by || !frames) return frames;
        const list = this.session.frames;
        return new Set([...frames].map(frame => list.at(list.positionOf(frame) + gesture.by)));
    }
}
