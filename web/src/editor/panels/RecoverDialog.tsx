import { Button, Modal } from 'antd';
import { useState } from 'react';
import { messageOf } from '../../api';
import { word } from '../../shared/language/words';
import { recover, type OpenedJob } from '../session/open';
import { downloadDraft } from './downloadDraft';
import { currentLocale, t } from '../../shared/language';
import { largest } from '../../shared/extremes';

interface RecoverDialogProps {
    opened: OpenedJob;
    onDone: () => void;
}

/** Offers work that was found unsaved on this computer. */
export function RecoverDialog({ opened, onDone }: RecoverDialogProps) {
    const [busy, setBusy] = useState(false);
    const { session, drafts, found } = opened;
    if (!found || !drafts) return null;
    const count = found.objects.length + (found.frames ? 1 : 0) + (found.links?.links.length ?? 0);
    const { damaged, gesture } = found;
    const latest = largest([0, ...found.objects.map(one => one.at)]);

    const run = async (work: () => Promise<void>) => {
        setBusy(true);
        try {
            await work();
            onDone();
        } catch (error) {
            session.notify(
                'error',
                t('{error} The work stays on this computer; try again.', { error: messageOf(error) }),
            );
        } finally {
            setBusy(false);
        }
    };
    const restore = () =>
        run(async () => {
            const conflicts = await recover(session, drafts, found);
            if (conflicts) {
                session.notify(
                    'warning',
                    t(
                        "{conflicts} of the recovered objects had been changed on the server too; your version was taken. Undo brings back the server's.",
                        { conflicts },
                    ),
                );
            }
        });
    return (
        <Modal
            open
            closable={false}
            maskClosable={false}
            keyboard={false}
            title={t('Unsaved work was found')}
            footer={[
                <Button key="download" onClick={() => downloadDraft(session.job.id, found)}>
                    {t('Download')}
                </Button>,
                <Button
                    key="discard"
                    danger
                    disabled={busy}
                    onClick={() => void run(() => drafts.clear(session.job.id))}
                >
                    {t('Discard')}
                </Button>,
                <Button key="restore" type="primary" loading={busy} onClick={() => void restore()}>
                    {t('Restore')}
                </Button>,
            ]}
        >
            {count > 0 && (
                <p>
                    {latest
                        ? t(
                              '{count, plural, one {# change} other {# changes}} from {currentLocale} had not reached the server when this job was last open on this computer.',
                              { count, currentLocale: new Date(latest).toLocaleString(currentLocale()) },
                          )
                        : t(
                              '{count, plural, one {# change} other {# changes}} had not reached the server when this job was last open on this computer.',
                              { count },
                          )}
                </p>
            )}
            {gesture && (
                <p>
                    {t('A drawing was under way on frame {frame} ({tool}). Restore takes it up again.', {
                        frame: gesture.frame,
                        tool: word(gesture.tool),
                    })}
                </p>
            )}
            {damaged.length > 0 && (
                <p>
                    {t(
                        '{count, plural, one {# more entry is} other {# more entries are}} damaged and cannot be restored. Download keeps them as they are, for somebody who can read them.',
                        { count: damaged.length },
                    )}
                </p>
            )}
        </Modal>
    );
}
