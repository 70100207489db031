import { Button } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useUsername } from '../../../app/session';
import { t } from '../../../shared/language';
import { recentTexts } from '../../model/issues';
import { withPictures } from '../../model/commentText';
import type { ObjectId } from '../../model/types';
import { quickTextsFor, regionFor } from '../../session/objectIssues';
import { useSession } from '../context';
import { IssueCard } from '../issues/IssueCard';
import { NewSeverity } from '../issues/pickers';
import { SendField } from '../issues/SendField';
import { useIssues, useSending } from '../issues/useIssues';

/** Asks why an object is sent back: by number, or in words. */
export function RejectCard({ id }: { id: ObjectId }) {
    const session = useSession();
    const { review, issues } = session;
    const username = useUsername();
    const threads = useIssues(state => state.threads);
    const sending = useSending();
    const box = useRef<HTMLDivElement>(null);
    const object = session.object(id);
    const label = object && session.labels.get(object.labelId);
    const reasons = [...quickTextsFor(session, id), ...recentTexts(threads, username)];
    const about = `reject/${id}`;
    const position = regionFor(session, id);

    useEffect(() => box.current?.querySelector('button')?.focus({ preventScroll: true }), []);

    const rejectAs = (reason: string) => {
        issues.setText(about, reason);
        return reject(withPictures(reason, issues.tray.named(about)));
    };
    const reject = async (reason: string) => {
        if (!(await sending.send(() => review.reject(id, reason, issues.state.severity)))) return;
        issues.written(about);
        issues.store.setState({ severity: null });
        session.viewport.takeFocus();
    };
    const key = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
        if ((event.target as HTMLElement).matches('textarea, input')) return;
        const reason = reasons[Number(event.key) - 1];
        if (reason && !sending.busy) {
            event.preventDefault();
            return void rejectAs(reason);
        }
        // What is typed belongs to the text.
        if (event.key !== ' ') box.current?.querySelector('textarea')?.focus();
    };
    return (
        <IssueCard
            title={t('Reject {name} {id}: why?', { name: label?.name ?? 'object', id })}
            label={t('Reason of the rejection')}
            position={position}
            onClose={() => review.stopAsking()}
        >
            <div ref={box} className="ed-reject" onKeyDown={key}>
                <div className="ed-reasons" role="group" aria-label={t('Reasons at hand')}>
                    {reasons.map((reason, i) => (
                        <Button key={reason} size="small" disabled={sending.busy} onClick={() => void rejectAs(reason)}>
                            <kbd>{i + 1}</kbd> {reason}
                        </Button>
                    ))}
                </div>
                <SendField
                    about={about}
                    label={t('Another reason')}
                    action={t('Reject')}
                    failure={t('The object has no verdict yet: its issue was not opened.')}
                    sending={sending}
                    position={position}
                    onSend={reason => void reject(reason)}
                >
                    <NewSeverity />
                </SendField>
            </div>
        </IssueCard>
    );
}
