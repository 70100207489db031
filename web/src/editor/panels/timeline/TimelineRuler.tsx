import { useStore } from 'zustand';
import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import type { TimelineControl } from '../../timeline/control';
import { ticks, xOf, type TimeScale } from '../../timeline/scale';
import { useLoaded } from '../useLoaded';

/** Frame numbers, deleted frames and the loop above the rows. */
export function TimelineRuler({
    control,
    scale,
    width,
}: {
    control: TimelineControl;
    scale: TimeScale;
    width: number;
}) {
    const session = useSession();
    const loop = useView(view => view.loop);
    useView(view => view.version);
    const { frames } = session;
    const half = Math.max(1, scale.pitch / 2);
    const loaded = useLoaded();
    const deleted = [...session.document.deletedFrames].filter(frame => frames.has(frame));
    return (
        <svg className="ed-tl-ruler" width={width} height={20} aria-hidden>
            {loop && (
                <rect
                    className="ed-tl-loop"
                    x={control.x(loop.first) - half}
                    y={0}
                    width={control.x(loop.last) - control.x(loop.first) + 2 * half}
                    height={4}
                />
            )}
            {loaded.map(([from, to]) => {
                const x = Math.max(-10, xOf(scale, from) - half);
                const end = Math.min(width + 10, xOf(scale, to) + half);
                return (
                    <rect key={from} className="ed-tl-loaded" x={x} y={17} width={Math.max(0, end - x)} height={3} />
                );
            })}
            {deleted.map(frame => (
                <rect
                    key={frame}
                    className="ed-tl-deleted"
                    x={control.x(frame) - half}
                    y={14}
                    width={2 * half}
                    height={6}
                >
                    <title>{t('Frame {frame} is deleted', { frame })}</title>
                </rect>
            ))}
            {ticks(scale, frames.length, width).map(place => (
                <g key={place} transform={`translate(${xOf(scale, place)} 0)`}>
                    <line y1={14} y2={20} />
                    <text y={12} textAnchor="middle">
                        {frames.numbers[place]}
                    </text>
                </g>
            ))}
        </svg>
    );
}

/** A line through all rows at the frame shown. */
export function Playhead({ control }: { control: TimelineControl }) {
    const frame = useView(view => view.frame);
    const width = useStore(control.store, state => state.width);
    useStore(control.store, state => state.zoom);
    const x = control.x(frame);
    return x >= 0 && x <= width ? <div className="ed-tl-playhead" style={{ transform: `translateX(${x}px)` }} /> : null;
}
