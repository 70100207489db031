import { beforeEach, describe, expect, it } from 'vitest';
import { sessionWith } from '../testdata/session';
import { click } from '../testdata/world';
import { chooseWorkspace, drawsNarrow, fitWorkspace, isPanelOpen, openPanel, type Layout } from './layout';
import type { Session } from './session';

function memory() {
    const kept = new Map<string, string>();
    return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, text: string) => void kept.set(key, text),
        removeItem: (key: string) => void kept.delete(key),
    };
}

let session: Session;
let storage: ReturnType<typeof memory>;
const become = (layout: Layout) => {
    session.view.setState({ layout });
    fitWorkspace(session, storage);
};

beforeEach(() => {
    session = sessionWith();
    storage = memory();
});

describe('a narrow window', () => {
    it('is for reviewing, and a wider one brings back how one worked', () => {
        become('narrow');
        expect([session.state.workspace, session.state.putAside]).toEqual(['review', 'standard']);
        become('medium');
        expect([session.state.workspace, session.state.putAside]).toEqual(['standard', null]);
        expect(session.state.readOnly).toBeNull();
    });

    it('leaves workspaces in which nothing is drawn', () => {
        session.changeWorkspace('attributes');
        become('narrow');
        expect([session.state.workspace, session.state.putAside]).toEqual(['attributes', null]);
    });

    it('waits for what is being drawn', () => {
        session.use('polygon');
        click(5, 5).forEach(event => session.send(event));
        become('narrow');
        expect(session.state.workspace).toBe('standard');
        session.send({ type: 'cancel' });
        fitWorkspace(session, storage);
        expect(session.state.workspace).toBe('review');
    });

    it('is drawn in by whoever wants to, from then on in this browser, until they choose otherwise', () => {
        become('narrow');
        chooseWorkspace(session, 'standard', storage);
        fitWorkspace(session, storage);
        expect([session.state.workspace, drawsNarrow(storage)]).toEqual(['standard', true]);
        chooseWorkspace(session, 'tags', storage);
        expect([session.state.workspace, drawsNarrow(storage)]).toEqual(['tags', false]);
        become('wide');
        expect(session.state.workspace).toBe('tags');
    });
});

describe('what is beside the picture', () => {
    it('is open or closed for each kind of window on its own', () => {
        const open = () =>
            (['wide', 'medium', 'narrow'] as const).map(layout => {
                session.view.setState({ layout });
                return isPanelOpen(session);
            });
        expect(open()).toEqual([true, false, true]);
        session.view.setState({ layout: 'medium' });
        openPanel(session, true);
        session.view.setState({ layout: 'wide' });
        openPanel(session, false);
        expect(open()).toEqual([false, true, true]);
    });
});
