import { Alert, Button } from 'antd';
import type { ClipboardEvent, DragEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { t } from '../../../shared/language';
import { withPictures } from '../../model/commentText';
import type { Points } from '../../model/types';
import { useSession } from '../context';
import { MentionField } from './MentionField';
import { PictureButtons, TrayPictures } from './Pictures';
import { useIssues, type Sending } from './useIssues';

interface SendFieldProps {
    /** What the text is about: it is kept under this name until it is sent. */
    about: string;
    label: string;
    /** What the button does. */
    action: string;
    /** What did not happen when sending failed. */
    failure: string;
    sending: Sending;
    /** The region that is talked about. */
    position: Points;
    /** With the pictures that are added, as comments are stored. */
    onSend: (text: string) => void;
    /** The cursor is in it from the start. */
    autoFocus?: boolean;
    children?: ReactNode;
}

/** A text with pictures that is sent by Enter. It is kept when that fails, and when the card is closed. */
export function SendField(props: SendFieldProps) {
    const { about, label, action, failure, sending, position, onSend, autoFocus, children } = props;
    const session = useSession();
    const text = useIssues(state => state.texts[about] ?? '');
    const { busy, error } = sending;
    const { tray } = session.issues;
    const count = useStore(tray.store, state => state.pictures[about]?.length ?? 0);
    const arrived = useStore(tray.store, () => tray.isReady(about));
    const ready = (text.trim() !== '' || count > 0) && arrived && !busy;
    const submit = () => {
        if (ready) onSend(withPictures(text.trim(), tray.named(about)));
    };
    const take = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
        const files = [...data.files];
        if (!files.length) return;
        event.preventDefault();
        event.stopPropagation();
        void tray.add(about, files);
    };
    return (
        <div
            className="ed-send"
            onPaste={event => take(event, event.clipboardData)}
            onDragOver={event => event.preventDefault()}
            onDrop={event => take(event, event.dataTransfer)}
        >
            {error && (
                <Alert
                    type="error"
                    showIcon
                    message={t('{failure} {error} Your text is kept; try again.', { failure, error })}
                />
            )}
            <MentionField
                label={label}
                text={text}
                autoFocus={autoFocus}
                onText={text => session.issues.setText(about, text)}
                onSend={submit}
            />
            <TrayPictures about={about} />
            <div className="ed-send-foot">
                <PictureButtons about={about} position={position} />
                <span className="ed-send-gap" />
                {children}
                <Button type="primary" size="small" disabled={!ready} loading={busy} onClick={submit}>
                    {error ? t('Try again') : action}
                </Button>
            </div>
        </div>
    );
}
