import { partOf } from '../model/parts';
import type { FrameObject, ObjectId } from '../model/types';
import { compile, type Facts, type Predicate, type Subject } from '../query/compile';
import { parse, type Mistake } from '../query/syntax';
import { issueMarks } from './issueMark';
import type { Session } from './session';
import { idSet } from '../model/idSet';

/**
 * Which objects are shown, of all that are there: what the filter leaves, up to the chosen layer, without what was
 * hidden. Saving knows nothing of it. What is selected stays in view although an edit has made it unfit for the filter:
 * it must not vanish from under one's hands.
 */
export class Visibility {
    private test: Predicate | null = null;
    /** The filter has asked who changed an object. */
    private asksAuthors = false;

    constructor(private readonly session: Session) {}

    /** Whether the canvas leaves an object out. */
    hides(object: FrameObject): boolean {
        const { hidden, layer, isolated, selection } = this.session.state;
        if (hidden.has(object.id) || (layer !== null && object.zOrder > layer)) return true;
        if (isolated) return !idSet(selection).has(object.id);
        return this.test !== null && !this.fits(object) && !idSet(selection).has(object.id);
    }

    get filtering(): boolean {
        return this.test !== null;
    }

    /** Whether the filter leaves an object. */
    fits(subject: Subject, frame = this.session.frame): boolean {
        return this.test?.(subject, frame) ?? true;
    }

    /** What a filter is refused for, or what it makes of itself. */
    private compiled(text: string): { mistake: Mistake } | { test: Predicate | null } {
        const parsed = parse(text);
        if ('mistake' in parsed) return parsed;
        return parsed.query ? compile(parsed.query, this.session.labels, this.facts()) : { test: null };
    }

    /** Filters from now on, or says what keeps it from being done; then everything stays as it was. */
    setFilter(text: string): Mistake | null {
        const compiled = this.compiled(text);
        if ('mistake' in compiled) return compiled.mistake;
        const { session } = this;
        this.test = compiled.test;
        this.asksAuthors = false;
        session.view.setState({ filter: text.trim() });
        session.select(session.state.selection.filter(id => this.fitsId(id)));
        this.changed();
        return null;
    }

    /** Who changed objects has become known, or others have changed them. */
    authorsChanged(): void {
        if (this.test && this.asksAuthors) this.changed();
    }

    private fitsId(id: ObjectId): boolean {
        const subject = this.subject(id);
        return subject !== undefined && this.fits(subject);
    }

    /** An object as the filter sees it on the present frame. */
    subject(id: ObjectId): Subject | undefined {
        const object = this.session.object(id);
        return object?.kind === 'tag' ? { id, ...object } : this.session.document.stateOf(id, this.session.frame);
    }

    /** Tags, then shapes and tracks of the frame that the filter leaves, and what is selected. */
    listed(): Subject[] {
        const { document, frame, state } = this.session;
        const selected = idSet(state.selection);
        const tags = document.tagsOn(frame).map(([id, tag]): Subject => ({ id, ...tag }));
        const all = [...tags, ...document.objectsOn(frame, state.preferences.list.outside)];
        return this.test ? all.filter(subject => selected.has(subject.id) || this.fits(subject)) : all;
    }

    /** Another frame comes: tracks that were hidden for one frame only are seen again. */
    frameLeft(): void {
        const { hidden, hiddenParts, preferences } = this.session.state;
        if (preferences.editing.hiddenTracks === 'stay') return;
        const stays = (id: ObjectId) => this.session.object(id)?.kind !== 'track';
        const left = [...hidden].filter(stays);
        if (left.length < hidden.size) this.session.view.setState({ hidden: new Set(left) });
        const parts = [...hiddenParts].filter(key => stays(partOf(key).id));
        if (parts.length < hiddenParts.size) this.session.view.setState({ hiddenParts: new Set(parts) });
    }

    /** Shows layers up to this one; null for all. */
    setLayer(layer: number | null): void {
        if (layer === this.session.state.layer) return;
        this.session.view.setState({ layer });
        this.changed();
    }

    /** While it is on, nothing but the selected objects is shown. */
    isolate(isolated: boolean): void {
        if (isolated === this.session.state.isolated) return;
        this.session.view.setState({ isolated });
        this.changed();
    }

    /** Objects that came into the selection, or went, may have to come into view or go. */
    selectionChanged(before: readonly ObjectId[], after: readonly ObjectId[]): void {
        if (!this.test && !this.session.state.isolated) return;
        const dirty = this.session.scene.refresh([...new Set([...before, ...after])]);
        if (dirty) this.session.viewport.touch(dirty);
    }

    changed(): void {
        const { session } = this;
        session.scene.load(session.frame);
        session.viewport.restyle();
        session.hover(null);
    }

    private facts(): Facts {
        const { session } = this;
        return {
            serverId: id => session.saved.get(id)?.wire.id,
            score: id => {
                const wire = session.saved.get(id)?.wire;
                return wire && 'score' in wire ? wire.score : undefined;
            },
            locked: id => session.state.locked.has(id),
            hidden: id => session.state.hidden.has(id),
            pinned: id => session.isPinned(id),
            author: id => {
                this.asksAuthors = true;
                return session.authors.namesOf(id);
            },
            issues: (subject, frame) => issueMarks(session.issues.state.threads, subject, frame),
        };
    }
}
