import { Alert, Button, Modal } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { t } from '../../../shared/language';
import { missingValues } from '../../model/checks';
import { sortedThreads } from '../../model/issues';
import { revealIssue } from '../../session/issueLinks';
import { endJob, type JobEnd } from '../../session/jobState';
import { useSession } from '../context';
import { useIssues } from '../issues/useIssues';

const TEXTS: Readonly<Record<JobEnd, { title: string; text: string; ok: string; danger?: boolean }>> = {
    'finish-job': {
        title: t('Would you like to finish the job?'),
        text: t('Everything is saved, and the job becomes completed.'),
        ok: t('Finish'),
    },
    'accept-job': {
        title: t('Would you like to accept the job?'),
        text: t('The job goes to acceptance and becomes completed. The verdicts on its objects are no longer kept.'),
        ok: t('Accept job'),
    },
    'reject-job': {
        title: t('Would you like to reject the job?'),
        text: t(
            'The job goes back to annotation and becomes rejected. Its issues tell the annotator what to change; verdicts stay with objects that stay as they are.',
        ),
        ok: t('Reject job'),
        danger: true,
    },
};

/** Asks before the work on the job ends, and says what speaks against it. */
export function EndDialog({ end }: { end: JobEnd }) {
    const session = useSession();
    const [busy, setBusy] = useState(false);
    const { title, text, ok, danger } = TEXTS[end];
    const close = () => session.view.setState({ dialog: null });
    const run = async () => {
        setBusy(true);
        const done = await endJob(session, end);
        setBusy(false);
        if (done) close();
    };
    // Others may have resolved or opened some.
    useEffect(() => void session.issues.read(), [session]);
    return (
        <Modal
            open
            title={title}
            okText={ok}
            okButtonProps={{ danger, autoFocus: true }}
            confirmLoading={busy}
            onOk={() => void run()}
            onCancel={close}
        >
            <p>{text}</p>
            {end === 'reject-job' ? <RejectWarnings /> : <EndWarnings reviewing={end === 'accept-job'} />}
        </Modal>
    );
}

/** Something to look at first; the button leads there. */
function Warning({ text, show }: { text: ReactNode; show: () => void }) {
    const session = useSession();
    const leave = () => {
        session.view.setState({ dialog: null });
        show();
    };
    return (
        <Alert
            className="ed-warning"
            type="warning"
            showIcon
            message={text}
            action={
                <Button size="small" onClick={leave}>
                    {t('Show')}
                </Button>
            }
        />
    );
}

function EndWarnings({ reviewing }: { reviewing: boolean }) {
    const session = useSession();
    const { review } = session;
    const { status, error, threads } = useIssues(state => state);
    const open = threads.filter(({ issue }) => !issue.resolved);
    const blocking = open.filter(({ issue }) => issue.severity === 'blocking').length;
    const missing = useMemo(() => missingValues(session.document, session.labels), [session]);
    const { accepted, rejected, total } = review.progressInJob();
    const undecided = total - accepted - rejected;
    const go = (frame: number, id: number) => {
        if (frame === session.frame || session.goTo(frame)) review.look(id);
    };
    return (
        <>
            {status === 'failed' && (
                <Alert
                    className="ed-warning"
                    type="warning"
                    showIcon
                    message={t('Whether issues are open is not known: they could not be read. {error}', {
                        error: error ?? '',
                    })}
                />
            )}
            {open.length > 0 && (
                <Warning
                    text={[
                        t('{count, plural, one {# issue} other {# issues}} not resolved.', { count: open.length }),
                        blocking > 0 &&
                            t('{count, plural, one {# of them is} other {# of them are}} blocking.', {
                                count: blocking,
                            }),
                    ]
                        .filter(Boolean)
                        .join(' ')}
                    show={() => revealIssue(session, sortedThreads(open, 'severity')[0].issue.id)}
                />
            )}
            {missing.length > 0 && (
                <Warning
                    text={t(
                        '{count, plural, one {# attribute} other {# attributes}} without a value, the first one being {name}.',
                        { count: missing.length, name: missing[0].name },
                    )}
                    show={() => go(missing[0].frame, missing[0].id)}
                />
            )}
            {reviewing && undecided > 0 && (
                <Warning
                    text={t('{undecided, plural, one {# object} other {# objects}} without a verdict.', { undecided })}
                    show={() => review.advance(null)}
                />
            )}
        </>
    );
}

function RejectWarnings() {
    const open = useIssues(state => state.threads.filter(({ issue }) => !issue.resolved).length);
    const ready = useIssues(state => state.status === 'ready');
    if (!ready) return null;
    return (
        <Alert
            className="ed-warning"
            type={open ? 'info' : 'warning'}
            showIcon
            message={
                open
                    ? t('{open, plural, one {# issue} other {# issues}} tell what to change.', { open })
                    : t('No issue is open: the annotator will not know what to change.')
            }
        />
    );
}
