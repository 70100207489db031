import { HistoryOutlined } from '@ant-design/icons';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { t } from '../../shared/language';
import { useTypedCounts } from '../../shared/ui/SuggestedText';
import { complete } from '../query/complete';
import type { Mistake } from '../query/syntax';
import type { Session } from '../session/session';
import { useSession, useView } from './context';
import { useFirstFocus } from './useFirstFocus';

/** Typing has to rest this long before the filter follows. */
const REST = 200;
const RECENT = 10;

function remember(session: Session): void {
    const { filter, preferences } = session.state;
    const { filters } = preferences.list;
    if (!filter || filters[0] === filter) return;
    session.setPreferences({ list: { filters: [filter, ...filters.filter(one => one !== filter)].slice(0, RECENT) } });
}

/** What may follow, and the text it would make; before anything is typed, the filters used last. */
function optionsFor(session: Session, text: string, cursor: number) {
    const { from, to, options } = complete(text, cursor, session.labels, () => session.authors.names());
    const completions = options
        .map(({ insert, title, about }) => ({
            value: text.slice(0, from) + insert + text.slice(to),
            key: `complete ${title}`,
            cursor: from + insert.length,
            label: (
                <span className="ed-completion">
                    <span>{title}</span>
                    <small>{about}</small>
                </span>
            ),
        }))
        .filter(({ value }) => value !== text);
    if (text) return completions;
    const recent = session.state.preferences.list.filters.map(value => ({
        value,
        key: `recent ${value}`,
        cursor: value.length,
        label: (
            <span className="ed-completion">
                <span>{value}</span>
                <HistoryOutlined aria-label={t('used before')} />
            </span>
        ),
    }));
    return [...recent, ...completions];
}

interface FilterBoxProps {
    onMistake: (mistake: Mistake | null) => void;
    /** It takes the focus as it appears. */
    autoFocus?: boolean;
    /** Escape leaves it: for the picture, unless it is told otherwise. */
    onLeave?: () => void;
    /** The text is as it shall be. */
    onEnter?: () => void;
}

/** Where the filter is typed. It is in force as one types; mistakes are told to `onMistake`, and change nothing. */
export function FilterBox({ onMistake, autoFocus = false, onLeave, onEnter }: FilterBoxProps) {
    const session = useSession();
    const filter = useView(view => view.filter);
    // People come to be known while their names are typed.
    useStore(session.authors.store, ({ version }) => version);
    const wanted = useView(view => view.dialog === 'filter');
    const input = useRef<InputRef>(null);
    const [typed, setTyped] = useState<string | null>(null);
    const [cursor, setCursor] = useState(0);
    const [open, setOpen] = useState(false);
    const text = typed ?? filter;

    const apply = (next: string) => {
        const mistake = session.visibility.setFilter(next);
        onMistake(mistake);
        if (!mistake) setTyped(null);
    };
    const latest = useRef(apply);
    useEffect(() => {
        latest.current = apply;
    });
    useEffect(() => {
        if (typed === null) return undefined;
        const timer = setTimeout(() => latest.current(typed), REST);
        return () => clearTimeout(timer);
    }, [typed]);

    useFirstFocus(input, onLeave, autoFocus);

    useEffect(() => {
        const field = input.current?.input;
        // One that cannot be seen, as behind another tab, leaves the wish to others.
        if (!wanted || !field || field.checkVisibility?.() === false) return;
        input.current?.focus({ cursor: 'all' });
        session.view.setState({ dialog: null });
    }, [wanted, session]);

    const onInputKeyDown = useTypedCounts(({ key }) => {
        setOpen(false);
        if (key !== 'Enter') return;
        if (typed !== null) apply(typed);
        remember(session);
        onEnter?.();
    });
    const place = () => setCursor(input.current?.input?.selectionStart ?? 0);
    const options = optionsFor(session, text, Math.min(cursor, text.length));
    const keys = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        // Taken before the field gets it, which would clear itself.
        event.preventDefault();
        event.stopPropagation();
        if (open && options.length) setOpen(false);
        else if (onLeave) onLeave();
        else session.viewport.takeFocus();
    };
    return (
        <div onKeyDownCapture={keys}>
            <AutoComplete
                className="ed-filter"
                value={text}
                open={open && options.length > 0}
                onOpenChange={setOpen}
                onInputKeyDown={onInputKeyDown}
                options={options}
                defaultActiveFirstOption={false}
                popupMatchSelectWidth
                onChange={(next: string) => {
                    setTyped(next);
                    place();
                }}
                onSelect={(next: string, option) => {
                    flushSync(() => {
                        setTyped(next);
                        setCursor(option.cursor);
                        setOpen(true);
                    });
                    input.current?.setSelectionRange(option.cursor, option.cursor);
                }}
                onBlur={() => {
                    if (typed !== null) apply(typed);
                    remember(session);
                }}
            >
                <Input
                    ref={input}
                    size="small"
                    allowClear
                    spellCheck={false}
                    placeholder={t('Filter: label:car width>40')}
                    aria-label={t('Filter the objects')}
                    onClick={place}
                    onKeyUp={place}
                />
            </AutoComplete>
        </div>
    );
}
