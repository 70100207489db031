import type { DataMeta, ValidationLayout } from '../../api';
import { csvLine } from '../../shared/csv';
import { t } from '../../shared/language';

/** A validation frame, and where it is used. */
export interface ValidationFrame {
    frame: number;
    name: string;
    active: boolean;
    /** At how many honeypots it is shown; null where there are none. */
    uses: number | null;
}

/** A video has one record for all of its frames. */
function frameName(meta: DataMeta, frame: number): string {
    return meta.frames.length === 1 && meta.size > 1
        ? t('frame {frame}', { frame })
        : (meta.frames[frame]?.name ?? t('frame {frame}', { frame }));
}

export function validationFrames(layout: ValidationLayout, meta: DataMeta): ValidationFrame[] {
    const excluded = new Set(layout.disabled_frames ?? []);
    const uses = new Map<number, number>();
    for (const frame of layout.honeypot_real_frames ?? []) uses.set(frame, (uses.get(frame) ?? 0) + 1);
    return [...(layout.validation_frames ?? [])]
        .sort((a, b) => a - b)
        .map(frame => ({
            frame,
            name: frameName(meta, frame),
            active: !excluded.has(frame),
            uses: layout.mode === 'gt_pool' ? (uses.get(frame) ?? 0) : null,
        }));
}

/** The excluded frames after some were excluded or restored. */
export function withExcluded(layout: ValidationLayout, frames: number[], exclude: boolean): number[] {
    const excluded = new Set(layout.disabled_frames ?? []);
    for (const frame of frames) {
        if (exclude) excluded.add(frame);
        else excluded.delete(frame);
    }
    return [...excluded].sort((a, b) => a - b);
}

export function allocationCsv(frames: ValidationFrame[]): string {
    const head = [t('Frame'), t('Name'), t('Status'), t('Honeypots')];
    const rows = frames.map(item => [
        String(item.frame),
        item.name,
        item.active ? 'active' : 'excluded',
        item.uses === null ? '' : String(item.uses),
    ]);
    return [head, ...rows].map(csvLine).join('');
}
