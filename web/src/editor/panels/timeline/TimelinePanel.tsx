import { useEffect, useState, type KeyboardEvent } from 'react';
import { chordOf } from '../../../shared/keys/chord';
import { t } from '../../../shared/language';
import { TimelineControl } from '../../timeline/control';
import { TIMELINE_HELP, timelineKey } from '../../timeline/keyboard';
import { useSession, useView } from '../context';
import { Edge } from '../Edge';
import { TimelineArea } from './TimelineArea';
import { TimelineHead } from './TimelineHead';
import './timeline.css';

/** Heights of the rows that can be chosen by dragging the upper edge, in pixels. */
const HEIGHTS = { min: 48, max: 480, step: 24 } as const;

/**
 * The tracks of the job over its frames. Jobs of videos have it, and those that are opened with tracks; others once it is
 * asked for, as it would move the picture.
 */
export function TimelinePanel() {
    const session = useSession();
    const tracks = useView(view => (view.version >= 0 ? session.document.trackEntries().length : 0));
    const { open, height } = useView(view => view.preferences.timeline);
    const [control] = useState(() => new TimelineControl(session));
    useEffect(() => control.follow(), [control]);
    const [dragged, setDragged] = useState<number | null>(null);
    const shown = useView(view => view.timeline);
    if (!shown) return null;
    return (
        <section className="ed-tl" aria-label={t('Timeline of tracks')}>
            {open && (
                <Edge
                    {...HEIGHTS}
                    side="top"
                    className="ed-tl-edge"
                    label={t('Height of the timeline')}
                    value={dragged ?? height}
                    onDrag={setDragged}
                    onDone={next => session.setPreferences({ timeline: { height: next } })}
                />
            )}
            <Hatch />
            <TimelineHead control={control} open={open} count={tracks} />
            {open && (
                <div
                    className="ed-tl-body"
                    role="group"
                    tabIndex={0}
                    aria-label={t('Keyframes of the tracks')}
                    aria-description={TIMELINE_HELP}
                    onPointerDown={event => event.currentTarget.focus({ preventScroll: true })}
                    onKeyDown={(event: KeyboardEvent) => {
                        if (
                            event.target instanceof HTMLButtonElement ||
                            !timelineKey(control, chordOf(event.nativeEvent) ?? '')
                        )
                            return;
                        event.preventDefault();
                        event.stopPropagation();
                    }}
                >
                    <TimelineArea control={control} height={dragged ?? height} />
                    {tracks === 0 && (
                        <p className="ed-tl-none">{t('Tracks that you draw are shown here with their keyframes.')}</p>
                    )}
                </div>
            )}
        </section>
    );
}

/** What occluded stretches are filled with. */
function Hatch() {
    return (
        <svg width={0} height={0} className="ed-tl-hatch" aria-hidden>
            <pattern id="ed-tl-hatch" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width={2} height={6} />
            </pattern>
        </svg>
    );
}
