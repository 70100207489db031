import type { DataMeta } from '../../api';
import { t } from '../../shared/language';
import { frameStep, type FrameList } from './frames';

/** A part of a video with a title of its own, in frames of a job. */
export interface Chapter {
    readonly title: string;
    readonly first: number;
    readonly last: number;
}

/** The chapters of a video that begin within a job. The server numbers them by frames of the source. */
export function chaptersIn(
    meta: Pick<DataMeta, 'chapters' | 'start_frame' | 'frame_filter'>,
    jobStart: number,
    frames: FrameList,
): Chapter[] {
    const step = frameStep(meta.frame_filter);
    const taskStart = meta.start_frame - jobStart * step;
    const place = (source: number) => (source - taskStart) / step;
    return (meta.chapters ?? []).flatMap(({ id, start, stop, metadata }) => {
        const within = frames.numbers.filter(frame => frame >= place(start) && frame <= place(stop));
        const title = metadata.title || t('Chapter {id}', { id: id + 1 });
        return within.length ? [{ title, first: within[0], last: within[within.length - 1] }] : [];
    });
}

/** The chapter a frame lies in. */
export function chapterAt(chapters: readonly Chapter[], frame: number): Chapter | undefined {
    return chapters.findLast(({ first, last }) => first <= frame && frame <= last);
}

/** Where the next chapter begins; backwards where this one does, or on its first frame the one before. */
export function chapterStep(
    chapters: readonly Chapter[],
    frames: FrameList,
    frame: number,
    direction: 1 | -1,
    skip: (frame: number) => boolean,
): number | null {
    const starts = chapters.flatMap(
        ({ first, last }) => frames.numbers.find(one => one >= first && one <= last && !skip(one)) ?? [],
    );
    const found = direction > 0 ? starts.find(one => one > frame) : starts.findLast(one => one < frame);
    return found ?? null;
}
