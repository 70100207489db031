import { beforeEach, describe, expect, it } from 'vitest';
import { give } from '../keys/bindings';
import { drawn } from '../model/edits';
import { sessionWith } from '../testdata/session';
import { at, CAR, click, drag, LABELS, shape } from '../testdata/world';
import type { ToolName } from '../tools';
import * as actions from './actions';
import { applyEffect } from './effects';
import type { Session } from './session';

let session: Session;
const send = (...events: (Parameters<Session['send']>[0] | Parameters<Session['send']>[0][])[]) =>
    events.flat().forEach(event => session.send(event));

beforeEach(() => {
    session = sessionWith(
        shape('rectangle', [20, 20, 60, 50]),
        shape('mask', [0, 100, 20, 80, 29, 89]),
        drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 0, CAR, 0),
    );
});

describe('N', () => {
    it('takes up the last drawing tool, and ends what is being drawn', () => {
        session.use('polygon');
        session.use('select');
        give(session, 'repeat');
        expect(session.state.tool).toBe('polygon');
        send(click(5, 5), click(15, 5), click(15, 15));
        give(session, 'repeat');
        expect(session.document.size).toBe(4);
        expect(session.document.stateOf(4, 0)?.points).toEqual([5, 5, 15, 5, 15, 15]);
    });
});

describe('on a deleted frame', () => {
    it('nothing is begun, and restoring the frame is offered', () => {
        session.goTo(2);
        actions.toggleDeletedFrame(session);
        session.use('polygon');
        send(click(5, 5), click(15, 5), click(15, 15));
        expect(session.toolbox.busy).toBe(false);
        expect(session.state.notice).toMatchObject({ kind: 'warning', offer: { command: 'delete_frame' } });
        give(session, 'delete_frame');
        send(click(5, 5));
        expect(session.toolbox.busy).toBe(true);
    });

    it('what was begun on another one is kept, and it is said that it does not show', () => {
        actions.toggleDeletedFrame(session);
        session.goTo(1);
        session.use('polygon');
        send(click(5, 5), click(15, 5), click(15, 15));
        session.goTo(0);
        give(session, 'repeat');
        expect(session.document.size).toBe(4);
        expect(session.state.notice?.text).toContain('once it is restored');
    });
});

describe('on another frame', () => {
    it('the tool stays in hand', () => {
        session.use('rectangle');
        session.goTo(1);
        expect(session.state.tool).toBe('rectangle');
    });

    it('or is put down where that is preferred, unless something was begun with it', () => {
        session.setPreferences({ editing: { keepTool: false } });
        session.use('polygon');
        send(click(5, 5));
        session.goTo(1);
        expect(session.state.tool).toBe('polygon');
        send({ type: 'cancel' });
        session.goTo(2);
        expect(session.state.tool).toBe('select');
    });

    it('hidden tracks return where that is preferred; hidden shapes stay hidden', () => {
        session.setFlags({ hidden: new Set([1, 3]) });
        session.goTo(1);
        expect([...session.state.hidden]).toEqual([1, 3]);
        session.setPreferences({ editing: { hiddenTracks: 'return' } });
        session.goTo(2);
        expect([...session.state.hidden]).toEqual([1]);
        expect(session.scene.get(3)?.id).toBe(3);
    });
});

describe('the label of what is drawn', () => {
    it('is remembered by each tool', () => {
        const other = LABELS.roots.find(label => label.id !== CAR.id && LABELS.forType('polygon').includes(label))!;
        session.use('rectangle');
        session.toolbox.setLabel(LABELS.get(CAR.id)!);
        session.use('polygon');
        session.toolbox.setLabel(other);
        session.use('rectangle');
        expect(session.state.labelId).toBe(CAR.id);
        session.use('polygon');
        expect(session.state.labelId).toBe(other.id);
    });

    it('may be of that shape only', () => {
        const skeleton = LABELS.roots.find(label => label.type === 'skeleton')!;
        session.use('rectangle');
        const before = session.state.labelId;
        session.toolbox.setLabel(skeleton);
        expect(session.state.labelId).toBe(before);
        expect(session.state.notice?.text).toContain('cannot be drawn as rectangle');
    });
});

describe('new objects', () => {
    it('are drawn by hand, on the layer in front, with the defaults of their label', () => {
        session.visibility.setLayer(7);
        session.use('rectangle');
        send(drag([130, 60], [150, 80]));
        expect(session.object(4)).toMatchObject({ source: 'manual', zOrder: 7, labelId: CAR.id, group: 0 });
        expect(session.document.stateOf(4, 0)?.attributes.length).toBe(CAR.attributes.length);
    });
});

describe('a frame', () => {
    const begin: Record<string, () => void> = {
        'dragging an object': () => {
            session.select([1]);
            send(at.down(40, 35), at.move(50, 45));
        },
        resizing: () => {
            session.select([1]);
            send(at.down(60, 50), at.move(70, 60));
        },
        painting: () => {
            session.use('mask');
            send(drag([100, 60], [120, 70]));
        },
        slicing: () => {
            session.select([2]);
            session.use('slice');
            send(click(19, 85), click(25, 85));
        },
        'placing the nodes of a skeleton': () => {
            session.use('skeleton');
            send(click(100, 60));
        },
    };

    it.each(Object.keys(begin))('is not left while %s', name => {
        begin[name]();
        expect(session.toolbox.busy).toBe(true);
        expect(session.goTo(3)).toBe(false);
        expect(session.frame).toBe(0);
        expect(session.state.notice?.text).toContain('Finish (N) or give up (Esc)');
        send({ type: 'cancel' }, { type: 'cancel' });
        expect(session.goTo(3)).toBe(true);
    });

    it.each(['rectangle', 'extreme', 'ellipse', 'polygon', 'polyline', 'points', 'cuboid', 'merge'] as ToolName[])(
        'may be left with %s begun, which goes on',
        name => {
            session.use(name);
            send(name === 'merge' ? click(40, 35) : [at.down(105, 60)]);
            expect(session.toolbox.busy).toBe(true);
            expect(session.goTo(1)).toBe(true);
            expect(session.toolbox.busy).toBe(true);
            expect(session.state.tool).toBe(name);
        },
    );
});

describe('what is selected when a tool is taken up', () => {
    it('is picked at once, and stays picked on other frames', () => {
        session.select([1]);
        session.use('merge');
        expect(session.toolbox.busy).toBe(true);
        session.goTo(1);
        send(click(100, 35));
        expect(session.state.toolHint).toContain('(2 picked)');
    });

    it('is told by the hint', () => {
        session.select([2]);
        session.use('slice');
        expect(session.state.toolHint).toContain('Click its outline');
    });
});

describe('what is in hand', () => {
    const redraw = (id: number) => {
        session.select([id]);
        give(session, 'redraw');
    };

    it('is put down when it goes, or the frame does, and what is drawn then is new', () => {
        redraw(1);
        expect(session.state.redrawing).toBe(1);
        actions.deleteObjects(session, [1]);
        expect(session.state).toMatchObject({ tool: 'select', redrawing: null });
        redraw(3);
        session.goTo(1);
        expect(session.state).toMatchObject({ tool: 'select', redrawing: null });
    });

    it('keeps its frame once it has been begun to be drawn anew', () => {
        redraw(3);
        send(click(100, 60));
        expect(session.goTo(1)).toBe(false);
        send(click(120, 80));
        expect(session.document.stateOf(3, 0)?.points).toEqual([100, 60, 120, 80]);
    });

    it('lends its label only while it is drawn anew, and keeps it', () => {
        actions.changeLabel(session, [1], LABELS.get(2)!);
        redraw(1);
        expect(session.state.labelId).toBe(2);
        session.toolbox.setLabel(LABELS.get(CAR.id)!);
        expect(session.state.labelId).toBe(2);
        expect(session.state.notice?.text).toContain('Finish (N) or give up (Esc)');
        send(click(100, 60), click(120, 80));
        expect(session.object(1)?.labelId).toBe(2);
        give(session, 'repeat');
        expect(session.state).toMatchObject({ tool: 'rectangle', labelId: CAR.id });
    });

    it('a mask that is painted on is put down when undoing changes it, and when the frame changes', () => {
        const paint = () => applyEffect(session, { type: 'paint', id: 2 });
        paint();
        send(drag([20, 90], [20, 96]), { type: 'finish' });
        const painted = session.document.stateOf(2, 0)!.points;
        paint();
        expect(session.state.tool).toBe('paint');
        session.undo();
        expect(session.state.tool).toBe('select');
        expect(session.document.stateOf(2, 0)!.points).not.toEqual(painted);
        paint();
        session.goTo(1);
        expect(session.state.tool).toBe('select');
    });

    it('is finished by the key for going on with the next one, too', () => {
        applyEffect(session, { type: 'paint', id: 2 });
        send(drag([20, 90], [20, 96]));
        give(session, 'redraw');
        expect(session.state.tool).toBe('select');
        expect(session.history.steps).toHaveLength(1);
    });
});

describe('while something is being drawn', () => {
    it('what was drawn before is not deleted', () => {
        session.use('polygon');
        session.select([1]);
        send(click(5, 5), click(15, 5));
        give(session, 'delete');
        give(session, 'delete_locked');
        expect(session.document.get(1)).toBeDefined();
        expect(session.state.notice?.text).toContain('Finish (N) or give up (Esc)');
        send({ type: 'cancel' });
        give(session, 'delete');
        expect(session.document.get(1)).toBeUndefined();
    });

    it('a skeleton keeps its label, whose nodes they are', () => {
        session.use('skeleton');
        const before = session.state.labelId;
        send(click(100, 60));
        session.toolbox.setLabel({ ...LABELS.get(before!)!, id: 99 });
        expect(session.state.labelId).toBe(before);
        expect(session.toolbox.busy).toBe(true);
    });
});

describe('where nothing may be edited', () => {
    it('only tools that look are taken up', () => {
        session.view.setState({ readOnly: 'Only to look at.' });
        session.use('rectangle');
        expect(session.state.tool).toBe('select');
        expect(session.state.notice?.text).toBe('Only to look at.');
        session.use('measure');
        expect(session.state.tool).toBe('measure');
    });
});
