import { CloseOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { t } from '../../../shared/language';
import { useSetting } from '../../../shared/settings';
import { firstKey, give } from '../../keys/bindings';
import { useSession, useView } from '../context';
import { staysFor, withNotice, type Shown } from './notices';
import './notices.css';

/**
 * Short messages at the foot of the picture, clear of the frames and of whatever plays them. They are read out by the
 * announcer, so here they are for the eye alone.
 */
export function Notices({ children }: { children?: ReactNode }) {
    const notice = useView(view => view.notice);
    const [popUps] = useSetting('notifications', 'all');
    const [shown, setShown] = useState<readonly Shown[]>([]);
    // What was refused is always said, with its reason.
    const wanted = notice && (notice.kind !== 'info' || popUps === 'all') ? notice : null;
    useEffect(() => {
        if (wanted) setShown(now => withNotice(now, wanted));
    }, [wanted]);
    const close = (id: number) => setShown(now => now.filter(one => one.id !== id));
    return (
        <div className="ed-notices">
            {shown.map(one => (
                <NoticeLine key={one.kind} notice={one} onClose={() => close(one.id)} />
            ))}
            {children}
        </div>
    );
}

function NoticeLine({ notice, onClose }: { notice: Shown; onClose: () => void }) {
    const { id, kind, text, offer, count } = notice;
    const [read, setRead] = useState(false);
    // The pointer over it keeps it there.
    useEffect(() => {
        if (read) return undefined;
        const timer = setTimeout(onClose, staysFor(notice));
        return () => clearTimeout(timer);
        // eslint-disable-next-line react-hooks/exhaustive-deps -- each notice has its own time, whoever renders it anew
    }, [id, read]);
    return (
        <div className="ed-notice" onPointerEnter={() => setRead(true)} onPointerLeave={() => setRead(false)}>
            <Alert
                role="presentation"
                type={kind}
                showIcon
                message={count > 1 ? t('{text} ({count} times)', { text, count }) : text}
                action={
                    <>
                        {offer && <Offer offer={offer} onTaken={onClose} />}
                        <Button
                            type="text"
                            size="small"
                            aria-label={t('Close this notice')}
                            icon={<CloseOutlined />}
                            onClick={onClose}
                        />
                    </>
                }
            />
        </div>
    );
}

/** What can be done about it by a click here or by a key. */
function Offer({ offer, onTaken }: { offer: NonNullable<Shown['offer']>; onTaken: () => void }) {
    const session = useSession();
    const hint = firstKey(offer.command);
    const take = () => {
        onTaken();
        session.viewport.takeFocus();
        give(session, offer.command);
    };
    return (
        <Button size="small" type="link" onClick={take}>
            {offer.text}
            {hint && ` (${hint})`}
        </Button>
    );
}
