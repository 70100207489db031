import { App } from 'antd';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { choiceName } from '../../editor/model/checks';
import type { AttributeSpec, LabelSpec } from '../../editor/model/labels';
import type { DocObject } from '../../editor/model/types';
import { t } from '../../shared/language';
import { useSetting } from '../../shared/settings';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { jobPath } from '../jobs/jobActions';
import { useFromGallery, useWorld } from './context';
import { cropHeight, CropTile, describeObject } from './CropTile';
import { annotationEdit } from './edits';
import { EditStatus } from './EditStatus';
import { useObjectFilter } from './filters';
import { ObjectActions } from './ObjectActions';
import { ObjectFilters } from './ObjectFilters';
import { groupObjects, objectEntries, type ObjectEntry } from './objects';
import { choicesOf } from './options';
import { OverlaySwitch } from './OverlaySwitch';
import { mayCarry, planAttribute, planDeletion, planLabel, type JobPlan } from './plans';
import { sizeByKey } from './size';
import { SizeSlider } from './SizeSlider';
import { useEdits } from './useEdits';
import { useGridSelection } from './useGridSelection';
import { VirtualGrid } from './VirtualGrid';

/** The editor's address of an object. */
function editorPath({ of, frame, id, state }: ObjectEntry): string {
    const serverId = of.saved.get(id)?.wire.id;
    return `${jobPath(of.job)}?frame=${frame}&serverID=${serverId}&type=${state.kind}`;
}

function documentObjects(entries: readonly ObjectEntry[]): DocObject[] {
    return entries.flatMap(({ of, id }) => of.document.get(id) ?? []);
}

/** The keys of the grid in words; digits set the attribute that groups it. */
function keysOf(spec: AttributeSpec | undefined): string {
    const values = spec && choicesOf(spec);
    const digits = values
        ?.slice(0, 9)
        .map((value, i) => `${i + 1} ${choiceName(value)}`)
        .join(t(', '));
    return digits
        ? t('Arrows move, Space selects, Shift extends, Enter opens, Del deletes; {digits}', { digits })
        : t(
              'Arrows move, Space selects, Shift extends, Enter opens, Del deletes; group by an attribute, and digits set it',
          );
}

/** The objects of a task cut out of their frames, to put labels and attributes right. */
export function ObjectsView() {
    const { gallery } = useWorld();
    const { modal } = App.useApp();
    const navigate = useNavigate();
    const [filter, setFilter] = useObjectFilter();
    const [size, setSize] = useSetting('gallery.objects', 144);
    const [outline, setOutline] = useState(true);
    const edits = useEdits();
    const entries = useFromGallery(objectEntries);
    const byId = useMemo(() => new Map(entries.map(entry => [entry.id, entry])), [entries]);
    const groups = useMemo(() => groupObjects(entries, filter, gallery.labels), [entries, filter, gallery]);
    const order = useMemo(() => groups.flatMap(({ ids }) => ids), [groups]);
    const selection = useGridSelection(order);
    const spec = gallery.labels.attribute(Number(filter.group));
    const attribute = spec?.id ?? null;
    const entryOf = (id: number) => byId.get(id) as ObjectEntry;

    const chosen = selection.ids.map(entryOf);
    const objects = useMemo(
        () => documentObjects(selection.ids.map(id => byId.get(id) as ObjectEntry)),
        [selection.ids, byId],
    );
    const labelIds = new Set(objects.map(object => object.labelId));
    const common = labelIds.size === 1 ? (gallery.labels.get([...labelIds][0])?.attributes ?? []) : [];
    const labels = gallery.labels.roots
        .filter(label => label.type !== 'tag' && label.type !== 'skeleton')
        .map(label => ({ label, fits: objects.some(object => mayCarry(object, label)) }));

    const start = (plans: JobPlan[], doing: string, done: string) => {
        if (plans.length) edits.start(annotationEdit(gallery, plans, { doing, done, one: t('object') }));
    };
    const setLabel = (ids: readonly number[], label: LabelSpec) =>
        start(planLabel(gallery, ids, label), t('Setting the label'), t('Label “{name}” set', { name: label.name }));
    const setValue = (ids: readonly number[], which: AttributeSpec, value: string) =>
        start(
            planAttribute(gallery, ids, which, value),
            t('Setting “{name}”', { name: which.name }),
            t('“{name}” set to “{value}”', { name: which.name, value }),
        );
    const askToDelete = (ids: readonly number[]) => {
        const plans = planDeletion(gallery, ids);
        const tracks = ids.filter(id => entryOf(id).state.kind === 'track').length;
        confirmDanger(modal, {
            title: t(
                'Delete {count, plural, one {# object} other {# objects}} in {plans, plural, one {# job} other {# jobs}}?',
                { count: ids.length, plans: plans.length },
            ),
            content: tracks
                ? t(
                      '{tracks, plural, one {# track} other {# tracks}} among them, with all frames they are on. You can undo this until you do something else here or leave this page.',
                      { tracks },
                  )
                : t('You can undo this until you do something else here or leave this page.'),
            okText: t('Delete'),
            run: async () => start(plans, t('Deleting'), t('Deleted')),
        });
    };
    const open = (id: number) => void navigate(editorPath(entryOf(id)));

    const onKey = (event: KeyboardEvent, current: number | undefined): boolean => {
        const next = sizeByKey(event.key, size);
        if (next !== null) setSize(next);
        const ids = selection.ids.length ? selection.ids : current === undefined ? [] : [current];
        if (event.ctrlKey || event.metaKey || event.altKey || !ids.length || edits.busy) return next !== null;
        const value = spec && choicesOf(spec)?.[Number(event.key) - 1];
        if (event.key === 'Delete') askToDelete(ids);
        else if (/^[1-9]$/.test(event.key) && spec && value !== undefined) setValue(ids, spec, value);
        else return next !== null;
        return true;
    };

    return (
        <>
            <div className="gal-bar" role="search" aria-label={t('Objects')}>
                <ObjectFilters filter={filter} onChange={setFilter} labels={gallery.labels} />
                <span className="limn-meta limn-number" aria-live="polite">
                    {order.length < entries.length
                        ? t('{count, plural, one {# object} other {# objects}} of {entries, number}', {
                              count: order.length,
                              entries: entries.length,
                          })
                        : t('{count, plural, one {# object} other {# objects}}', { count: order.length })}
                </span>
                <span className="gal-right">
                    <OverlaySwitch on={outline} onChange={setOutline} />
                    <SizeSlider size={size} onChange={setSize} />
                </span>
            </div>
            <ObjectActions
                count={chosen.length}
                labels={labels}
                attributes={common}
                busy={edits.busy}
                onOpen={() => open(selection.ids[0])}
                onLabel={label => setLabel(selection.ids, label)}
                onValue={(which, value) => setValue(selection.ids, which, value)}
                onDelete={() => askToDelete(selection.ids)}
                onClear={selection.clear}
            />
            {order.length ? (
                <VirtualGrid
                    label={t('Objects')}
                    one="object"
                    groups={groups}
                    size={size}
                    heightOf={cropHeight}
                    selection={selection}
                    nameOf={id => describeObject(entryOf(id), attribute, gallery.labels)}
                    renderTile={(id, tile) => (
                        <CropTile entry={entryOf(id)} tile={tile} outline={outline} attribute={attribute} />
                    )}
                    onOpen={open}
                    onKey={onKey}
                />
            ) : (
                <div className="gal-empty">
                    <EmptyState
                        title={entries.length ? t('No object has this label') : t('No objects yet')}
                        text={
                            entries.length
                                ? t('Choose another label, or all of them.')
                                : t(
                                      'Boxes, polygons, masks and everything else drawn in the jobs of this task are shown here.',
                                  )
                        }
                    />
                </div>
            )}
            <EditStatus edits={edits} otherwise={keysOf(spec)} />
        </>
    );
}
