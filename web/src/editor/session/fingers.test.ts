import { describe, expect, it } from 'vitest';
import { Fingers, LONG_PRESS } from './fingers';

const p = (x: number, y: number) => ({ x, y });
const types = (actions: readonly { type: string }[]) => actions.map(action => action.type);

describe('one finger', () => {
    it('that taps is a click where it came down', () => {
        const fingers = new Fingers();
        expect(fingers.down(1, p(10, 10), 0)).toEqual([]);
        expect(fingers.move(1, p(14, 12))).toEqual([]);
        expect(fingers.up(1, p(14, 12), 80)).toEqual([
            { type: 'tool', phase: 'down', s: p(10, 10) },
            { type: 'tool', phase: 'up', s: p(10, 10) },
        ]);
    });

    it('that moves draws from where it came down', () => {
        const fingers = new Fingers();
        fingers.down(1, p(10, 10), 0);
        expect(fingers.move(1, p(30, 10))).toEqual([
            { type: 'tool', phase: 'down', s: p(10, 10) },
            { type: 'tool', phase: 'move', s: p(30, 10) },
        ]);
        expect(fingers.move(1, p(50, 20))).toEqual([{ type: 'tool', phase: 'move', s: p(50, 20) }]);
        expect(fingers.up(1, p(50, 20), 200)).toEqual([{ type: 'tool', phase: 'up', s: p(50, 20) }]);
    });

    it('that stays asks for the menu, and is no click then', () => {
        const fingers = new Fingers();
        fingers.down(1, p(10, 10), 0);
        expect(fingers.rested(LONG_PRESS - 1)).toEqual([]);
        expect(fingers.rested(LONG_PRESS)).toEqual([{ type: 'menu', s: p(10, 10) }]);
        expect(fingers.up(1, p(10, 10), 900)).toEqual([]);
    });

    it('moves the picture, or draws beside a pen, where that was chosen', () => {
        const moves = new Fingers(() => 'moves');
        moves.down(1, p(10, 10), 0);
        expect(moves.move(1, p(40, 10))).toEqual([{ type: 'pan', dx: 30, dy: 0 }]);
        const draws = new Fingers(() => 'draws');
        draws.pen(0);
        draws.down(1, p(10, 10), 2000);
        expect(draws.move(1, p(40, 10)).map(action => action.type)).toEqual(['tool', 'tool']);
    });

    it('that draws never asks for the menu', () => {
        const fingers = new Fingers();
        fingers.down(1, p(10, 10), 0);
        fingers.move(1, p(40, 10));
        expect(fingers.rested(2000)).toEqual([]);
    });

    it('taken by the system takes back what it had begun', () => {
        const fingers = new Fingers();
        fingers.down(1, p(10, 10), 0);
        fingers.move(1, p(40, 10));
        expect(fingers.lost(1)).toEqual([{ type: 'cancel' }]);
    });
});

describe('two fingers', () => {
    it('move and zoom the picture about their middle', () => {
        const fingers = new Fingers();
        fingers.down(1, p(100, 100), 0);
        fingers.down(2, p(200, 100), 20);
        const actions = [...fingers.move(1, p(50, 100)), ...fingers.move(2, p(250, 120))];
        const zoom = actions.flatMap(action => (action.type === 'zoom' ? [action] : []));
        expect(zoom.reduce((k, one) => k * one.factor, 1)).toBeCloseTo(Math.hypot(200, 20) / 100, 6);
        expect(zoom.at(-1)?.at).toEqual(p(150, 110));
        const pan = actions.flatMap(action => (action.type === 'pan' ? [action] : []));
        expect([pan.reduce((sum, one) => sum + one.dx, 0), pan.reduce((sum, one) => sum + one.dy, 0)]).toEqual([0, 10]);
    });

    it('never draw, whatever the first of them had begun', () => {
        const fingers = new Fingers();
        fingers.down(1, p(100, 100), 0);
        fingers.move(1, p(150, 100));
        expect(fingers.down(2, p(300, 100), 50)).toEqual([{ type: 'cancel' }]);
        fingers.move(2, p(350, 100));
        expect(fingers.up(2, p(350, 100), 400)).toEqual([]);
        expect([...fingers.move(1, p(10, 10)), ...fingers.up(1, p(10, 10), 500)]).toEqual([]);
    });

    it('that tap take back', () => {
        const fingers = new Fingers();
        fingers.down(1, p(100, 100), 0);
        fingers.down(2, p(200, 100), 30);
        expect(fingers.up(1, p(101, 100), 120)).toEqual([{ type: 'undo' }]);
        expect(fingers.up(2, p(200, 101), 140)).toEqual([]);
    });

    it('that rest for long take nothing back', () => {
        const fingers = new Fingers();
        fingers.down(1, p(100, 100), 0);
        fingers.down(2, p(200, 100), 30);
        expect(fingers.up(1, p(100, 100), 900)).toEqual([]);
    });

    it('gone, the next one draws again', () => {
        const fingers = new Fingers();
        fingers.down(1, p(0, 0), 0);
        fingers.down(2, p(90, 0), 10);
        fingers.up(1, p(0, 0), 900);
        fingers.up(2, p(90, 0), 910);
        fingers.down(3, p(5, 5), 2000);
        expect(types(fingers.up(3, p(5, 5), 2050))).toEqual(['tool', 'tool']);
    });
});

describe('with a pen', () => {
    it('a finger moves the picture instead of drawing', () => {
        const fingers = new Fingers();
        fingers.pen(0);
        fingers.down(1, p(10, 10), 2000);
        expect(fingers.move(1, p(40, 10))).toEqual([{ type: 'pan', dx: 30, dy: 0 }]);
        expect(fingers.move(1, p(45, 13))).toEqual([{ type: 'pan', dx: 5, dy: 3 }]);
        expect(fingers.up(1, p(45, 13), 2300)).toEqual([]);
    });

    it('near, a palm does nothing', () => {
        const fingers = new Fingers();
        fingers.pen(1000);
        const actions = [...fingers.down(1, p(10, 10), 1200), ...fingers.move(1, p(90, 90)), ...fingers.rested(5000)];
        expect([...actions, ...fingers.up(1, p(90, 90), 1300)]).toEqual([]);
    });

    it('coming down, what a palm has begun is taken back', () => {
        const fingers = new Fingers();
        fingers.down(1, p(10, 10), 0);
        fingers.move(1, p(60, 10));
        expect(fingers.pen(100)).toEqual([{ type: 'cancel' }]);
        expect(fingers.up(1, p(60, 10), 300)).toEqual([]);
    });
});
