import { Button } from 'antd';
import { firstKey, give } from '../keys/bindings';
import type { Session } from '../session/session';
import type { Notice } from '../session/view';

interface NoticeTextProps {
    /** Messages are shown outside of the editor's tree. */
    session: Session;
    text: string;
    offer: NonNullable<Notice['offer']>;
    onTaken: () => void;
}

/** A message, with what can be done about it by a click here or by a key. */
export function NoticeText({ session, text, offer, onTaken }: NoticeTextProps) {
    const hint = firstKey(offer.command);
    const take = () => {
        onTaken();
        session.viewport.takeFocus();
        give(session, offer.command);
    };
    return (
        <>
            {text}{' '}
            <Button size="small" type="link" onClick={take}>
                {offer.text}
                {hint && ` (${hint})`}
            </Button>
        </>
    );
}
