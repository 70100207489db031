import { beforeEach, describe, expect, it } from 'vitest';
import { sessionWith } from '../testdata/session';
import { clickByKey, leadByKey } from './keyPointer';
import type { Session } from './session';

describe('drawing by keys', () => {
    let session: Session;
    beforeEach(() => {
        session = sessionWith();
        session.viewport.viewport = { width: 200, height: 100 };
    });
    const place = () => session.viewport.pointer.getState().at;
    const draw = () =>
        [...session.document.entries()].map(([, object]) => (object.kind === 'shape' ? object.points : []));

    it('needs a tool in hand', () => {
        expect(clickByKey(session)).toBe(false);
        expect(leadByKey(session, { x: 1, y: 0 })).toBe(false);
    });

    it('begins in the middle of the view, without a click', () => {
        session.use('rectangle');
        expect(leadByKey(session, { x: 1, y: 0 })).toBe(false);
        expect(clickByKey(session)).toBe(true);
        expect(place()).toEqual({ x: 100, y: 50 });
        expect(draw()).toEqual([]);
    });

    it('draws a box from one click to the other', () => {
        session.use('rectangle');
        clickByKey(session);
        clickByKey(session);
        leadByKey(session, { x: 10, y: 0 });
        leadByKey(session, { x: 0, y: -1 });
        leadByKey(session, { x: 0.1, y: 0 });
        clickByKey(session);
        expect(draw()).toEqual([[100, 40, 151, 50]]);
    });

    it('goes steps of the screen, so that they are smaller where the view is larger', () => {
        session.use('polygon');
        clickByKey(session);
        session.viewport.camera = { scale: 5, x: 0, y: 0, turn: 0 };
        leadByKey(session, { x: 1, y: 0 });
        expect(place()).toEqual({ x: 102, y: 50 });
    });

    it('stays on the image, and ends with the tool or when the pointer moves', () => {
        session.use('rectangle');
        clickByKey(session);
        for (let i = 0; i < 20; ++i) leadByKey(session, { x: 0, y: 10 });
        expect(place()).toEqual({ x: 100, y: session.sizeOf(0).height });
        session.viewport.pointAt({ x: 5, y: 5 });
        expect(leadByKey(session, { x: 1, y: 0 })).toBe(false);
        clickByKey(session);
        session.use('select');
        expect(leadByKey(session, { x: 1, y: 0 })).toBe(false);
        expect(clickByKey(session)).toBe(false);
    });
});
