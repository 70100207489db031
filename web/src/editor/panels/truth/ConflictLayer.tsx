import { useEffect, useLayoutEffect, useRef } from 'react';
import { t } from '../../../shared/language';
import { conflictText, type Found } from '../../model/conflicts';
import { toScreen } from '../../render/camera';
import { boxOfConflict, revealConflict } from '../../session/conflicts';
import { useSession } from '../context';
import { Severity } from './ConflictList';
import './truth.css';
import { useConflicts, useTruth } from './useTruth';

/** So many marks are told apart; where there are more, the list has them all. */
const MOST_MARKS = 200;

/** A mark at each object that differs from the ground truth. */
export function ConflictLayer() {
    const session = useSession();
    const conflicts = useConflicts();
    const layer = useRef<HTMLDivElement>(null);

    useEffect(() => void session.truth.look(), [session]);
    useLayoutEffect(() => {
        const place = () => {
            const { camera } = session.viewport;
            for (const mark of layer.current?.querySelectorAll<HTMLElement>('[data-x]') ?? []) {
                const { x, y } = toScreen(camera, { x: Number(mark.dataset.x), y: Number(mark.dataset.y) });
                mark.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
            }
        };
        place();
        return session.viewport.watch(place);
    });

    if (!conflicts.length) return null;
    return (
        <div ref={layer} className="ed-issues">
            {conflicts.slice(0, MOST_MARKS).map(found => (
                <Mark key={found.conflict.id} found={found} />
            ))}
        </div>
    );
}

function Mark({ found }: { found: Found }) {
    const session = useSession();
    const { conflict } = found;
    const pointedAt = useTruth(state => state.pointedAt === conflict.id);
    const box = boxOfConflict(session, found);
    const text = conflictText(conflict.type);
    if (!box) return null;
    return (
        <button
            type="button"
            className={pointedAt ? 'ed-conflict-mark ed-on' : 'ed-conflict-mark'}
            data-x={box.minX}
            data-y={box.minY}
            aria-label={`${conflict.severity === 'error' ? t('Error') : t('Warning')}: ${text}`}
            title={text}
            onMouseEnter={() => session.truth.pointAt(conflict.id)}
            onMouseLeave={() => session.truth.pointAt(null)}
            onClick={() => revealConflict(session, found)}
        >
            <Severity severity={conflict.severity} />
        </button>
    );
}
