import { Alert, Button, Input, type GetRef } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { t } from '../../../shared/language';
import { useSession } from '../context';
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
    const field = useRef<GetRef<typeof Input.TextArea>>(null);
    useEffect(() => {
        if (autoFocus) field.current?.focus({ cursor: 'end', preventScroll: true });
    }, [autoFocus]);
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
            <Input.TextArea
                ref={field}
                aria-label={label}
                placeholder={t('{label}; Enter sends, Shift+Enter begins a line', { label })}
                autoSize={{ minRows: 2, maxRows: 6 }}
                value={text}
                onChange={event => session.issues.setText(about, event.target.value)}
                onPressEnter={event => {
                    if (event.shiftKey || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    submit();
                }}
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
