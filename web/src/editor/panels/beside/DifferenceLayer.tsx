import { useLayoutEffect, useRef } from 'react';
import { drawnBox } from '../../model/geometry';
import { toScreen } from '../../render/camera';
import type { Beside } from '../../session/beside';
import { useSession, useView } from '../context';
import './beside.css';
import { differenceText } from './texts';

/** So many are outlined; where there are more, the picture would hold nothing else. */
const MOST = 300;

/** Outlines what differs from the job beside, in the canvas of the one or of the other. */
export function Differences({ side }: { side: 'mine' | 'theirs' }) {
    const beside = useView(view => view.beside);
    return beside && <Layer beside={beside} side={side} />;
}

function Layer({ beside, side }: { beside: Beside; side: 'mine' | 'theirs' }) {
    const own = useSession();
    useView(view => view.version);
    useView(view => view.frame);
    const layer = useRef<HTMLDivElement>(null);
    const { viewport } = side === 'mine' ? own : beside.other;

    useLayoutEffect(() => {
        const place = () => {
            for (const mark of layer.current?.querySelectorAll<HTMLElement>('[data-box]') ?? []) {
                const [x0, y0, x1, y1] = (mark.dataset.box ?? '').split(' ').map(Number);
                const a = toScreen(viewport.camera, { x: x0, y: y0 });
                const b = toScreen(viewport.camera, { x: x1, y: y1 });
                mark.style.transform = `translate(${Math.min(a.x, b.x)}px, ${Math.min(a.y, b.y)}px)`;
                mark.style.width = `${Math.abs(a.x - b.x)}px`;
                mark.style.height = `${Math.abs(a.y - b.y)}px`;
            }
        };
        place();
        return viewport.watch(place);
    });

    const marks = beside.differences().flatMap(difference => {
        const id = difference[side];
        const object = id === null ? undefined : side === 'mine' ? beside.mine(id) : beside.theirs(id);
        return object ? [{ difference, box: drawnBox(object), id: object.id }] : [];
    });
    return (
        <div ref={layer} className="ed-differences" aria-hidden>
            {marks.slice(0, MOST).map(({ difference, box, id }) => (
                <div
                    key={id}
                    className="ed-difference"
                    data-kind={difference.kind}
                    data-box={[box.minX, box.minY, box.maxX, box.maxY].join(' ')}
                >
                    <span>{differenceText(beside, difference)}</span>
                </div>
            ))}
        </div>
    );
}
