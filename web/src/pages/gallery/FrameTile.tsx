import { CommentOutlined } from '@ant-design/icons';
import { useCallback } from 'react';
import type { LabelSet } from '../../editor/model/labels';
import type { Size } from '../../editor/model/types';
import { t } from '../../shared/language';
import { useFromGallery, useWorld } from './context';
import { Drawn } from './Drawn';
import type { FrameEntry } from './frames';
import { colourOfLabel, type Gallery } from './model';
import { paintFrame } from './paint';
import type { Tile } from './VirtualGrid';

export const CAPTION_HEIGHT = 24;
const TAGS_SHOWN = 3;

export const frameHeight = (width: number) => Math.round(width * 0.625) + CAPTION_HEIGHT;

/** What a screen reader says of a frame. */
export function describeFrame(entry: FrameEntry, labels: LabelSet): string {
    const parts = [t('Frame {frame}', { frame: entry.frame }), entry.name];
    if (entry.deleted) parts.push(t('deleted'));
    if (entry.objects) parts.push(t('{objects} objects', { objects: entry.objects }));
    if (entry.tags.length)
        parts.push(t('tags: {tags}', { tags: entry.tags.map(id => labels.get(id)?.name).join(t(', ')) }));
    if (entry.openIssues) parts.push(t('{openIssues} open issues', { openIssues: entry.openIssues }));
    return parts.join(t(', '));
}

function Marks({ entry, labels }: { entry: FrameEntry; labels: LabelSet }) {
    const more = entry.tags.length - TAGS_SHOWN;
    return (
        <div className="gal-marks">
            {entry.deleted && <span className="gal-mark gal-deleted">{t('deleted')}</span>}
            {entry.tags.slice(0, TAGS_SHOWN).map(id => (
                <span key={id} className="gal-mark limn-ellipsis">
                    <i style={{ background: colourOfLabel(labels, id) }} />
                    {labels.get(id)?.name}
                </span>
            ))}
            {more > 0 && <span className="gal-mark">{`+${more}`}</span>}
            {entry.issues > 0 && (
                <span className={entry.openIssues ? 'gal-mark gal-issue' : 'gal-mark'}>
                    <CommentOutlined /> {entry.openIssues || t('resolved')}
                </span>
            )}
        </div>
    );
}

/** A frame with its objects drawn on it, its tags, issues and name. */
export function FrameTile({ entry, tile, overlay }: { entry: FrameEntry; tile: Tile; overlay: boolean }) {
    const { thumbs, painting, gallery } = useWorld();
    const { frame, width, height, jobs } = entry;
    const objects = useFromGallery(
        useCallback(
            (_: Gallery) =>
                overlay ? jobs.flatMap(job => job.document.objectsOn(frame).filter(object => !object.outside)) : [],
            [frame, jobs, overlay],
        ),
    );
    const paint = useCallback(
        (canvas: HTMLCanvasElement, size: Size, picture: ImageBitmap) =>
            paintFrame(canvas, size, picture, { width, height }, objects, painting),
        [objects, painting, width, height],
    );
    return (
        <div className={entry.deleted ? 'gal-frame gone' : 'gal-frame'}>
            <Drawn
                pictures={thumbs}
                jobId={jobs[0].job.id}
                frame={frame}
                size={{ width: tile.width - 2, height: tile.height - CAPTION_HEIGHT - 2 }}
                paint={paint}
            />
            <Marks entry={entry} labels={gallery.labels} />
            <div className="gal-caption">
                <span className="limn-number">{frame}</span>
                <span className="limn-ellipsis" title={entry.name}>
                    {entry.name}
                </span>
                <span className="limn-number limn-meta">{entry.objects > 0 && entry.objects}</span>
            </div>
        </div>
    );
}
