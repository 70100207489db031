import { beforeEach, describe, expect, it } from 'vitest';
import { drawn } from '../model/edits';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import type { Session } from './session';

let session: Session;
const ghost = () => session.viewport.sight.ghost();
const ids = () => ghost()?.objects.map(object => object.id);

beforeEach(() => {
    session = sessionWith(
        shape('rectangle', [20, 20, 60, 50]),
        drawn({ type: 'rectangle', points: [80, 20, 120, 50] }, 'track', 1, CAR, 0),
    );
});

describe('the previous frame', () => {
    it('shines through only where that is wanted', () => {
        session.goTo(1);
        expect(ghost()).toBeNull();
        session.setPreferences({ image: { onion: true, onionOpacity: 30 } });
        expect(ghost()?.opacity).toBe(0.3);
    });

    it('brings what is seen there, and not what lies outside or is hidden', () => {
        session.setPreferences({ image: { onion: true } });
        session.goTo(1);
        expect(ids()).toEqual([1]);
        session.goTo(2);
        expect(ids()).toEqual([2]);
        session.setFlags({ hidden: new Set([2]) });
        expect(ids()).toEqual([]);
    });

    it('is the one before that is not deleted, and none before the first', () => {
        session.setPreferences({ image: { onion: true } });
        expect(ghost()).toBeNull();
        session.document.apply({ objects: [], frames: [1] });
        session.goTo(2);
        expect(ids()).toEqual([1]);
    });

    it('is left out while playing', () => {
        session.setPreferences({ image: { onion: true } });
        session.goTo(1);
        session.view.setState({ playing: true });
        expect(ghost()).toBeNull();
    });
});
