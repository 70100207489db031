import { useEffect, useMemo } from 'react';
import { shownKeys } from '../../shared/keys/chord';
import { belongsToControl, hasOpenMenu, isBehindDialog, isField, isTyping } from '../../shared/keys/focus';
import { useKeys, type KeyHandler } from '../../shared/keys/useKeys';
import { rich } from '../../shared/language/rich';
import { offer } from '../../shared/palette';
import { useSession } from '../panels/context';
import { listenToClipboard } from '../session/clipboard';
import type { Session } from '../session/session';
import { browserTakesPart } from '../session/systemClipboard';
import { give, keysFor, liveBindings, release } from './bindings';
import './keys.css';
import { paletteCommands } from './palette';

/** Listens to the keys of the editor in one of its windows, and shows how a sequence that has begun can go on. */
export function EditorKeys({ on = window }: { on?: Window }) {
    const session = useSession();
    const handler = useMemo<KeyHandler>(
        () => ({
            keys: () => keysFor(session),
            // The space bar moves the view while it is held, so the canvas tells when it was only pressed.
            ignores: (target, chord) =>
                chord === 'space' ||
                (chord === 'escape' && hasOpenMenu(on.document)) ||
                isBehindDialog(target) ||
                (belongsToControl(target, chord) && !savesFrom(session, target, chord)),
            run: (id, repeated, chord) => {
                if (id === 'save') leaveField(on.document);
                return give(session, id, repeated) && !browserTakesPart(id, chord);
            },
            release: id => release(session, id),
        }),
        [session, on],
    );
    const first = on === window;
    useEffect(() => (first ? offer(() => paletteCommands(session)) : undefined), [session, first]);
    useEffect(() => (first ? listenToClipboard() : undefined), [first]);
    const pending = useKeys(handler, on);
    if (pending === null) return null;
    return (
        <div className="ed-pending" role="status">
            {rich('{pending} then', { pending: <kbd>{shownKeys(pending)}</kbd> })}
            {waysOn(session, pending).map(([keys, title]) => (
                <span key={keys}>
                    <kbd>{shownKeys(keys)}</kbd> {title}
                </span>
            ))}
        </div>
    );
}

/** Saving goes on from a field, too: the browser would save the page instead, and what is typed counts. */
function savesFrom(session: Session, target: EventTarget | null, chord: string): boolean {
    return isField(target) && !isTyping(target, chord) && keysFor(session).index.commands.get(chord) === 'save';
}

/** What is typed in a field is taken when the field is left. */
function leaveField({ activeElement }: Document): void {
    if (isField(activeElement)) (activeElement as HTMLElement).blur();
}

/** The rest of every sequence that begins with what was typed, with what it does. */
function waysOn(session: Session, pending: string): [rest: string, title: string][] {
    const { index } = keysFor(session);
    const titles = new Map(liveBindings(session).map(({ id, title }) => [id, title]));
    return [...index.commands]
        .filter(([sequence]) => sequence.startsWith(`${pending} `))
        .map(([sequence, id]) => [sequence.slice(pending.length + 1), titles.get(id) ?? id]);
}
