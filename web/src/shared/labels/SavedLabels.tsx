import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useMemo, useRef, useState } from 'react';
import {
    getProjectLabels,
    getTaskLabels,
    patchProject,
    patchSkeleton,
    patchTask,
    type Label,
    type LabelWrite,
} from '../../api';
import { inertIf } from '../inert';
import { t } from '../language';
import { confirmDanger } from '../ui/confirm';
import { LoadError } from '../ui/LoadError';
import { UnsavedWarning } from '../ui/UnsavedWarning';
import { useAction } from '../useAction';
import { LabelsEditor, type LabelsHandle } from './LabelsEditor';
import { diffLabels, fromLabels, skeletonChanges, type DraftLabel } from './model';
import { askForSkeletons } from './askForSkeletons';
import { LabelPicturesProvider, useLabelPictures } from './useLabelPictures';
import { validateLabels } from './validate';

interface Props {
    owner: 'projects' | 'tasks';
    id: number;
    /** Keeps pictures of the labels. */
    guideId: number | null;
}

/** The labels as they are to be, and as they were when the first change was made: what others add meanwhile is not deleted. */
interface Draft {
    base: Label[];
    labels: DraftLabel[];
}

const NO_LABELS: Label[] = [];

const load = (owner: Props['owner'], id: number, signal: AbortSignal): Promise<Label[]> =>
    owner === 'projects' ? getProjectLabels(id, signal) : getTaskLabels(id, signal);

async function store(owner: Props['owner'], id: number, labels: LabelWrite[]): Promise<void> {
    if (owner === 'projects') await patchProject(id, { labels });
    else await patchTask(id, { labels });
}

function summary(changes: LabelWrite[], skeletons: number): string {
    const added = changes.filter(change => change.id === undefined).length;
    const deleted = changes.filter(change => change.deleted).length;
    // What is only moved says nothing of what it is.
    const changed = changes.filter(change => change.id !== undefined && !change.deleted && change.type).length;
    const moved = changes.some(change => change.position !== undefined);
    return [
        added && t('{added, plural, one {# label} other {# labels}} to add', { added }),
        changed && t('{changed, plural, one {# label} other {# labels}} to change', { changed }),
        moved && t('another order'),
        skeletons && t('{count, plural, one {# skeleton} other {# skeletons}} to change', { count: skeletons }),
        deleted && t('{deleted, plural, one {# label} other {# labels}} to delete', { deleted }),
    ]
        .filter(Boolean)
        .join(t(', '));
}

/** What labels were called, and are called after the changes. */
function renamed(before: Label[], changes: LabelWrite[]): ReadonlyMap<string, string> {
    const pairs = changes.flatMap(({ id, name, deleted }) => {
        const old = before.find(label => label.id === id);
        return old && name && !deleted && name !== old.name ? [[old.name, name] as const] : [];
    });
    return new Map(pairs);
}

/** The labels of a task or project that exists: edited as a draft, saved at once. */
export function SavedLabels({ owner, id, guideId }: Props) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const key = ['labels', owner, id];
    const labels = useQuery({ queryKey: key, queryFn: ({ signal }) => load(owner, id, signal) });
    const editor = useRef<LabelsHandle>(null);
    const [draft, setDraft] = useState<Draft | null>(null);
    /** What the changes are changes of. */
    const base = draft?.base ?? labels.data ?? NO_LABELS;
    const saved = useMemo(() => fromLabels(base), [base]);
    const changes = useMemo(() => (draft ? diffLabels(draft.base, draft.labels) : []), [draft]);
    const skeletons = useMemo(() => (draft ? skeletonChanges(draft.base, draft.labels) : []), [draft]);
    const invalid = draft !== null && Object.keys(validateLabels(draft.labels)).length > 0;
    const changed = changes.length > 0 || skeletons.length > 0;

    const { here, rename } = useLabelPictures(owner, id, guideId);

    const [save, saving] = useAction(t('The labels were not saved'), async () => {
        if (changes.length) await store(owner, id, changes);
        for (const { id: labelId, svg, sublabels } of skeletons) await patchSkeleton(labelId, { svg, sublabels });
        await rename(renamed(base, changes));
        await client.invalidateQueries({ queryKey: ['labels'] });
        setDraft(null);
    });

    const confirmAndSave = () => {
        const deleted = changes.filter(change => change.deleted).map(change => change.name);
        if (!deleted.length) {
            void askForSkeletons(modal, skeletons, save);
            return;
        }
        confirmDanger(modal, {
            title: t('Delete {count, plural, one {# label} other {# labels}} and all their annotations?', {
                count: deleted.length,
            }),
            content: deleted.join(t(', ')),
            okText: t('Delete and save'),
            run: async () => askForSkeletons(modal, skeletons, save),
        });
    };

    return (
        <Card title={t('Labels')}>
            {labels.isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
            {labels.isError && <LoadError error={labels.error} onRetry={labels.refetch} />}
            {labels.isSuccess && (
                <LabelPicturesProvider value={here}>
                    {/* What was changed while the changes before it are saved would be lost with them. */}
                    <div {...inertIf(saving)}>
                        <LabelsEditor
                            handle={editor}
                            value={draft?.labels ?? saved}
                            onChange={next => setDraft({ base, labels: next })}
                            saved={saved}
                        />
                    </div>
                </LabelPicturesProvider>
            )}
            {changed && (
                <Flex gap={8} align="center" className="limn-save-bar">
                    <Button type="primary" onClick={confirmAndSave} loading={saving} disabled={invalid}>
                        {t('Save labels')}
                    </Button>
                    <Button onClick={() => setDraft(null)} disabled={saving}>
                        {t('Cancel')}
                    </Button>
                    <Typography.Text type="secondary">{summary(changes, skeletons.length)}</Typography.Text>
                </Flex>
            )}
            <UnsavedWarning when={() => changed || editor.current?.holdsMore() === true} what={t('The label set')} />
        </Card>
    );
}
