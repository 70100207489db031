import { ReloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Segmented, Spin } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { t } from '../../shared/language';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { makeWorld, WorldContext } from './context';
import { withParams } from './filters';
import { FramesView } from './FramesView';
import './gallery.css';
import { loadGallery } from './load';
import type { Gallery } from './model';
import { ObjectsView } from './ObjectsView';

type View = 'frames' | 'objects';

function Views({ gallery, view }: { gallery: Gallery; view: View }) {
    const world = useMemo(() => makeWorld(gallery), [gallery]);
    useEffect(
        () => () => {
            world.thumbs.dispose();
            world.wholes.dispose();
        },
        [world],
    );
    return (
        <WorldContext.Provider value={world}>
            {view === 'frames' ? <FramesView /> : <ObjectsView />}
        </WorldContext.Provider>
    );
}

function Loading({ progress: { done, total } }: { progress: { done: number; total: number } }) {
    return (
        <div className="gal-empty" role="status">
            {total > 1 ? (
                <>
                    <span>{t('Reading annotations: {done} of {total} jobs', { done, total })}</span>
                    <Progress
                        percent={Math.floor((done / total) * 100)}
                        className="gal-loading"
                        aria-label={t('Reading annotations')}
                    />
                </>
            ) : (
                <Spin />
            )}
        </div>
    );
}

function Nothing({ taskId }: { taskId: number }) {
    return (
        <div className="gal-empty">
            <EmptyState
                title={t('No frames to show')}
                text={t('The task has no frames yet, or none of its jobs is assigned to you.')}
                action={
                    <LinkButton to={`/tasks/${taskId}`} icon={null}>
                        {t('Go to the task')}
                    </LinkButton>
                }
            />
        </div>
    );
}

/** All frames, or all objects, of a task beside each other. */
export default function GalleryPage() {
    const taskId = Number(useParams().id);
    const [progress, setProgress] = useState({ done: 0, total: 0 });
    const gallery = useQuery({
        queryKey: ['gallery', taskId],
        queryFn: ({ signal }) => loadGallery(taskId, signal, (done, total) => setProgress({ done, total })),
        // Read when the page is opened and when it is asked for; what is shown does not change under one's hands.
        staleTime: Infinity,
        gcTime: 0,
    });
    const [params, setParams] = useSearchParams();
    const view: View = params.get('view') === 'objects' ? 'objects' : 'frames';
    const first = gallery.data?.jobs[0].job;
    const body = (
        <>
            {gallery.isError && <LoadError error={gallery.error} onRetry={gallery.refetch} />}
            {gallery.isPending && <Loading progress={progress} />}
            {gallery.data === null && <Nothing taskId={taskId} />}
            {gallery.data && <Views key={gallery.dataUpdatedAt} gallery={gallery.data} view={view} />}
        </>
    );
    return (
        <div className="gal-page">
            <Page
                width="wide"
                title={t('Gallery of task #{taskId}', { taskId })}
                subtitle={
                    <>
                        <Link to={`/tasks/${taskId}`}>{first?.task_name ?? t('Task #{taskId}', { taskId })}</Link>
                    </>
                }
                actions={
                    <>
                        <Segmented<View>
                            aria-label={t('What is shown')}
                            options={[
                                { value: 'frames', label: t('Frames') },
                                { value: 'objects', label: t('Objects') },
                            ]}
                            value={view}
                            onChange={next => setParams(withParams(params, { view: next === 'objects' ? next : '' }))}
                        />
                        <Button
                            icon={<ReloadOutlined />}
                            loading={gallery.isFetching && !gallery.isPending}
                            onClick={() => void gallery.refetch()}
                        >
                            {t('Read again')}
                        </Button>
                    </>
                }
            >
                {first ? (
                    <InWorkspaceOf organizationId={first.organization} what={t('task #{taskId}', { taskId })}>
                        {body}
                    </InWorkspaceOf>
                ) : (
                    body
                )}
            </Page>
        </div>
    );
}
