import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { t } from '../../shared/language';
import { useSetting } from '../../shared/settings';
import { useSession, useView } from './context';
import { NoticeText } from './NoticeText';

/** So long, in seconds, a message stays. */
const SECONDS = { info: 3, warning: 3, error: 8 } as const;

/** Short messages appear above the canvas, at most one of a kind at a time; one that comes again is counted. */
export function useNotices() {
    const session = useSession();
    const { message } = App.useApp();
    const notice = useView(view => view.notice);
    const [popUps] = useSetting('notifications', 'all');
    const last = useRef({ text: '', at: 0, count: 0 });
    useEffect(() => {
        // What was refused is always said, with its reason.
        if (!notice || (notice.kind === 'info' && popUps !== 'all')) return;
        const { kind, text, offer } = notice;
        const key = `ed-${kind}`;
        const seconds = offer ? SECONDS.error : SECONDS[kind];
        const now = performance.now();
        const again = last.current.text === text && now - last.current.at < seconds * 1000;
        last.current = { text, at: now, count: again ? last.current.count + 1 : 1 };
        const said = again ? t('{text} ({count} times)', { text, count: last.current.count }) : text;
        const content = offer ? (
            <NoticeText session={session} text={said} offer={offer} onTaken={() => message.destroy(key)} />
        ) : (
            said
        );
        void message.open({ type: kind, content, key, duration: seconds });
    }, [session, notice, popUps, message]);
}
