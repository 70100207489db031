import { describe, expect, it } from 'vitest';
import { sessionWith } from '../testdata/session';
import { LABELS, shape, skeletonShape } from '../testdata/world';
import * as actions from './actions';
import type { Session } from './session';

describe('what is left as it is', () => {
    it('tells which objects keep their label, as the new one does not suit them', () => {
        const session = sessionWith(
            shape('rectangle', [1, 2, 3, 4]),
            skeletonShape([
                [20, 60],
                [40, 62],
                [60, 58],
                [41, 30],
            ]),
        );
        actions.changeLabel(session, [1, 2], LABELS.get(2)!);
        expect(session.object(1)?.labelId).toBe(2);
        expect(session.state.notice?.text).toContain('1 of 2 keep their label');
    });

    it('asks for a track where only tracks have what is wanted', () => {
        const session = sessionWith(shape('rectangle', [1, 2, 3, 4]));
        for (const act of [
            actions.toggleKeyframe,
            (one: Session, ids: number[]) => actions.toggleGeometryFlag(one, ids, 'outside'),
        ]) {
            session.view.setState({ notice: null });
            act(session, [1]);
            expect(session.state.notice?.text).toBe('Select a track first.');
        }
        expect(session.history.steps).toHaveLength(0);
    });
});
