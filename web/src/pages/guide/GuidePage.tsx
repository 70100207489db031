import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
    assetPath,
    createGuide,
    getGuide,
    getProject,
    getTask,
    patchGuide,
    uploadAsset,
    type Guide,
    type GuideOwner,
} from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';
import { word } from '../../shared/language/words';
import { assetMarkdown, assetProblem } from '../../shared/markdown/assets';
import { reportError, reportSuccess } from '../../shared/notices';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { UnsavedWarning } from '../../shared/ui/UnsavedWarning';
import { useAction } from '../../shared/useAction';
import { MarkdownEditor } from './MarkdownEditor';

interface OwnerInfo {
    name: string;
    organizationId: number | null;
    guide: Guide | null;
}

async function load(owner: GuideOwner, id: number, signal: AbortSignal): Promise<OwnerInfo> {
    const record = owner === 'project' ? await getProject(id, signal) : await getTask(id, signal);
    const guide = record.guide_id === null ? null : await getGuide(record.guide_id, signal);
    return { name: record.name, organizationId: record.organization_id, guide };
}

interface Props {
    owner: GuideOwner;
    id: number;
    info: OwnerInfo;
}

function GuideView({ owner, id, info }: Props) {
    const client = useQueryClient();
    const [text, setText] = useState(info.guide?.markdown ?? '');
    const [saved, setSaved] = useState(info.guide?.markdown ?? '');
    /** Made when first needed: an asset belongs to a guide, so the first picture makes it. One call however many ask. */
    const guide = useRef<Promise<number> | null>(info.guide ? Promise.resolve(info.guide.id) : null);
    const changed = text !== saved;

    const guideId = useCallback((): Promise<number> => {
        if (!guide.current) {
            guide.current = createGuide(owner, id, '').then(made => made.id);
            guide.current.catch(() => (guide.current = null));
        }
        return guide.current;
    }, [owner, id]);

    const [save, saving] = useAction(t('The guide was not saved; your text is still here'), async () => {
        const sent = text;
        const madeId = await guideId();
        await patchGuide(madeId, sent);
        setSaved(sent);
        for (const key of [[owner], [`${owner}s`], ['jobs'], ['guide', madeId]]) {
            void client.invalidateQueries({ queryKey: key });
        }
        reportSuccess(t('Guide saved'));
    });

    const upload = async (file: File): Promise<string | null> => {
        const wrong = assetProblem(file);
        if (wrong) {
            reportError(t('“{name}” was not added', { name: file.name }), new Error(wrong));
            return null;
        }
        try {
            const asset = await uploadAsset(await guideId(), file);
            return assetMarkdown(file, assetPath(asset.uuid));
        } catch (error) {
            reportError(t('“{name}” was not added', { name: file.name }), error);
            return null;
        }
    };

    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.defaultPrevented || event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            if (changed) void save();
        };
        window.addEventListener('keydown', onKeyDown);
        return () => window.removeEventListener('keydown', onKeyDown);
    }, [changed, save]);

    return (
        <Page
            title={t('Guide of {name}', { name: info.name })}
            subtitle={
                <>
                    {rich('For everybody who annotates this {owner}', {
                        owner: <Link to={`/${owner}s/${id}`}>{word(owner)}</Link>,
                    })}
                </>
            }
            actions={
                <Button type="primary" loading={saving} disabled={!changed} onClick={() => void save()}>
                    {changed ? t('Save') : t('Saved')}
                </Button>
            }
            width="wide"
        >
            <MarkdownEditor value={text} onChange={setText} onSave={() => void save()} upload={upload} />
            <UnsavedWarning when={() => changed} what={t('The guide')} />
        </Page>
    );
}

function GuideOf({ owner }: { owner: GuideOwner }) {
    const id = Number(useParams().id);
    const info = useQuery({
        queryKey: ['guide', owner, id],
        queryFn: ({ signal }) => load(owner, id, signal),
        // What is being edited must not change underneath.
        staleTime: Infinity,
        gcTime: 0,
    });
    if (!info.data) {
        return (
            <Page title={t('Guide')}>
                {info.isError ? <LoadError error={info.error} onRetry={info.refetch} /> : <Skeleton active />}
            </Page>
        );
    }
    return (
        <InWorkspaceOf
            organizationId={info.data.organizationId}
            what={owner === 'project' ? t('project #{id}', { id }) : t('task #{id}', { id })}
        >
            <GuideView key={id} owner={owner} id={id} info={info.data} />
        </InWorkspaceOf>
    );
}

export const ProjectGuidePage = () => <GuideOf owner="project" />;
export const TaskGuidePage = () => <GuideOf owner="task" />;
