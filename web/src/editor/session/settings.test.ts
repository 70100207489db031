import { beforeEach, describe, expect, it } from 'vitest';
import { KEPT_AS } from '../../shared/keys/settings';
import { useSettings } from '../../shared/settings';
import { give, giveKey, release } from '../keys/bindings';
import { drawn } from '../model/edits';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import { applyEffect } from './effects';
import type { Session } from './session';

let session: Session;

beforeEach(() => {
    useSettings.setState({ values: {} });
    session = sessionWith(
        shape('rectangle', [20, 20, 60, 50]),
        drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 5, CAR, 0),
    );
});

describe('settings of the editor', () => {
    it('let the pointer select by passing over an object', () => {
        session.hover(1);
        expect(session.state.selection).toEqual([]);
        session.hover(null);
        session.setPreferences({ editing: { activateOn: 'hover' } });
        session.hover(1);
        expect(session.state.selection).toEqual([1]);
        session.hover(null);
        expect(session.state.selection).toEqual([1]);
    });

    it('go on drawing after a shape, or back to selecting', () => {
        const draw = () =>
            applyEffect(session, { type: 'create', shape: { type: 'rectangle', points: [0, 0, 10, 10] } });
        session.use('rectangle');
        draw();
        expect(session.state.tool).toBe('rectangle');
        session.setPreferences({ editing: { stayInTool: false } });
        draw();
        expect(session.state.tool).toBe('select');
    });

    it('list tracks that are outside, when they shall be', () => {
        const listed = () => session.visibility.listed().map(({ id }) => id);
        expect(listed()).toEqual([1]);
        session.setPreferences({ list: { outside: true } });
        expect(listed().sort()).toEqual([1, 2]);
    });

    it('tell the saver when to save', () => {
        session.setPreferences({ saving: { auto: false, after: 900 } });
        expect([session.saver.autosave, session.saver.autosaveAfter]).toEqual([false, 900_000]);
    });
});

describe('keys of a session', () => {
    it('take over borders for as long as one is held', () => {
        expect(session.toolContext.settings.bordering).toBe(false);
        give(session, 'bordering_held');
        expect(session.toolContext.settings.bordering).toBe(true);
        release(session, 'bordering_held');
        expect(session.toolContext.settings.bordering).toBe(false);
    });

    it('repeat only what may be repeated', () => {
        give(session, 'group', true);
        expect(session.state.tool).toBe('select');
        give(session, 'group');
        expect(session.state.tool).toBe('group');
        expect(give(session, 'flying')).toBe(false);
    });

    it('are those that were chosen', () => {
        useSettings.setState({ values: { [KEPT_AS]: { preset: 'limn', own: { measure: ['space'], play: [] } } } });
        giveKey(session, 'space');
        expect(session.state.tool).toBe('measure');
    });
});
