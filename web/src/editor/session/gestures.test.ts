import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GestureDraft } from '../sync/drafts';
import { sessionWith } from '../testdata/session';
import { CAR } from '../testdata/world';
import type { ToolEvent } from '../tools';
import { keepGestures } from './gestures';
import type { Session } from './session';

const mods = { shift: false, alt: false, ctrl: false };
const at = (type: 'down' | 'move' | 'up', x: number, y: number): ToolEvent => ({
    type,
    p: { x, y },
    s: { x, y },
    mods,
});
const click = (session: Session, x: number, y: number) =>
    (['move', 'down', 'up'] as const).forEach(type => session.send(at(type, x, y)));

describe('a drawing under way', () => {
    let written: (GestureDraft | null)[];
    const watched = () => {
        const session = sessionWith();
        keepGestures(session, gesture => {
            written.push(structuredClone(gesture));
            return Promise.resolve();
        });
        return session;
    };
    beforeEach(() => {
        written = [];
        vi.useFakeTimers();
    });
    afterEach(() => vi.useRealTimers());

    it('is kept, and goes on in another visit where it was', () => {
        const first = watched();
        first.goTo(3);
        first.use('polygon');
        [
            [10, 10],
            [60, 10],
            [60, 50],
        ].forEach(([x, y]) => click(first, x, y));
        vi.runAllTimers();

        const second = watched();
        expect(second.toolbox.resume(written.at(-1)!)).toBe(true);
        expect(second.frame).toBe(3);
        click(second, 10, 50);
        second.send({ type: 'finish' });
        expect(second.document.objectsOn(3)).toMatchObject([
            { type: 'polygon', labelId: CAR.id, points: [10, 10, 60, 10, 60, 50, 10, 50] },
        ]);
        vi.runAllTimers(); // for the first time since it was taken up again
        expect(written.at(-1)).toBeNull();
    });

    it('keeps the painted pixels of a mask', () => {
        const first = watched();
        first.use('mask');
        first.send(at('down', 20, 20));
        first.send(at('move', 40, 20));
        first.send(at('up', 40, 20));
        first.send(at('down', 20, 40));
        first.send(at('up', 20, 40));
        vi.runAllTimers();
        first.send({ type: 'finish' });

        const second = watched();
        second.toolbox.resume(written[0]!);
        second.send({ type: 'finish' });
        const [wanted] = first.document.objectsOn(0);
        expect(wanted.type).toBe('mask');
        expect(second.document.objectsOn(0)).toMatchObject([{ type: 'mask', points: wanted.points }]);
    });

    it('is written at most once for many movements, and taken out when it is finished or given up', () => {
        const session = watched();
        session.use('polygon');
        click(session, 10, 10);
        for (let x = 10; x < 60; ++x) session.send(at('move', x, 10));
        vi.runAllTimers();
        expect(written).toHaveLength(1);
        session.send({ type: 'cancel' });
        expect(written.at(-1)).toBeNull();
        session.send({ type: 'cancel' });
        vi.runAllTimers();
        expect(written).toHaveLength(2);
    });

    it('of another version of the page is left out, and the tool can be used', () => {
        const session = watched();
        const gesture = { jobId: 1, frame: 0, labelId: CAR.id };
        expect(session.toolbox.resume({ ...gesture, tool: 'lasso', state: {} })).toBe(false);
        expect(session.toolbox.resume({ ...gesture, tool: 'polygon', state: { points: null } })).toBe(false);
        expect(session.toolbox.resume({ ...gesture, tool: 'polygon', labelId: 999, state: {} })).toBe(false);
        session.use('rectangle');
        session.send(at('down', 10, 10));
        session.send(at('move', 50, 50));
        session.send(at('up', 50, 50));
        expect(session.document.objectsOn(0)).toMatchObject([{ type: 'rectangle', points: [10, 10, 50, 50] }]);
    });

    it('of a tab that lost the job to another one stays', () => {
        const session = watched();
        session.use('polygon');
        click(session, 10, 10);
        vi.runAllTimers();
        session.view.setState({ elsewhere: true });
        session.send({ type: 'cancel' });
        vi.runAllTimers();
        expect(written).toHaveLength(1);
    });
});
