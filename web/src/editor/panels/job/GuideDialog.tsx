import { useQuery } from '@tanstack/react-query';
import { Modal, Skeleton } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { getGuide } from '../../../api';
import { t } from '../../../shared/language';
import { LoadError } from '../../../shared/ui/LoadError';
import { guideSeen, wantsGuide } from '../../session/guide';
import { useSession, useView } from '../context';

const Markdown = lazy(() => import('../../../shared/markdown/Markdown'));

/** What the annotators of this job are told. */
export function Guide() {
    const session = useSession();
    const id = session.job.guide_id;
    const guide = useQuery({
        queryKey: ['guide', id],
        queryFn: ({ signal }) => getGuide(id ?? 0, signal),
        enabled: id !== null,
    });
    return (
        <div className="ed-guide">
            {guide.isError && <LoadError error={guide.error} onRetry={guide.refetch} />}
            {guide.isPending && <Skeleton active />}
            {guide.data && (
                <Suspense fallback={<Skeleton active />}>
                    <Markdown text={guide.data.markdown} />
                </Suspense>
            )}
        </div>
    );
}

export function GuideDialog() {
    const session = useSession();
    return (
        <Modal
            open
            width={760}
            title={t('Guide')}
            footer={null}
            onCancel={() => session.view.setState({ dialog: null })}
        >
            <Guide />
        </Modal>
    );
}

/** Opens the guide by itself, once for everybody who begins to annotate, and where the address asks for it. */
export function useGuideOnce(): void {
    const session = useSession();
    const dialog = useView(view => view.dialog);
    useEffect(() => {
        if (wantsGuide(session.job, window.location.search)) session.view.setState({ dialog: 'guide' });
    }, [session]);
    useEffect(() => {
        if (dialog === 'guide' && session.job.guide_id !== null) guideSeen(session.job.guide_id);
    }, [dialog, session]);
}
