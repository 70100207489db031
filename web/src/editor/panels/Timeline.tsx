import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { spansOf } from '../model/keyframes';
import { keyframesOf } from '../model/tracks';
import type { ObjectId, TrackObject } from '../model/types';
import type { Session } from '../session/session';
import { clockOf, moveMarks } from '../timeline/edits';
import { useSession, useView } from './context';

/** Tracks shown at once. */
const MAX_ROWS = 4;
/** Pixels at both ends, so that a keyframe on the first frame can be grasped. */
const MARGIN = 10;
const ROW = 22;

interface Mark {
    readonly frame: number;
    readonly outside: boolean;
}

function marksOf(session: Session, id: ObjectId, track: TrackObject): Mark[] {
    return keyframesOf(track, session.document.deletedFrames)
        .filter(frame => session.frames.has(frame))
        .map(frame => ({ frame, outside: session.document.stateOf(id, frame)?.outside ?? false }));
}

/** The selected tracks over the frames of the job: where they are visible, and their keyframes, which can be dragged. */
export function Timeline() {
    const session = useSession();
    const selection = useView(view => view.selection);
    const frame = useView(view => view.frame);
    useView(view => view.version);
    const box = useRef<HTMLDivElement>(null);
    const [width, setWidth] = useState(0);
    const tracks = selection.slice(0, MAX_ROWS).flatMap(id => {
        const object = session.object(id);
        return object?.kind === 'track' ? [{ id, track: object }] : [];
    });
    const shown = tracks.length > 0;

    useEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const observer = new ResizeObserver(() => setWidth(element.clientWidth));
        observer.observe(element);
        return () => observer.disconnect();
    }, [shown]);

    if (!shown) return null;
    const last = Math.max(1, session.frames.length - 1);
    const scale = Math.max(1, width - 2 * MARGIN) / last;
    const place = (position: number) => MARGIN + position * scale;
    const frameAt = (x: number) => session.frames.at(Math.round((x - MARGIN) / scale));
    const now = place(session.frames.positionOf(frame));
    return (
        <div ref={box} className="ed-timeline" role="group" aria-label="Keyframes of the selected tracks">
            <svg width={width} height={tracks.length * ROW + 4}>
                {tracks.map(({ id, track }, row) => (
                    <TimelineRow key={id} id={id} track={track} top={2 + row * ROW} place={place} frameAt={frameAt} />
                ))}
                <line className="ed-timeline-now" x1={now} x2={now} y1={0} y2={tracks.length * ROW + 4} />
            </svg>
        </div>
    );
}

interface TimelineRowProps {
    id: ObjectId;
    track: TrackObject;
    top: number;
    place: (position: number) => number;
    frameAt: (x: number) => number;
}

function TimelineRow({ id, track, top, place, frameAt }: TimelineRowProps) {
    const session = useSession();
    const locked = useView(view => view.locked.has(id) || view.readOnly !== null);
    const [dragged, setDragged] = useState<{ from: number; to: number } | null>(null);
    const marks = marksOf(session, id, track);
    const colour = session.labels.get(track.labelId)?.color ?? '#9e9e9e';
    const positionOf = (frame: number) => session.frames.positionOf(frame);
    const stepsOf = ({ from, to }: { from: number; to: number }) => positionOf(to) - positionOf(from);
    const middle = top + ROW / 2;
    const frameUnder = (event: PointerEvent<SVGElement>) => {
        const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0;
        return frameAt(event.clientX - left);
    };
    return (
        <g>
            <rect
                className="ed-timeline-row"
                x={place(0)}
                y={top + 2}
                width={place(session.frames.length - 1) - place(0)}
                height={ROW - 4}
                onPointerDown={event => session.goTo(frameUnder(event))}
            />
            {spansOf(track, clockOf(session)).map(({ first, last }) => (
                <rect
                    key={first}
                    className="ed-timeline-span"
                    x={place(positionOf(first))}
                    y={top + 6}
                    width={Math.max(1, place(positionOf(last)) - place(positionOf(first)))}
                    height={ROW - 12}
                    fill={colour}
                />
            ))}
            {marks.map(({ frame, outside }) => {
                const x = place(positionOf(dragged?.from === frame ? dragged.to : frame));
                return (
                    <path
                        key={frame}
                        className="ed-timeline-mark"
                        d={`M${x} ${middle - 7}l6 7l-6 7l-6-7z`}
                        fill={outside ? 'var(--ant-color-bg-container)' : colour}
                        onPointerDown={event => {
                            event.currentTarget.setPointerCapture(event.pointerId);
                            setDragged({ from: frame, to: frame });
                        }}
                        onPointerMove={event => {
                            if (dragged && !locked) setDragged({ ...dragged, to: frameUnder(event) });
                        }}
                        onPointerUp={() => {
                            if (!dragged) return;
                            setDragged(null);
                            if (dragged.to === dragged.from) session.goTo(frame);
                            else moveMarks(session, new Map([[id, new Set([dragged.from])]]), stepsOf(dragged));
                        }}
                        onPointerCancel={() => setDragged(null)}
                    >
                        <title>{`Keyframe on frame ${frame}${outside ? ', outside' : ''}`}</title>
                    </path>
                );
            })}
        </g>
    );
}
