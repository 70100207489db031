import { beforeEach, describe, expect, it } from 'vitest';
import type { Link } from '../model/links';
import { sessionWith } from '../testdata/session';
import { shape } from '../testdata/world';
import * as actions from './actions';
import { duplicate } from './clipboard';
import { applyEffect } from './effects';
import * as links from './objectLinks';
import { changeKind } from './operations';
import type { Session } from './session';
import { propagate } from './spread';

let session: Session;
const all = () => [...session.document.links.values()];
const said = () => session.state.notice?.text;

beforeEach(() => {
    session = sessionWith(...[10, 50, 90].map(x => shape('rectangle', [x, 10, x + 20, 30])));
    session.setToolSettings({ linkName: 'part of' });
    applyEffect(session, { type: 'link', from: 1, to: 2 });
});

describe('links between objects', () => {
    it('are made with what is chosen, each as one step', () => {
        expect(all()).toEqual([{ from: 1, to: 2, kind: 'link', name: 'part of' }]);
        expect(session.history.steps.map(step => step.label)).toEqual(['Linked objects']);
        session.undo();
        expect(all()).toEqual([]);
        session.redo();
        expect(all()).toHaveLength(1);
    });

    it('are not made twice', () => {
        links.addLink(session, 1, 2);
        expect(all()).toHaveLength(1);
        expect(said()).toContain('already');
    });

    it('are renamed and turned round, and come with the object they went with', () => {
        links.changeLink(session, all()[0], { name: 'drives' });
        links.turnLink(session, all()[0]);
        expect(all()).toEqual([{ from: 2, to: 1, kind: 'link', name: 'drives' }]);
        expect(links.usedNames(session)).toEqual(['drives']);
        actions.deleteObjects(session, [2], true);
        expect(all()).toEqual([]);
        session.undo();
        expect(all()).toHaveLength(1);
    });

    it('make nothing its own parent', () => {
        const parent = (link: Link) => links.changeLink(session, link, { kind: 'parent' });
        parent(all()[0]);
        links.addLink(session, 2, 1);
        parent(all()[1]);
        expect(all().map(({ kind }) => kind)).toEqual(['parent', 'link']);
        expect(said()).toContain('above its parent');
        links.turnLink(session, all()[0]);
        expect(all().find(({ kind }) => kind === 'parent')).toMatchObject({ from: 2, to: 1 });
    });

    it('are not changed where nothing is edited', () => {
        session.view.setState({ readOnly: 'Only to look at.' });
        links.removeLinks(session, all());
        expect(all()).toHaveLength(1);
        expect(said()).toBe('Only to look at.');
    });

    it('are listed for what is selected, or for the frame', () => {
        links.addLink(session, 3, 2);
        expect(links.listedLinks(session, [])).toHaveLength(2);
        expect(links.listedLinks(session, [1])).toHaveLength(1);
        session.goTo(4);
        expect(links.listedLinks(session, [])).toEqual([]);
    });

    it('are drawn for what is selected, for all, or not at all', () => {
        expect(links.linkMarks(session)).toEqual([]);
        session.select([1]);
        expect(links.linkMarks(session)).toMatchObject([
            { from: { x: 20, y: 20 }, to: { x: 60, y: 20 }, strong: true },
        ]);
        session.select([]);
        session.setPreferences({ appearance: { links: 'always' } });
        expect(links.linkMarks(session)).toMatchObject([{ strong: false, name: 'part of' }]);
        actions.setHidden(session, [2], true);
        expect(links.linkMarks(session)).toEqual([]);
    });
});

describe('copies', () => {
    it('have the links among them', () => {
        links.addLink(session, 2, 3);
        session.select([1, 2]);
        duplicate(session);
        expect(all().slice(2)).toEqual([{ from: 4, to: 5, kind: 'link', name: 'part of' }]);
        expect(session.history.steps).toHaveLength(3);
    });

    it('on other frames have those of their frame', () => {
        propagate(session, [1, 2], { to: 2 });
        expect(all()).toHaveLength(3);
        const [, second] = all();
        expect(session.object(second.from)?.frame).toBe(session.object(second.to)?.frame);
    });

    it('moved with Alt, too', () => {
        applyEffect(session, { type: 'copy', ids: [1, 2], dx: 5, dy: 5 });
        expect(all()).toHaveLength(2);
    });
});

describe('what takes the place of an object', () => {
    it('has its links', () => {
        changeKind(session, [1], 'track');
        expect(all()).toMatchObject([{ from: 4, to: 2 }]);
        session.undo();
        expect(all()).toMatchObject([{ from: 1, to: 2 }]);
    });
});
