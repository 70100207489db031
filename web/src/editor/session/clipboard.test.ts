// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clipFrom, clipOf, textOf } from '../model/clip';
import { copyOf } from '../model/copies';
import { sessionWith } from '../testdata/session';
import { LABELS, shape } from '../testdata/world';
import { copySelection, listenToClipboard, pasteInPlace } from './clipboard';
import type { Session } from './session';

/** What the browser's own keys send, where it does. */
function browser(type: 'copy' | 'paste', data: { text: string }) {
    const event = new Event(type, { bubbles: true, cancelable: true });
    const clipboardData = {
        getData: () => data.text,
        setData: (_: string, text: string) => (data.text = text),
    };
    document.dispatchEvent(Object.assign(event, { clipboardData }));
}

let stop: () => void;
beforeEach(() => {
    vi.useFakeTimers();
    stop = listenToClipboard();
});
afterEach(() => {
    stop();
    vi.useRealTimers();
});

function session(...points: number[]): Session {
    const made = sessionWith(shape('points', points));
    made.viewport.toolMoved = () => undefined;
    made.select([1]);
    return made;
}

const placesIn = ({ document }: Session) => document.objectsOn(0).map(object => object.points.join());

describe('copying and pasting', () => {
    it('within the page needs no clipboard of the system', () => {
        const here = session(10, 20);
        copySelection(here);
        vi.runAllTimers();
        pasteInPlace(here);
        expect(placesIn(here)).toEqual(['10,20']);
        vi.runAllTimers();
        expect(placesIn(here)).toEqual(['10,20', '10,20']);
    });

    it('leaves the objects on the clipboard as text, and takes newer ones from there', () => {
        const data = { text: 'something else' };
        const here = session(10, 20);
        copySelection(here);
        browser('copy', data);
        expect(clipFrom(data.text)?.objects).toHaveLength(1);

        const there = session(30, 40);
        const [copy] = [copyOf(there.document, 1, 0)!];
        data.text = textOf(clipOf([copy], LABELS, Date.now() - 5000)); // of a computer whose clock is late
        pasteInPlace(here);
        browser('paste', data);
        expect(placesIn(here)).toEqual(['10,20', '30,40']);
        vi.runAllTimers();
        expect(placesIn(here)).toHaveLength(2);
    });

    it('keeps to the own copy where that never reached the clipboard, and is newer than what lies there', () => {
        const here = session(10, 20);
        const older = session(30, 40);
        const text = textOf(clipOf([copyOf(older.document, 1, 0)!], LABELS, Date.now() - 5000));
        copySelection(here);
        pasteInPlace(here);
        browser('paste', { text });
        expect(placesIn(here)).toEqual(['10,20', '10,20']);
    });

    it('passes over any other text without a word', () => {
        const here = session(10, 20);
        copySelection(here);
        pasteInPlace(here);
        browser('paste', { text: '{"limn":"objects","version":1,"objects":[{}]}' });
        expect(placesIn(here)).toEqual(['10,20', '10,20']);
        expect(here.state.notice?.text).toBe('Copied 1 object.');
    });

    it('is not disturbed by a paste that nobody asked for here', () => {
        const here = session(10, 20);
        browser('paste', { text: 'words for a field' });
        expect(placesIn(here)).toEqual(['10,20']);
    });

    it('says why nothing can be pasted in a job that is only looked at', () => {
        const here = session(10, 20);
        copySelection(here);
        here.view.setState({ readOnly: 'Only to look at.' });
        pasteInPlace(here);
        vi.runAllTimers();
        expect(here.state.notice?.text).toBe('Only to look at.');
    });
});
