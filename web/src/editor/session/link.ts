import { workspaceNamed, type WorkspaceName } from './workspaces';

/** What the address of a job asks for. */
export interface JobLink {
    readonly frame: number | null;
    readonly workspace: WorkspaceName | null;
    /** The label of what is drawn first, by name. */
    readonly label: string | null;
    /** After how many points a drawing ends by itself. */
    readonly pointCount: number | null;
    /** The one object to show, by its number on the server. */
    readonly object: { readonly serverId: number; readonly kind: 'shape' | 'track' | 'tag' | null } | null;
}

/** What an address asks for once: from then on it is where the job was left that counts. */
const USED_UP = ['frame', 'serverID', 'type', 'openGuide'];

/** The address without what has been done as it asked; null where nothing was asked. */
export function withoutWishes(address: string): string | null {
    const url = new URL(address);
    const asked = USED_UP.filter(name => url.searchParams.has(name));
    for (const name of asked) url.searchParams.delete(name);
    return asked.length ? url.href : null;
}

/** Reads the query of an address; what makes no sense is as if it were not there. */
export function readLink(search: string): JobLink {
    const query = new URLSearchParams(search);
    const whole = (name: string, least: number) => {
        const text = query.get(name);
        const value = Number(text);
        return text && Number.isInteger(value) && value >= least ? value : null;
    };
    const serverId = whole('serverID', 0);
    const kind = (['shape', 'track', 'tag'] as const).find(one => one === query.get('type')) ?? null;
    return {
        frame: whole('frame', 0),
        workspace: workspaceNamed(query.get('defaultWorkspace')),
        label: query.get('defaultLabel'),
        pointCount: whole('defaultPointsCount', 1),
        object: serverId === null ? null : { serverId, kind },
    };
}
