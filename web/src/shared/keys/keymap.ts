import { chordsOf } from './chord';

/**
 * Where a command may be given: everywhere on the page, everywhere in the editor, or in one workspace of it. What belongs to a
 * workspace goes before what is meant for all of them.
 */
export type Scope = 'page' | 'editor' | (string & {});

/** A command with the sequences it is given by. */
export interface Binding {
    readonly id: string;
    readonly title: string;
    readonly scope: Scope;
    /** Of a command of the editor, the workspaces it is mounted in; without them, all. */
    readonly workspaces?: readonly string[];
    readonly keys: readonly string[];
}

/** For whom keys are looked for. */
export type Wanted = Pick<Binding, 'id' | 'scope' | 'workspaces'>;

const isShared = (scope: Scope) => scope === 'page' || scope === 'editor';

export const mountedIn = ({ scope, workspaces }: Omit<Wanted, 'id'>, workspace: string) =>
    isShared(scope) ? !workspaces || workspaces.includes(workspace) : scope === workspace;

/** Whether two commands can ever be asked for at the same moment. */
function meet(one: Wanted, other: Wanted): boolean {
    if (isShared(one.scope) && isShared(other.scope))
        return !one.workspaces || !other.workspaces || one.workspaces.some(name => mountedIn(other, name));
    return isShared(one.scope) ? mountedIn(one, other.scope) : mountedIn(other, one.scope);
}

const begins = (short: string, long: string) => long === short || long.startsWith(`${short} `);

/** Whether two sequences cannot be told apart: they are equal, or one is how the other begins. */
export const clash = (one: string, other: string) => begins(one, other) || begins(other, one);

/** Commands that a sequence would be taken from, or that would take it. */
export function conflictsOf(sequence: string, wanted: Wanted, bindings: readonly Binding[]): Binding[] {
    return bindings.filter(
        other => other.id !== wanted.id && meet(other, wanted) && other.keys.some(keys => clash(keys, sequence)),
    );
}

/** What the keys of a workspace are for. */
export interface KeyIndex {
    readonly commands: ReadonlyMap<string, string>;
    readonly beginnings: ReadonlySet<string>;
}

/** What is mounted in a workspace; without one, on the page outside the editor. */
export function indexOf(bindings: readonly Binding[], workspace?: string): KeyIndex {
    const mounted = bindings.filter(one =>
        workspace === undefined ? one.scope === 'page' : mountedIn(one, workspace),
    );
    const commands = new Map<string, string>();
    const beginnings = new Set<string>();
    // The workspace's own last, so that they stand.
    for (const { id, keys } of [...mounted].sort((a, b) => Number(!isShared(a.scope)) - Number(!isShared(b.scope)))) {
        for (const sequence of keys) {
            commands.set(sequence, id);
            const chords = chordsOf(sequence);
            for (let n = 1; n < chords.length; ++n) beginnings.add(chords.slice(0, n).join(' '));
        }
    }
    return { commands, beginnings };
}

export type Typed =
    | { readonly kind: 'command'; readonly id: string }
    /** The beginning of a sequence; the next key decides. */
    | { readonly kind: 'pending'; readonly sequence: string }
    | { readonly kind: 'nothing' };

/** What a chord means after what was typed before it. A sequence that leads nowhere is forgotten, and the chord stands alone. */
export function typed(index: KeyIndex, pending: string | null, chord: string): Typed {
    if (pending !== null && chord === 'escape') return { kind: 'nothing' };
    const sequence = pending === null ? chord : `${pending} ${chord}`;
    const id = index.commands.get(sequence);
    if (id !== undefined) return { kind: 'command', id };
    if (index.beginnings.has(sequence)) return { kind: 'pending', sequence };
    return pending === null ? { kind: 'nothing' } : typed(index, null, chord);
}
