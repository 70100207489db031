import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { frameUrl, wait } from '../../api';
import { fetchBytes } from '../../editor/media/loader';
import { frameFacts, type Gallery } from './model';
import { paletteOf, type Painting } from './paint';
import { Pictures, type Wanted } from './pictures';

/** Thumbnails are kept at most this wide; a tile is seldom wider, screens of high density included. */
const THUMB_WIDTH = 640;
const THUMB_PIXELS = 40_000_000;
/** Whole pictures, for crops; most crops of a screen share a few frames. */
const WHOLE_PIXELS = 36_000_000;

async function fetchPicture(wanted: Wanted, signal: AbortSignal): Promise<Blob> {
    const host = {
        fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal }),
        wait: (milliseconds: number) => wait(milliseconds, signal),
    };
    return new Blob([(await fetchBytes(host, frameUrl(wanted.jobId, wanted.frame), () => undefined)) as BlobPart]);
}

/** What the tiles of a gallery share. */
export interface GalleryWorld {
    readonly gallery: Gallery;
    readonly thumbs: Pictures;
    readonly wholes: Pictures;
    readonly painting: Painting;
}

export function makeWorld(gallery: Gallery): GalleryWorld {
    const widthOf = ({ jobId, frame }: Wanted) => {
        const of = gallery.jobs.find(({ job }) => job.id === jobId);
        return of ? frameFacts(of, frame).width : THUMB_WIDTH;
    };
    return {
        gallery,
        thumbs: new Pictures(async (wanted, signal) => {
            const blob = await fetchPicture(wanted, signal);
            return widthOf(wanted) > THUMB_WIDTH
                ? createImageBitmap(blob, { resizeWidth: THUMB_WIDTH, resizeQuality: 'medium' })
                : createImageBitmap(blob);
        }, THUMB_PIXELS),
        wholes: new Pictures(
            async (wanted, signal) => createImageBitmap(await fetchPicture(wanted, signal)),
            WHOLE_PIXELS,
        ),
        painting: {
            labels: gallery.labels,
            palette: paletteOf(gallery.labels),
            ratio: Math.min(2, window.devicePixelRatio || 1),
        },
    };
}

export const WorldContext = createContext<GalleryWorld | null>(null);

export function useWorld(): GalleryWorld {
    const world = useContext(WorldContext);
    if (!world) throw new Error('Used outside of a gallery');
    return world;
}

/** Worked out from the gallery again whenever something in it has changed. */
export function useFromGallery<T>(make: (gallery: Gallery) => T): T {
    const { gallery } = useWorld();
    const version = useSyncExternalStore(gallery.subscribe, () => gallery.version);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version stands for what is in the gallery
    return useMemo(() => make(gallery), [gallery, version, make]);
}
