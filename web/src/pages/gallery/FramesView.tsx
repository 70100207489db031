import { Button } from 'antd';
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import type { LabelSpec } from '../../editor/model/labels';
import { t } from '../../shared/language';
import { useSetting } from '../../shared/settings';
import { EmptyState } from '../../shared/ui/EmptyState';
import { jobPath } from '../jobs/jobActions';
import { useFromGallery, useWorld } from './context';
import { annotationEdit, frameEdit } from './edits';
import { EditStatus } from './EditStatus';
import { useFrameFilter } from './filters';
import { FrameActions } from './FrameActions';
import { FrameFilters } from './FrameFilters';
import { fitsFrame, frameEntries, type FrameEntry } from './frames';
import { describeFrame, frameHeight, FrameTile } from './FrameTile';
import { tagLabels } from './model';
import { OverlaySwitch } from './OverlaySwitch';
import { planFrames, planTag, planUntag } from './plans';
import { sizeByKey } from './size';
import { SizeSlider } from './SizeSlider';
import { useEdits } from './useEdits';
import { useGridSelection } from './useGridSelection';
import { VirtualGrid } from './VirtualGrid';

const KEYS = t(
    'Arrows move, Space selects, Shift extends, Enter opens, Del deletes or restores, 1–9 put a tag or take it off',
);

/** The frames of a task: looked through, sorted out, tagged. */
export function FramesView() {
    const { gallery } = useWorld();
    const navigate = useNavigate();
    const [filter, setFilter] = useFrameFilter();
    const [size, setSize] = useSetting('gallery.frames', 208);
    const [overlay, setOverlay] = useState(true);
    const edits = useEdits();
    const entries = useFromGallery(frameEntries);
    const byFrame = useMemo(() => new Map(entries.map(entry => [entry.frame, entry])), [entries]);
    const order = useMemo(
        () => entries.filter(entry => fitsFrame(entry, filter)).map(({ frame }) => frame),
        [entries, filter],
    );
    const groups = useMemo(() => [{ key: 'frames', title: null, ids: order }], [order]);
    const selection = useGridSelection(order);
    const tags = useMemo(() => tagLabels(gallery.labels), [gallery]);
    const entryOf = useCallback((frame: number) => byFrame.get(frame) as FrameEntry, [byFrame]);

    const open = (frame: number) => void navigate(`${jobPath(entryOf(frame).jobs[0].job)}?frame=${frame}`);
    const setDeleted = (frames: readonly number[], deleted: boolean) =>
        edits.start(frameEdit(gallery, planFrames(gallery, frames, deleted)));
    const setTag = (frames: readonly number[], label: LabelSpec, on: boolean) =>
        edits.start(
            annotationEdit(gallery, (on ? planTag : planUntag)(gallery, frames, label), {
                doing: on
                    ? t('Tagging “{name}”', { name: label.name })
                    : t('Taking off “{name}”', { name: label.name }),
                done: on
                    ? t('Tagged “{name}”', { name: label.name })
                    : t('Tag “{name}” taken off', { name: label.name }),
                one: t('frame'),
            }),
        );

    const onKey = (event: KeyboardEvent, current: number | undefined): boolean => {
        const next = sizeByKey(event.key, size);
        if (next !== null) setSize(next);
        const frames = selection.ids.length ? selection.ids : current === undefined ? [] : [current];
        if (event.ctrlKey || event.metaKey || event.altKey || !frames.length || edits.busy) return next !== null;
        if (event.key === 'Delete')
            setDeleted(
                frames,
                frames.some(frame => !entryOf(frame).deleted),
            );
        else if (/^[1-9]$/.test(event.key) && tags[Number(event.key) - 1]) {
            const label = tags[Number(event.key) - 1];
            setTag(
                frames,
                label,
                frames.some(frame => !entryOf(frame).tags.includes(label.id)),
            );
        } else return next !== null;
        return true;
    };

    const chosen = selection.ids;
    return (
        <>
            <div className="gal-bar" role="search" aria-label={t('Frames')}>
                <FrameFilters filter={filter} onChange={setFilter} labels={gallery.labels} />
                <span className="limn-meta limn-number" aria-live="polite">
                    {order.length < entries.length
                        ? t('{count, plural, one {# frame} other {# frames}} of {entries, number}', {
                              count: order.length,
                              entries: entries.length,
                          })
                        : t('{count, plural, one {# frame} other {# frames}}', { count: order.length })}
                </span>
                <span className="gal-right">
                    <OverlaySwitch on={overlay} onChange={setOverlay} />
                    <SizeSlider size={size} onChange={setSize} />
                </span>
            </div>
            <FrameActions
                count={chosen.length}
                deletedCount={chosen.filter(frame => entryOf(frame).deleted).length}
                tags={tags}
                busy={edits.busy}
                onOpen={() => open(chosen[0])}
                onDelete={deleted => setDeleted(chosen, deleted)}
                onTag={(label, on) => setTag(chosen, label, on)}
                onClear={selection.clear}
            />
            {order.length ? (
                <VirtualGrid
                    label={t('Frames')}
                    one="frame"
                    groups={groups}
                    size={size}
                    heightOf={frameHeight}
                    selection={selection}
                    nameOf={frame => describeFrame(entryOf(frame), gallery.labels)}
                    renderTile={(frame, tile) => <FrameTile entry={entryOf(frame)} tile={tile} overlay={overlay} />}
                    onOpen={open}
                    onKey={onKey}
                />
            ) : (
                <div className="gal-empty">
                    <EmptyState
                        title={t('No frame matches')}
                        text={t('Nothing fits these filters.')}
                        action={
                            <Button onClick={() => setFilter({ state: 'all', labels: [], issue: 'any', text: '' })}>
                                {t('Clear filters')}
                            </Button>
                        }
                    />
                </div>
            )}
            <EditStatus edits={edits} otherwise={KEYS} />
        </>
    );
}
