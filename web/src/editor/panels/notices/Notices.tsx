import { Alert, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { t } from '../../../shared/language';
import { useSetting } from '../../../shared/settings';
import { firstKey, give } from '../../keys/bindings';
import { useSession, useView } from '../context';
import { CloseNotice } from './CloseNotice';
import { staysFor, withNotice, type Shown } from './notices';
import './notices.css';

/**
 * Short messages at the foot of the picture, clear of the frames and of whatever plays them. They are read out by the
 * announcer, so here they are for the eye alone. While something is being drawn they are in nobody's way: the pointer
 * goes through all but their buttons, and sees what lies below.
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
    const box = useRef<HTMLDivElement>(null);
    const drawing = useView(view => view.tool !== 'select');
    useSeeThrough(box, drawing);
    const close = (id: number) => setShown(now => now.filter(one => one.id !== id));
    return (
        <div className="ed-notices" ref={box} data-through={drawing || undefined}>
            {shown.map(one => (
                <NoticeLine key={one.kind} notice={one} onClose={() => close(one.id)} />
            ))}
            {children}
        </div>
    );
}

/** Marks what the pointer is over, which passes through to the picture. */
function useSeeThrough(box: RefObject<HTMLDivElement | null>, drawing: boolean): void {
    useEffect(() => {
        const views = box.current?.parentElement;
        if (!drawing || !views) return undefined;
        const mark = (isUnder: (one: Element) => boolean) => {
            for (const one of box.current?.children ?? []) one.toggleAttribute('data-under', isUnder(one));
        };
        const onMove = ({ clientX: x, clientY: y, target }: PointerEvent) => {
            const onButton = target instanceof Node && box.current?.contains(target);
            mark(one => !onButton && contains(one.getBoundingClientRect(), x, y));
        };
        views.addEventListener('pointermove', onMove);
        return () => {
            views.removeEventListener('pointermove', onMove);
            mark(() => false);
        };
    }, [box, drawing]);
}

const contains = ({ left, right, top, bottom }: DOMRect, x: number, y: number) =>
    x >= left && x < right && y >= top && y < bottom;

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
                        <CloseNotice onClose={onClose} />
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
