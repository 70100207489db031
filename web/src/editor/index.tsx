import { Button, Result, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { messageOf } from '../api';
import { t } from '../shared/language';
import './styles/index.css';
import { SessionContext } from './panels/context';
import { RecoverDialog } from './panels/RecoverDialog';
import { Workspace } from './panels/Workspace';
import { readLink, withoutWishes } from './session/link';
import type { JobLock } from './session/lock';
import { openJob, type OpenedJob } from './session/open';

type Opening =
    | { readonly kind: 'loading' }
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'open'; readonly opened: OpenedJob };

/** Each is another one; the lock of the job where this tab has it already. */
interface Attempt {
    readonly lock?: JobLock;
}

/** The job opens on this frame the next time. */
function stayOn(frame: number): void {
    const url = new URL(window.location.href);
    url.searchParams.set('frame', String(frame));
    window.history.replaceState(window.history.state, '', url);
}

/** The annotation editor of one job. */
export default function EditorPage({ jobId }: { jobId: number }) {
    const [opening, setOpening] = useState<Opening>({ kind: 'loading' });
    const [attempt, setAttempt] = useState<Attempt>({});

    useEffect(() => {
        const abort = new AbortController();
        let opened: OpenedJob | null = null;
        openJob(jobId, readLink(window.location.search), abort.signal, attempt.lock).then(
            result => {
                if (abort.signal.aborted) return result.close();
                opened = result;
                result.session.reopen = lock => {
                    stayOn(result.session.frame);
                    setAttempt({ lock });
                };
                result.session.atOnce = change => {
                    flushSync(change);
                    result.session.viewport.flush();
                };
                result.session.start();
                setOpening({ kind: 'open', opened: result });
            },
            (error: unknown) => {
                attempt.lock?.release();
                if (!abort.signal.aborted) setOpening({ kind: 'failed', message: messageOf(error) });
            },
        );
        return () => {
            abort.abort();
            opened?.close();
            setOpening({ kind: 'loading' });
        };
    }, [jobId, attempt]);

    // After the panels, of which one looks whether the guide is asked for.
    useEffect(() => {
        const plain = opening.kind === 'open' && withoutWishes(window.location.href);
        if (plain) window.history.replaceState(window.history.state, '', plain);
    }, [opening]);

    // Work found on this computer belongs to the document as it was opened.
    const settled = opening.kind === 'open' && !opening.opened.found ? opening.opened.session : null;
    useEffect(() => settled?.presence.follower.begin(), [settled]);

    if (opening.kind === 'loading') {
        return (
            <div className="ed-opening" role="status">
                <Spin size="large" />
                <span>{t('Opening job #{jobId}', { jobId })}</span>
            </div>
        );
    }
    if (opening.kind === 'failed') {
        return (
            <Result
                status="warning"
                title={t('Job #{jobId} could not be opened', { jobId })}
                subTitle={opening.message}
                extra={
                    <Button type="primary" onClick={() => setAttempt({})}>
                        {t('Try again')}
                    </Button>
                }
            />
        );
    }
    const { opened } = opening;
    return (
        <SessionContext.Provider value={opened.session}>
            <Workspace />
            {opened.found && (
                <RecoverDialog
                    opened={opened}
                    onDone={() => setOpening({ kind: 'open', opened: { ...opened, found: null } })}
                />
            )}
        </SessionContext.Provider>
    );
}
