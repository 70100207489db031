import { InputNumber } from 'antd';
import { useState } from 'react';
import { t } from '../../shared/language';
import { reshape } from '../model/edits';
import { round2 } from '../model/geometry';
import type { FrameObject } from '../model/types';
import { useSession } from './context';

/** One point of an outline at a time as numbers, for exact work and for work without a pointer. */
export function PointFields({ state, disabled }: { state: FrameObject; disabled: boolean }) {
    const session = useSession();
    const count = state.points.length / 2;
    const [chosen, setChosen] = useState(1);
    const number = Math.min(chosen, count);
    const at = 2 * (number - 1);
    const change = (axis: 0 | 1, value: number | null) => {
        if (value === null) return;
        const points = state.points.map((one, i) => (i === at + axis ? round2(value) : one));
        const diff = reshape(
            session.document,
            [{ id: state.id, points }],
            session.frame,
            session.sizeOf(session.frame),
        );
        session.commit(t('Changed numbers'), diff, { mergeKey: `numbers/${state.id}/${at + axis}` });
    };
    return (
        <div className="ed-numbers" role="group" aria-label={t('Points as numbers')}>
            <InputNumber
                size="small"
                aria-label={t('Point, of {count}', { count })}
                min={1}
                max={count}
                precision={0}
                suffix={<small>{t('of {count}', { count })}</small>}
                value={number}
                onChange={value => setChosen(value ?? 1)}
            />
            {([0, 1] as const).map(axis => (
                <InputNumber
                    key={axis}
                    size="small"
                    aria-label={axis ? t('y of point {number}', { number }) : t('x of point {number}', { number })}
                    prefix={<small>{axis ? 'Y' : 'X'}</small>}
                    controls={false}
                    disabled={disabled}
                    value={round2(state.points[at + axis])}
                    onChange={value => change(axis, value)}
                />
            ))}
        </div>
    );
}
