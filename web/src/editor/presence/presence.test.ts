// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activity, Person } from '../../api';
import type { Stream } from '../../api/eventStream';
import { deleteObjects, nudge } from '../session/actions';
import type { Session } from '../session/session';
import { sessionWith } from '../testdata/session';
import { shape } from '../testdata/world';
import { toWire } from '../model/wire';
import { Presence } from './presence';

class FakeStream implements Stream {
    readyState = 1;
    closed = false;
    private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

    addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
        this.listeners.set(type, listener);
    }

    close(): void {
        this.closed = true;
    }

    say(type: string, data: object = {}): void {
        this.listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
    }
}

const ME = 7;
const SERVER_ID = 500; // of the object with number n is 500 + n

let session: Session;
let streams: FakeStream[];
let told: Activity[];
let labelReads: number;
let presence: Presence;
const stream = () => streams[streams.length - 1];

const mia = (ids: number[], more: Partial<Person> = {}): Person => ({
    id: 1,
    user: { id: 2, username: 'mia', first_name: 'Mia', last_name: '' },
    since: '2025-01-01T10:00:00Z',
    frame: 0,
    editing: true,
    objects: ids.map(id => ({ type: 'shape', id: SERVER_ID + id })),
    ...more,
});
const xOf = (id: number) => session.document.stateOf(id, 0)?.points[0];

beforeEach(() => {
    vi.useFakeTimers();
    session = sessionWith(shape('rectangle', [0, 0, 9, 9]), shape('rectangle', [20, 20, 29, 29]));
    for (const [id, object] of session.document.entries())
        session.saved.set(id, { object, wire: { ...toWire(object), id: SERVER_ID + id } });
    streams = [];
    told = [];
    labelReads = 0;
    presence = new Presence(session, {
        open: () => {
            streams.push(new FakeStream());
            return stream();
        },
        put: (_job, _key, activity) => {
            told.push(activity);
            return Promise.resolve();
        },
        labels: () => {
            labelReads += 1;
            return Promise.resolve([...session.labels.roots]);
        },
    });
    Object.assign(session, { presence });
    presence.start(ME);
    stream().say('open');
});
afterEach(() => {
    presence.stop();
    vi.useRealTimers();
});

describe('presence', () => {
    it('looks at the labels once the stream is open, as they may have changed before, and whenever they change', () => {
        expect(labelReads).toBe(0);
        stream().say('labels', { revision: 4 });
        expect(labelReads).toBe(1);
        stream().readyState = 0;
        stream().say('error');
        stream().say('open');
        stream().say('labels', { revision: 4 });
        expect(labelReads).toBe(1);
        stream().say('labels', { revision: 5 });
        expect(labelReads).toBe(2);
    });

    it('tells where one is, at a calm pace and only what is new', () => {
        expect(told).toEqual([{ frame: 0, editing: true, objects: [] }]);
        session.select([1]);
        session.select([1, 2]);
        session.goTo(3);
        session.goTo(4);
        expect(told).toHaveLength(1);
        vi.advanceTimersByTime(600);
        expect(told).toHaveLength(2);
        expect(told[1]).toMatchObject({ frame: 4 });
        session.view.setState({ scale: 2 });
        vi.advanceTimersByTime(5000);
        expect(told).toHaveLength(2);
        vi.advanceTimersByTime(30_000);
        expect(told.length).toBeGreaterThan(2); // now and then, so as not to be taken for dead
    });

    it('names selected objects by the numbers of the server, new ones not before they are saved', () => {
        session.saved.forget(2);
        session.select([1, 2]);
        vi.advanceTimersByTime(600);
        expect(told.at(-1)?.objects).toEqual([{ type: 'shape', id: 501 }]);
        const object = session.object(2);
        if (object) session.saved.set(2, { object, wire: { ...toWire(object), id: 502 } });
        session.view.setState({ save: { kind: 'saved' } });
        vi.advanceTimersByTime(600);
        expect(told.at(-1)?.objects).toHaveLength(2);
    });

    it('shows others, and not oneself', () => {
        stream().say('person', mia([1]));
        stream().say('person', mia([2], { id: 5, user: { ...mia([]).user, id: ME } }));
        expect(presence.state.people.map(one => one.id)).toEqual([1]);
        expect([...presence.state.marks.keys()]).toEqual([1]);
        expect(presence.marksHere).toMatchObject([{ box: { minX: 0, maxX: 9 }, name: 'Mia' }]);
        stream().say('gone', { id: 1 });
        expect(presence.state.people).toEqual([]);
        expect(presence.state.marks.size).toBe(0);
    });

    it('marks an object that comes with a save', () => {
        stream().say('person', mia([3]));
        expect(presence.state.marks.size).toBe(0);
        const object = shape('rectangle', [40, 40, 49, 49]);
        session.saved.set(3, { object, wire: { ...toWire(object), id: SERVER_ID + 3 } });
        session.adopt([{ id: 3, after: object }]);
        expect([...presence.state.marks.keys()]).toEqual([3]);
    });

    it('keeps the others for a moment when the connection breaks', () => {
        stream().say('person', mia([1]));
        stream().readyState = 0;
        stream().say('error');
        expect(presence.state.people).toHaveLength(1);
        stream().say('open');
        expect(presence.state.people).toHaveLength(0);
        stream().say('person', mia([1]));
        stream().say('error');
        vi.advanceTimersByTime(11_000);
        expect(presence.state.people).toHaveLength(0);
    });

    it('asks ever more rarely where the server has none of it', () => {
        for (let i = 0; i < 5; ++i) {
            stream().readyState = 2;
            stream().say('error');
            vi.advanceTimersByTime(300_000);
        }
        expect(streams).toHaveLength(6);
        vi.advanceTimersByTime(3_600_000);
        expect(streams).toHaveLength(6); // the last one is neither open nor refused
        expect(session.state.notice).toBeNull();
    });

    it('ends where another tab has the job', () => {
        session.view.setState({ elsewhere: true });
        expect(stream().closed).toBe(true);
    });
});

describe('an object that somebody else is working on', () => {
    it('is left alone, calmly, until it is taken over', () => {
        stream().say('person', mia([1]));
        session.select([1]);
        expect(session.isEditable(1)).toBe(false);
        nudge(session, 5, 0);
        expect(xOf(1)).toBe(0);
        expect(session.state.notice).toMatchObject({
            text: 'Mia is working on this object.',
            offer: { command: 'take_over' },
        });
        deleteObjects(session, [1]);
        expect(session.object(1)).toBeDefined();
        presence.takeOver();
        nudge(session, 5, 0);
        expect(xOf(1)).toBe(5);
        stream().say('person', mia([1], { frame: 2 })); // still has it
        expect(session.isEditable(1)).toBe(true);
        session.select([]);
        stream().say('person', mia([]));
        stream().say('person', mia([1])); // let go, and taken up again
        expect(session.isEditable(1)).toBe(false);
    });

    it('is not begun to be dragged, and the view does not move instead', () => {
        stream().say('person', mia([1]));
        const mods = { shift: false, alt: false, ctrl: false };
        const at = (x: number) => ({ p: { x, y: 5 }, s: { x, y: 5 }, mods });
        const { x } = session.viewport.camera;
        session.send({ type: 'down', ...at(5) });
        session.send({ type: 'move', ...at(25) });
        session.send({ type: 'move', ...at(45) });
        session.send({ type: 'up', ...at(45) });
        expect(xOf(1)).toBe(0);
        expect(session.viewport.camera.x).toBe(x);
        expect(session.state.notice?.text).toBe('Mia is working on this object.');
    });

    it('is no obstacle where it is one of many, to who had it first, or where they only look', () => {
        session.select([1]);
        stream().say('person', mia([1, 2]));
        expect(session.isEditable(1)).toBe(true);
        session.select([1, 2]);
        nudge(session, 5, 0);
        expect([xOf(1), xOf(2)]).toEqual([5, 20]);
        stream().say('person', mia([2], { editing: false }));
        nudge(session, 5, 0);
        expect([xOf(1), xOf(2)]).toEqual([10, 25]);
        expect(presence.state.marks.size).toBe(1);
    });

    it('is not changed by undo and redo, either', () => {
        session.select([1]);
        nudge(session, 5, 0);
        session.select([]);
        stream().say('person', mia([1]));
        session.undo();
        expect(xOf(1)).toBe(5);
        session.travel(0); // ends, although the step stays
        expect(xOf(1)).toBe(5);
        stream().say('gone', { id: 1 });
        session.undo();
        expect(xOf(1)).toBe(0);
    });

    it('is found by taking over what is selected when nothing was refused', () => {
        presence.takeOver();
        expect(session.state.notice?.text).toMatch(/Nobody else/);
        stream().say('person', mia([2]));
        session.select([2]);
        presence.takeOver();
        expect(session.isEditable(2)).toBe(true);
    });
});
