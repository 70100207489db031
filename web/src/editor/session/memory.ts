import { partKey, partOf, type PartKey } from '../model/parts';
import type { DocObject, ObjectId } from '../model/types';
import { toImage, turnPoint, type Camera } from '../render/camera';
import type { Size } from '../model/types';
import { PLAIN_BANDS, type BandLook } from '../bands/samples';
import type { Session } from './session';

/** An object by its number on the server, which is the same whenever the job is opened. */
type Key = `${DocObject['kind']} ${number}`;

/** How somebody looked at a job when they left it. */
interface Sight {
    readonly at: number;
    readonly frame: number;
    /** Absent where the whole image was fitted. */
    readonly camera?: {
        readonly scale: number;
        readonly turn: Camera['turn'];
        readonly middle: readonly [number, number];
    };
    readonly hidden: readonly Key[];
    readonly locked: readonly Key[];
    /** Of skeletons, with the number of the sublabel. */
    readonly hiddenParts: readonly (readonly [Key, number])[];
    readonly lockedParts: readonly (readonly [Key, number])[];
    readonly pinned: readonly (readonly [Key, boolean])[];
    readonly colours: readonly (readonly [Key, string])[];
    /** How images of 16 bits or many bands are seen. */
    readonly bands?: BandLook;
}

/** Jobs remembered in a browser; beyond that the one left longest ago is forgotten. */
const MOST = 30;
const PREFIX = 'limnView/';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const place = (userId: number, jobId: number) => `${PREFIX}${userId}/${jobId}`;

function keyOf(session: Session, id: ObjectId): Key | null {
    const object = session.object(id);
    const serverId = session.saved.get(id)?.wire.id;
    return object && serverId !== undefined ? `${object.kind} ${serverId}` : null;
}

/** The view as it is, of objects that the server knows. */
export function sightOf(session: Session, now: number): Sight {
    const { hidden, locked, hiddenParts, lockedParts, pinned, colours, frame } = session.state;
    const keys = (ids: Iterable<ObjectId>) => [...ids].flatMap(id => keyOf(session, id) ?? []);
    const pairs = <T>(values: Iterable<readonly [ObjectId, T]>) =>
        [...values].flatMap(([id, value]) => {
            const key = keyOf(session, id);
            return key ? [[key, value] as const] : [];
        });
    const parts = (set: ReadonlySet<PartKey>) =>
        pairs([...set].map(partOf).map(({ id, labelId }) => [id, labelId] as const));
    const { camera, viewport, isFitted } = session.viewport;
    const middle = toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 });
    return {
        at: now,
        frame,
        ...(isFitted || !viewport.width
            ? {}
            : { camera: { scale: camera.scale, turn: camera.turn, middle: [middle.x, middle.y] as const } }),
        hidden: keys(hidden),
        locked: keys(locked),
        hiddenParts: parts(hiddenParts),
        lockedParts: parts(lockedParts),
        pinned: pairs(pinned),
        colours: pairs(colours),
        bands: session.bands.view.getState().look,
    };
}

/** The frames that jobs were left on, newest first, where and how CVAT's page keeps them: scripts and links rely on it. */
const LATEST_FRAMES = 'latestFrameStorage';
const MOST_FRAMES = 20;

function latestFrames(storage: Store): [jobId: number, frame: number][] {
    const isPair = (one: unknown): one is [number, number] => Array.isArray(one) && one.every(Number.isInteger);
    try {
        const value: unknown = JSON.parse(storage.getItem(LATEST_FRAMES) ?? '[]');
        return Array.isArray(value) ? value.filter(isPair) : [];
    } catch {
        return [];
    }
}

function rememberFrame(storage: Store, jobId: number, frame: number): void {
    const others = latestFrames(storage).filter(([id]) => id !== jobId);
    storage.setItem(LATEST_FRAMES, JSON.stringify([[jobId, frame], ...others].slice(0, MOST_FRAMES)));
}

/** Keeps how a job is looked at. A full or forbidden storage costs only the memory. */
export function rememberSight(storage: Store, userId: number, session: Session, now = Date.now()): void {
    const text = JSON.stringify(sightOf(session, now));
    try {
        storage.setItem(place(userId, session.job.id), text);
        forgetOldest(storage);
        rememberFrame(storage, session.job.id, session.frame);
    } catch {
        storage.removeItem(place(userId, session.job.id));
    }
}

function forgetOldest(storage: Store): void {
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter(key =>
        key.startsWith(PREFIX),
    );
    if (keys.length <= MOST) return;
    const at = (key: string) => parsed(storage.getItem(key))?.at ?? 0;
    const oldest = [...keys].sort((a, b) => at(a) - at(b)).slice(0, keys.length - MOST);
    for (const key of oldest) storage.removeItem(key);
}

function parsed(text: string | null): Partial<Sight> | null {
    try {
        const value: unknown = JSON.parse(text ?? 'null');
        return typeof value === 'object' && value !== null ? value : null;
    } catch {
        return null;
    }
}

export type RememberedSight = Partial<Sight>;

export function recallSight(storage: Store, userId: number, jobId: number): RememberedSight | null {
    const own = parsed(storage.getItem(place(userId, jobId)));
    if (own) return own;
    const left = latestFrames(storage).find(([id]) => id === jobId);
    return left ? { frame: left[1] } : null;
}

/** Brings back what was hidden, locked, pinned and coloured. Objects that are gone meanwhile are passed over. */
export function restoreFlags(session: Session, left: RememberedSight): void {
    const byKey = new Map<string, ObjectId>();
    for (const [id] of session.saved.entries()) {
        const key = keyOf(session, id);
        if (key) byKey.set(key, id);
    }
    const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);
    const ids = (keys: readonly Key[] | undefined) => new Set(list(keys).flatMap(key => byKey.get(key) ?? []));
    const pairs = <T>(values: readonly (readonly [Key, T])[] | undefined) =>
        list(values).flatMap(([key, value]) => {
            const id = byKey.get(key);
            return id === undefined ? [] : [[id, value] as const];
        });
    const parts = (values: RememberedSight['hiddenParts']) =>
        new Set(pairs(values).map(([id, labelId]) => partKey(id, labelId)));
    session.setFlags({
        hidden: ids(left.hidden),
        locked: ids(left.locked),
        hiddenParts: parts(left.hiddenParts),
        lockedParts: parts(left.lockedParts),
        pinned: new Map(pairs(left.pinned)),
        colours: new Map(pairs(left.colours)),
    });
}

/** The bands and the window that were chosen; what is no such thing is passed over. */
export function restoreBands(session: Session, { bands }: RememberedSight): void {
    if (typeof bands !== 'object' || !bands.on) return;
    const whole = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
    const { low, high } = bands.window ?? {};
    session.bands.set({
        ...PLAIN_BANDS,
        on: true,
        bands: Array.isArray(bands.bands) && bands.bands.every(whole) ? bands.bands : [],
        window: whole(low) && whole(high) ? { low: low!, high: high! } : null,
    });
}

/** The camera that shows again what was in the middle, at the same size, in a window of another size, too. */
export function cameraFrom(remembered: RememberedSight['camera'], viewport: Size): Camera | null {
    if (!remembered || !viewport.width) return null;
    const { scale, turn, middle } = remembered;
    const numbers = [scale, turn, ...(Array.isArray(middle) ? middle : [NaN])];
    if (!numbers.every(Number.isFinite) || scale <= 0 || ![0, 1, 2, 3].includes(turn)) return null;
    const p = turnPoint({ x: middle[0], y: middle[1] }, turn);
    return { scale, turn, x: viewport.width / 2 - p.x * scale, y: viewport.height / 2 - p.y * scale };
}
