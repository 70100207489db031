import { Input, type GetRef } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { displayName } from '../../../app/session';
import { t } from '../../../shared/language';
import { nameAt, peopleLike, withName } from '../../model/commentText';
import { useSession } from '../context';
import { useIssues } from './useIssues';

interface MentionFieldProps {
    label: string;
    text: string;
    /** The cursor is in it from the start. */
    autoFocus?: boolean;
    onText: (text: string) => void;
    onSend: () => void;
}

/** A text that Enter sends. Behind an @ it offers those who can see the job. */
export function MentionField({ label, text, autoFocus, onText, onSend }: MentionFieldProps) {
    const { issues } = useSession();
    const people = useIssues(state => state.people);
    const field = useRef<GetRef<typeof Input.TextArea>>(null);
    const [caret, setCaret] = useState(0);
    const [active, setActive] = useState(0);
    // Where the name begins that is not to be completed.
    const [dismissed, setDismissed] = useState<number | null>(null);
    const listId = useId();
    const area = () => field.current?.resizableTextArea?.textArea;

    useEffect(() => {
        if (autoFocus) field.current?.focus({ cursor: 'end', preventScroll: true });
    }, [autoFocus]);

    const name = nameAt(text, caret);
    const offered = name && name.from !== dismissed ? peopleLike(people, name.query) : [];
    const chosen = Math.min(active, offered.length - 1);
    const asking = name !== null;
    useEffect(() => {
        if (asking) void issues.readPeople();
    }, [asking, issues]);

    const look = () => setCaret(area()?.selectionStart ?? 0);
    const take = (index: number) => {
        const next = withName(text, caret, offered[index].username);
        flushSync(() => {
            onText(next.text);
            setCaret(next.caret);
        });
        area()?.setSelectionRange(next.caret, next.caret);
    };
    const key = (event: KeyboardEvent) => {
        if (!offered.length || event.nativeEvent.isComposing) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) setActive((chosen + step + offered.length) % offered.length);
        else if (event.key === 'Tab') take(chosen);
        else if (event.key === 'Escape') setDismissed(name?.from ?? null);
        else return;
        event.preventDefault();
        event.stopPropagation();
    };
    return (
        <div className="ed-mention-field">
            <Input.TextArea
                ref={field}
                aria-label={label}
                aria-autocomplete="list"
                aria-controls={offered.length ? listId : undefined}
                aria-activedescendant={offered.length ? `${listId}-${chosen}` : undefined}
                placeholder={t('{label}; Enter sends, Shift+Enter begins a line, @ names somebody', { label })}
                autoSize={{ minRows: 2, maxRows: 6 }}
                value={text}
                onChange={event => {
                    onText(event.target.value);
                    setCaret(event.target.selectionStart);
                    setActive(0);
                    if (!nameAt(event.target.value, event.target.selectionStart)) setDismissed(null);
                }}
                onSelect={look}
                onKeyDown={key}
                onPressEnter={event => {
                    if (event.shiftKey || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    if (offered.length) take(chosen);
                    else onSend();
                }}
            />
            {offered.length > 0 && (
                <ul id={listId} role="listbox" aria-label={t('People who can see the job')} className="ed-mention-list">
                    {offered.map((user, i) => (
                        <li
                            key={user.id}
                            id={`${listId}-${i}`}
                            role="option"
                            aria-selected={i === chosen}
                            className={i === chosen ? 'ed-on' : undefined}
                            // The text keeps the cursor.
                            onMouseDown={event => event.preventDefault()}
                            onClick={() => take(i)}
                        >
                            <span>{displayName(user)}</span> <small>@{user.username}</small>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
