import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useLayoutEffect, useRef } from 'react';
import type { ObjectId } from '../../model/types';
import { toScreen } from '../../render/camera';
import { useSession, useView } from '../context';
import { RejectCard } from './RejectCard';
import { useReview } from './useReview';

/** So many marks are told apart; where there are more, the list shows the verdicts. */
const MOST_MARKS = 300;

/** Verdicts on the picture, and the question for the reason of a rejection. */
export function ReviewLayer() {
    const reviewing = useView(view => view.workspace === 'review');
    const rejecting = useReview(state => state.rejecting);
    if (!reviewing) return null;
    return (
        <>
            <VerdictMarks />
            {rejecting !== null && <RejectCard key={rejecting} id={rejecting} />}
        </>
    );
}

function VerdictMarks() {
    const session = useSession();
    const { review } = session;
    useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.hidden);
    useReview(state => state.verdicts);
    const layer = useRef<HTMLDivElement>(null);
    const ids = review.onFrame();
    const marks = ids.length > MOST_MARKS ? [] : ids.filter(id => review.verdict(id) && session.scene.boxOf(id));

    useLayoutEffect(() => {
        const place = () => {
            const { camera } = session.viewport;
            for (const mark of layer.current?.querySelectorAll<HTMLElement>('[data-object]') ?? []) {
                const box = session.scene.boxOf(Number(mark.dataset.object));
                if (!box) continue;
                const a = toScreen(camera, { x: box.minX, y: box.minY });
                const b = toScreen(camera, { x: box.maxX, y: box.maxY });
                mark.style.transform = `translate(${Math.max(a.x, b.x)}px, ${Math.min(a.y, b.y)}px) translate(-50%, -50%)`;
            }
        };
        place();
        return session.viewport.watch(place);
    });

    if (!marks.length) return null;
    return (
        <div ref={layer} className="ed-issues" aria-hidden="true">
            {marks.map(id => (
                <Mark key={id} id={id} />
            ))}
        </div>
    );
}

function Mark({ id }: { id: ObjectId }) {
    const verdict = useSession().review.verdict(id);
    return (
        <span className={`ed-mark ed-${verdict}`} data-object={id}>
            {verdict === 'accepted' ? <CheckOutlined /> : <CloseOutlined />}
        </span>
    );
}
