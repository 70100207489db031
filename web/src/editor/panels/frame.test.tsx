import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawn } from '../model/edits';
import { applyEffect } from '../session/effects';
import type { Session } from '../session/session';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import { zip } from '../testdata/zip';
import { SessionContext } from './context';
import { FrameBar } from './FrameBar';
import { RowMenu } from './RowMenu';
import { StatusBar } from './StatusBar';
import { ToolOptions } from './ToolOptions';
import { Views } from './views/Views';

beforeAll(() => {
    // Time is no assertion.
    configure({ asyncUtilTimeout: 300_000 });
    // The browser measures what jsdom cannot lay out.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }));
    vi.stubGlobal(
        'ResizeObserver',
        class {
            observe() {}
            unobserve() {}
            disconnect() {}
        },
    );
});

let session: Session;
const show = (panel: ReactNode) => render(<SessionContext.Provider value={session}>{panel}</SessionContext.Provider>);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const draw = (drawKind: 'shape' | 'track') =>
    act(() => {
        session.view.setState({ drawKind });
        applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [5, 5, 20, 20] } });
    });

beforeEach(() => {
    session = sessionWith();
});

afterEach(cleanup);

describe('the timeline of a job without tracks', () => {
    it('is offered below the picture once there is one, and opens when asked for', () => {
        show(<StatusBar />);
        draw('shape');
        expect(screen.queryByRole('button', { name: /Tracks/ })).toBeNull();
        draw('track');
        expect(session.state.timeline).toBe(false);
        fireEvent.click(button('Tracks: 1: Show the timeline'));
        expect(session.state.timeline).toBe(true);
        expect(screen.queryByRole('button', { name: /Tracks/ })).toBeNull();
    });
});

describe('how far a new track goes', () => {
    it('is asked where a track is drawn, and kept as a preference', () => {
        session.use('rectangle');
        show(<ToolOptions />);
        expect(screen.queryByRole('radiogroup', { name: 'How far new tracks go' })).toBeNull();
        act(() => session.view.setState({ drawKind: 'track' }));
        fireEvent.click(screen.getByText('Ends here'));
        expect(session.state.preferences.editing.newTracksEnd).toBe(true);
    });
});

describe('the bar of frames', () => {
    it('lists the chapters of a video, and goes to them', async () => {
        Object.assign(session, {
            chapters: [
                { title: 'Arrival', first: 0, last: 3 },
                { title: 'Departure', first: 4, last: 9 },
            ],
        });
        show(<FrameBar />);
        fireEvent.click(button('Chapter: Arrival'));
        fireEvent.click(await screen.findByText('Departure'));
        expect(session.frame).toBe(4);
        expect(button('Chapter: Departure')).toBeTruthy();
    });

    it('goes to the frame whose number is typed, and to the nearest one there is', () => {
        show(<FrameBar />);
        const box = screen.getByRole('spinbutton', { name: 'Frame number' }) as HTMLInputElement;
        const type = (value: string, key: string) => {
            box.focus();
            fireEvent.change(box, { target: { value } });
            fireEvent.keyDown(box, { key });
        };
        type('3', 'Enter');
        expect([session.frame, box.value]).toEqual([3, '3']);
        type('', 'Enter');
        type('some', 'Enter');
        type('5', 'Escape');
        expect([session.frame, box.value]).toEqual([3, '3']);
        type('999', 'Enter');
        expect([session.frame, box.value]).toEqual([session.frames.last, `${session.frames.last}`]);
        fireEvent.keyDown(box, { key: 'ArrowDown' });
        expect(session.frame).toBe(session.frames.last - 1);
    });

    it('copies the link to the frame', async () => {
        const copied: string[] = [];
        const writeText = (text: string) => Promise.resolve(copied.push(text));
        Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
        session.goTo(3);
        show(<FrameBar />);
        fireEvent.click(button('More about this frame'));
        fireEvent.click(await screen.findByText('Copy the link to this frame'));
        await vi.waitFor(() => expect(copied).toEqual([expect.stringMatching(/\?frame=3$/)]), { timeout: 60_000 });
    });
});

describe('the images that go with a frame', () => {
    const archive = zip([{ name: 'left.jpg', data: new Uint8Array([1]) }]);

    beforeEach(() => {
        Object.assign(session.meta.frames[0], { related_files: 1 });
        Object.assign(URL, { createObjectURL: () => 'blob:left', revokeObjectURL: () => undefined });
    });

    it('are shown beside it', async () => {
        vi.stubGlobal('fetch', () => Promise.resolve(new Response(archive as BodyInit)));
        show(<Views picture={null} />);
        expect(await screen.findByRole('img', { name: 'left.jpg' })).toBeTruthy();
        fireEvent.click(button('Close the view: left.jpg'));
        expect(screen.queryByRole('region')).toBeNull();
        expect(session.state.preferences.context.open).toBe(false);
    });

    it('that do not arrive are told, and asked for again', async () => {
        let times = 0;
        const answer = () => (++times === 1 ? new Response('No.', { status: 500 }) : new Response(archive as BodyInit));
        vi.stubGlobal('fetch', () => Promise.resolve(answer()));
        session.setPreferences({ context: { open: true } });
        show(<Views picture={null} />);
        await screen.findByText('The context images of frame 0 could not be fetched');
        fireEvent.click(button('Load again'));
        expect(await screen.findByRole('img', { name: 'left.jpg' })).toBeTruthy();
    });

    it('have no place in jobs without any', () => {
        Object.assign(session.meta.frames[0], { related_files: 0 });
        show(<Views picture={null} />);
        expect(screen.queryByRole('region')).toBeNull();
    });
});

describe('the menu on the picture', () => {
    it('offers what lies there, the point meant, and to lock the rest', () => {
        session = sessionWith(
            shape('rectangle', [10, 10, 100, 90]),
            shape('polygon', [20, 20, 60, 20, 60, 60, 20, 60]),
            drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 0, CAR, 0),
        );
        session.select([2]);
        show(<RowMenu menu={{ id: 2, x: 10, y: 10, vertex: 1, under: [2, 1] }} onClose={() => undefined} />);
        expect(screen.getByText('Select what lies here')).toBeTruthy();
        fireEvent.click(screen.getByText('Lock the others'));
        expect([...session.state.locked].sort()).toEqual([1, 3]);
        fireEvent.click(screen.getByText('Remove this point'));
        expect(session.document.stateOf(2, 0)?.points).toHaveLength(6);
    });

    it('of a mask offers what can be done to its pixels', async () => {
        session = sessionWith(shape('mask', [0, 12, 1, 12, 10, 10, 14, 14]));
        session.select([1]);
        show(<RowMenu menu={{ id: 1, x: 10, y: 10, under: [1] }} onClose={() => undefined} />);
        fireEvent.mouseEnter(screen.getByText('Pixels'));
        fireEvent.click(await screen.findByText('Fill holes'));
        expect(session.document.stateOf(1, 0)?.points).toEqual([0, 25, 10, 10, 14, 14]);
        expect(screen.queryByText(/Keep of the first/)).toBeNull();
    });
});
