import { DeleteOutlined, LinkOutlined } from '@ant-design/icons';
import { Alert, App, Button, Tag, Tooltip } from 'antd';
import { useStore } from 'zustand';
import { messageOf } from '../../../api';
import { copyText } from '../../../shared/copyText';
import { confirmDanger } from '../../../shared/ui/confirm';
import { t } from '../../../shared/language';
import { withPictures } from '../../model/commentText';
import type { Thread } from '../../model/issues';
import { issueUrl } from '../../session/issueLinks';
import { useSession } from '../context';
import { Comment } from './Comment';
import { IssueCard } from './IssueCard';
import { AssigneePicker, SeverityPicker } from './pickers';
import { SendField } from './SendField';
import { useIssues, useSending } from './useIssues';

/** What was written about an issue, and what can be done about it. */
export function IssueThread({ thread }: { thread: Thread }) {
    const session = useSession();
    const { issue, comments } = thread;
    const { issues } = session;
    const about = `thread/${issue.id}`;
    const { tray } = issues;
    const text = useIssues(state => state.texts[about] ?? '').trim();
    const count = useStore(tray.store, state => state.pictures[about]?.length ?? 0);
    const says = text !== '' || count > 0;
    const sending = useSending();
    const resolving = useSending();
    const changing = useSending();
    const failed = resolving.error ?? changing.error;

    const post = async (message: string) => {
        await issues.comment(issue.id, message);
        issues.written(about);
    };
    const comment = (message: string) => sending.send(() => post(message));
    const resolve = () =>
        resolving.send(async () => {
            if (says) await post(withPictures(text, tray.named(about)));
            await issues.patch(issue.id, { resolved: !issue.resolved });
        });
    return (
        <IssueCard
            title={
                <>
                    {t('Issue {id}', { id: issue.id })} {issue.resolved && <Tag color="success">{t('resolved')}</Tag>}
                </>
            }
            label={t('Issue {id}', { id: issue.id })}
            position={issue.position}
            tools={<ThreadTools thread={thread} />}
            onClose={() => issues.close()}
        >
            <div className="ed-issue-choices">
                <SeverityPicker
                    value={issue.severity ?? null}
                    loading={changing.busy}
                    onChange={severity => void changing.send(() => issues.patch(issue.id, { severity }))}
                />
                <AssigneePicker issue={issue} sending={changing} />
            </div>
            <ol className="ed-comments">
                {comments.map(one => (
                    <Comment key={one.id} comment={one} position={issue.position} />
                ))}
            </ol>
            {failed && (
                <Alert
                    type="error"
                    showIcon
                    message={t('The issue was left as it is. {error} Try again.', { error: failed })}
                />
            )}
            <SendField
                about={about}
                label={t('Comment')}
                action={t('Comment')}
                failure={t('The comment was not sent.')}
                sending={sending}
                autoFocus
                position={issue.position}
                onSend={message => void comment(message)}
            >
                <Button size="small" loading={resolving.busy} onClick={() => void resolve()}>
                    {issue.resolved
                        ? says
                            ? t('Comment and reopen')
                            : t('Reopen')
                        : says
                          ? t('Comment and resolve')
                          : t('Resolve')}
                </Button>
            </SendField>
        </IssueCard>
    );
}

function ThreadTools({ thread: { issue } }: { thread: Thread }) {
    const session = useSession();
    const { modal } = App.useApp();
    const remove = () =>
        confirmDanger(modal, {
            title: t('The issue #{id} will be deleted.', { id: issue.id }),
            content: t('Its comments go with it, for everybody. Resolving keeps them.'),
            okText: t('Delete issue'),
            run: () =>
                session.issues.remove(issue.id).catch((error: unknown) => {
                    session.notify('error', t('The issue was not deleted. {error}', { error: messageOf(error) }));
                }),
        });
    const copy = () =>
        copyText(issueUrl(session, issue.id)).then(
            () => session.notify('info', t('The link to this issue is on the clipboard.')),
            () =>
                session.notify(
                    'warning',
                    t('The browser keeps the clipboard closed. {id}', { id: issueUrl(session, issue.id) }),
                ),
        );
    return (
        <>
            <Tooltip title={t('Copy a link to this issue')}>
                <Button
                    size="small"
                    type="text"
                    aria-label={t('Copy a link to this issue')}
                    icon={<LinkOutlined />}
                    onClick={() => void copy()}
                />
            </Tooltip>
            <Tooltip title={t('Delete this issue')}>
                <Button
                    size="small"
                    type="text"
                    aria-label={t('Delete this issue')}
                    icon={<DeleteOutlined />}
                    onClick={remove}
                />
            </Tooltip>
        </>
    );
}
