import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../../../shared/language';
import { useSession } from '../context';
import { MentionField } from './MentionField';
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
    onSend: (text: string) => void;
    /** The cursor is in it from the start. */
    autoFocus?: boolean;
    children?: ReactNode;
}

/** A text that is sent by Enter. It is kept when that fails, and when the card is closed. */
export function SendField({ about, label, action, failure, sending, onSend, autoFocus, children }: SendFieldProps) {
    const session = useSession();
    const text = useIssues(state => state.texts[about] ?? '');
    const { busy, error } = sending;
    const ready = text.trim() !== '' && !busy;
    const submit = () => {
        if (ready) onSend(text.trim());
    };
    return (
        <div className="ed-send">
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
            <div className="ed-send-foot">
                {children}
                <Button type="primary" size="small" disabled={!ready} loading={busy} onClick={submit}>
                    {error ? t('Try again') : action}
                </Button>
            </div>
        </div>
    );
}
