import { createStore, type StoreApi } from 'zustand/vanilla';
import { assetPath, deleteAsset, messageOf, uploadPicture } from '../../api';
import { t } from '../../shared/language';
import { pictureProblem } from '../../shared/markdown/assets';
import type { NamedPicture } from '../model/commentText';

/** A picture beside a text that is being written. */
export interface TrayPicture {
    readonly key: string;
    readonly name: string;
    readonly url: string;
    /** Of the asset; none while it is on its way. */
    readonly uuid: string | null;
    /** Stored with the comment already: only sending takes it away. */
    readonly stored: boolean;
}

interface Tray {
    /** By what the text is about. */
    readonly pictures: Readonly<Record<string, readonly TrayPicture[]>>;
    /** Why the last picture was not taken. */
    readonly problems: Readonly<Record<string, string>>;
}

const SERVER = { uploadPicture, deleteAsset };
/** As on the server. */
export const MOST_PICTURES = 10;

/** Pictures that go with comments: they are sent when they are added, and belong to the comment once that names them. */
export class PictureTray {
    readonly store: StoreApi<Tray> = createStore<Tray>(() => ({ pictures: {}, problems: {} }));
    private count = 0;

    constructor(
        private readonly jobId: number,
        private readonly server: typeof SERVER = SERVER,
    ) {}

    of(about: string): readonly TrayPicture[] {
        return this.store.getState().pictures[about] ?? [];
    }

    /** Whether all have arrived. */
    isReady(about: string): boolean {
        return this.of(about).every(one => one.uuid !== null);
    }

    named(about: string): NamedPicture[] {
        return this.of(about).flatMap(({ uuid, name }) => (uuid ? [{ uuid, name }] : []));
    }

    /** Those of a comment that is to be changed. */
    begin(about: string, pictures: readonly NamedPicture[]): void {
        const stored = pictures.map(({ uuid, name }) => ({
            key: uuid,
            name,
            uuid,
            url: assetPath(uuid),
            stored: true,
        }));
        this.put(about, stored);
    }

    async add(about: string, files: readonly File[]): Promise<void> {
        this.setProblem(about, null);
        await Promise.all(files.map(file => this.send(about, file)));
    }

    private async send(about: string, file: File): Promise<void> {
        const problem =
            this.of(about).length >= MOST_PICTURES
                ? t('{count} pictures at most go with a comment.', { count: MOST_PICTURES })
                : pictureProblem(file);
        if (problem) return this.setProblem(about, problem);
        const key = `new ${++this.count}`;
        const name = file.name || t('picture');
        const url = URL.createObjectURL(file);
        this.put(about, [...this.of(about), { key, name, url, uuid: null, stored: false }]);
        try {
            const { uuid } = await this.server.uploadPicture(this.jobId, file);
            // It may have been taken away meanwhile.
            if (!this.of(about).some(one => one.key === key))
                return void this.server.deleteAsset(uuid).catch(() => null);
            this.put(
                about,
                this.of(about).map(one => (one.key === key ? { ...one, uuid } : one)),
            );
        } catch (error) {
            this.drop(about, key);
            this.setProblem(about, t('{name} was not added. {error}', { name, error: messageOf(error) }));
        }
    }

    remove(about: string, key: string): void {
        const picture = this.of(about).find(one => one.key === key);
        this.drop(about, key);
        // What is left behind here the server clears away by itself.
        if (picture?.uuid && !picture.stored) void this.server.deleteAsset(picture.uuid).catch(() => null);
    }

    /** The comment has them now. */
    sent(about: string): void {
        for (const { url } of this.of(about)) URL.revokeObjectURL(url);
        this.put(about, []);
        this.setProblem(about, null);
    }

    private drop(about: string, key: string): void {
        const picture = this.of(about).find(one => one.key === key);
        if (picture) URL.revokeObjectURL(picture.url);
        this.put(
            about,
            this.of(about).filter(one => one.key !== key),
        );
    }

    private put(about: string, list: readonly TrayPicture[]): void {
        const { [about]: _, ...others } = this.store.getState().pictures;
        this.store.setState({ pictures: list.length ? { ...others, [about]: list } : others });
    }

    private setProblem(about: string, problem: string | null): void {
        const { [about]: _, ...others } = this.store.getState().problems;
        this.store.setState({ problems: problem ? { ...others, [about]: problem } : others });
    }
}
