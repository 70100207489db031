import { CaretDownOutlined, CaretRightOutlined, LockOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { t } from '../../../shared/language';
import type { Span, Turn } from '../../model/keyframes';
import type { TrackObject } from '../../model/types';
import type { TimelineControl } from '../../timeline/control';
import { clockOf } from '../../timeline/edits';
import { LANE, lanesOf, ROW, type PlacedRow } from '../../timeline/rows';
import type { TimeScale } from '../../timeline/scale';
import { useSession, useView } from '../context';
import { idSet } from '../../model/idSet';

/** Pixels of the bar that shows where a track is seen. */
const BAR = 10;
/** Keyframes nearer to each other than this are drawn as one. */
const CROWDED = 3;

interface TimelineRowProps {
    control: TimelineControl;
    row: PlacedRow;
    track: TrackObject;
    scale: TimeScale;
    width: number;
    chosen: ReadonlySet<number> | undefined;
    active: boolean;
    unfolded: boolean;
    /** Another number: draw anew, though the track is the same. */
    epoch: number;
}

/** One track: its name, and where it is seen, occluded and held by keyframes. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
    const { control, row, track, width, unfolded, active } = props;
    const session = useSession();
    const selected = useView(view => idSet(view.selection).has(row.id));
    const locked = useView(view => view.locked.has(row.id));
    const hidden = useView(view => view.hidden.has(row.id));
    useView(view => view.preferences.appearance);
    useView(view => view.colours);
    const colour = control.colour(row.id, track);
    const name = `${session.labels.get(track.labelId)?.name ?? t('Unknown label')} ${row.id}`;
    const className = ['ed-tl-row', selected && 'ed-tl-selected', active && 'ed-tl-active', hidden && 'ed-tl-hidden'];
    const lanes = unfolded ? lanesOf(track, session.labels, clockOf(session)) : [];
    return (
        <div className={className.filter(Boolean).join(' ')} style={{ top: row.top, height: row.height }}>
            <div className="ed-tl-name">
                <button
                    type="button"
                    tabIndex={-1}
                    aria-expanded={unfolded}
                    aria-label={unfolded ? t('Fold {name}', { name }) : t('Unfold {name}', { name })}
                    onClick={() => control.unfold(row.id)}
                >
                    {unfolded ? <CaretDownOutlined /> : <CaretRightOutlined />}
                </button>
                <i className="ed-swatch" style={{ background: colour }} />
                <span
                    className="ed-tl-title"
                    title={name}
                    onClick={event => control.selectTrack(row.id, event.shiftKey || event.ctrlKey || event.metaKey)}
                    onDoubleClick={() => session.viewport.focus(row.id)}
                >
                    {name}
                </span>
                {locked && <LockOutlined title={t('Locked')} />}
                {lanes.map(lane => (
                    <small key={lane.name} style={{ height: LANE }}>
                        {lane.name}
                    </small>
                ))}
            </div>
            <svg width={width} height={row.height} aria-hidden>
                <Bars {...props} colour={colour} />
                <Marks {...props} colour={colour} />
                {(selected || active) && !locked && <Handles {...props} />}
                {lanes.map((lane, i) => (
                    <g key={lane.name} transform={`translate(0 ${ROW + i * LANE})`}>
                        {lane.stretches.map(stretch => (
                            <LanePart key={stretch.first} stretch={stretch} {...placing(props, stretch)} />
                        ))}
                    </g>
                ))}
            </svg>
        </div>
    );
});

/** Where a stretch of frames lies, cut to what is in sight. */
function placing({ control, width, scale }: TimelineRowProps, span: Span): { x: number; length: number } {
    const half = Math.min(4, scale.pitch / 2);
    const from = Math.max(-20, control.x(span.first) - half);
    const to = Math.min(width + 20, control.x(span.last) + half);
    return { x: from, length: Math.max(0, to - from) };
}

function Bars(props: TimelineRowProps & { colour: string }) {
    const { control, track, colour } = props;
    const { spans, occluded } = control.content(track);
    const top = (ROW - BAR) / 2;
    return (
        <>
            {spans.map(span => {
                const { x, length } = placing(props, span);
                return (
                    <rect
                        key={span.first}
                        className="ed-tl-bar"
                        x={x}
                        y={top}
                        width={length}
                        height={BAR}
                        fill={colour}
                    />
                );
            })}
            {occluded.map(span => {
                const { x, length } = placing(props, span);
                return <rect key={span.first} fill="url(#ed-tl-hatch)" x={x} y={top} width={length} height={BAR} />;
            })}
        </>
    );
}

function Marks({ control, track, width, chosen, colour }: TimelineRowProps & { colour: string }) {
    const turns = control.content(track).turns;
    const paths = { seen: '', outside: '', chosen: '', attributes: '' };
    let lastX = -Infinity;
    for (const turn of turns) {
        const x = control.x(turn.frame);
        const marked = chosen?.has(turn.frame);
        if (x < -10 || x > width + 10 || (x - lastX < CROWDED && !marked)) continue;
        lastX = x;
        paths[kindOf(turn, Boolean(marked))] += `M${x} 6l6 6l-6 6l-6-6z`;
        if (turn.attributes && turn !== turns[0]) paths.attributes += `M${x - 2} 2h4v2h-4z`;
    }
    return (
        <>
            <path className="ed-tl-mark" d={paths.outside} fill="var(--ant-color-bg-container)" />
            <path className="ed-tl-mark" d={paths.seen} fill={colour} />
            <path className="ed-tl-mark ed-tl-chosen" d={paths.chosen} />
            <path className="ed-tl-attributes" d={paths.attributes} />
        </>
    );
}

function kindOf(turn: Turn, chosen: boolean): 'seen' | 'outside' | 'chosen' {
    if (chosen) return 'chosen';
    return turn.outside ? 'outside' : 'seen';
}

/** Brackets by which the ends of each part are dragged. */
function Handles({ control, track }: TimelineRowProps) {
    const d = control.content(track).spans.map(span => {
        const [from, to] = [control.bracketX(span, 'first'), control.bracketX(span, 'last')];
        return `M${from + 2} 5h-4v14h4M${to - 2} 5h4v14h-4`;
    });
    return <path className="ed-tl-handle" d={d.join('')} />;
}

function LanePart({ stretch, x, length }: { stretch: { text: string }; x: number; length: number }) {
    const room = Math.floor(length / 7);
    return (
        <>
            <rect className="ed-tl-stretch" x={x} y={3} width={length} height={LANE - 6} rx={2} />
            {room > 2 && (
                <text className="ed-tl-text" x={Math.max(2, x) + 4} y={LANE - 5}>
                    {stretch.text.length > room ? `${stretch.text.slice(0, room - 1)}…` : stretch.text}
                </text>
            )}
        </>
    );
}
