import { Button } from 'antd';
import { useUsername } from '../../../app/session';
import { t } from '../../../shared/language';
import { word } from '../../../shared/language/words';
import { withPictures } from '../../model/commentText';
import { quickTexts, recentTexts } from '../../model/issues';
import { NEW_ISSUE, type IssueDraft } from '../../session/issues';
import { useSession } from '../context';
import { IssueCard } from './IssueCard';
import { NewSeverity } from './pickers';
import { SendField } from './SendField';
import { useIssues, useSending } from './useIssues';

/** Asks what is to be said about a region, and opens the issue. */
export function NewIssue({ draft }: { draft: IssueDraft }) {
    const session = useSession();
    const username = useUsername();
    const threads = useIssues(state => state.threads);
    const sending = useSending();
    const { issues } = session;
    const texts = [...quickTexts(true), ...recentTexts(threads, username)];
    const open = async (text: string) => {
        if (!(await sending.send(() => issues.create(draft, text, issues.state.severity)))) return;
        issues.written(NEW_ISSUE);
        issues.store.setState({ severity: null });
        if (issues.state.draft === draft) issues.close();
        session.viewport.takeFocus();
    };
    // Where that fails, the text is in the field and can be sent again.
    const openAs = (text: string) => {
        issues.setText(NEW_ISSUE, text);
        return open(withPictures(text, issues.tray.named(NEW_ISSUE)));
    };
    return (
        <IssueCard
            title={t('New issue on frame {frame}', { frame: draft.frame })}
            label={t('New issue')}
            position={draft.position}
            onClose={() => issues.close()}
        >
            <div className="ed-chips" role="group" aria-label={t('Texts at hand')}>
                {texts.map(text => (
                    <Button key={text} size="small" disabled={sending.busy} onClick={() => void openAs(text)}>
                        {text}
                    </Button>
                ))}
            </div>
            <SendField
                about={word(NEW_ISSUE)}
                label={t('What is wrong here')}
                action={t('Open issue')}
                failure={t('The issue was not opened.')}
                sending={sending}
                position={draft.position}
                autoFocus
                onSend={text => void open(text)}
            >
                <NewSeverity />
            </SendField>
        </IssueCard>
    );
}
