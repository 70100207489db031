import { CheckOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Tag, Tooltip } from 'antd';
import { useHints } from '../../keys/useHints';
import { useMemo, useState } from 'react';
import { t } from '../../../shared/language';
import { rich } from '../../../shared/language/rich';
import type { LabelSpec } from '../../model/labels';
import { assignKey, labelsByKey, TAG_KEYS, taggedAmong, type TagKey } from '../../modes/tags';
import { deleteObjects } from '../../session/actions';
import { addChosenTag, chosenTag, tagFrame, tagLabels } from '../../session/tagMode';
import { useSession, useView } from '../context';
import { ObjectDetails } from '../ObjectDetails';
import { Done, Key, Option } from './parts';

/** Classifying frames: the labels with their keys, what the frame has, and how to go on. */
export function TagPanel() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    const { autoNext, onlyEmpty } = useView(view => view.preferences.tags);
    const tagged = useMemo(() => {
        void version;
        return taggedAmong(session.document, session.frames);
    }, [session, version]);
    const tags = session.document.tagsOn(frame);
    const shapes = session.document.objectsOn(frame).length;
    return (
        <section className="ed-mode" aria-label={t('Tags')}>
            <div className="ed-mode-head">
                <strong>{t('Frame {frame}', { frame })}</strong>
                {shapes > 0 && <small>{t('{shapes, plural, one {# object} other {# objects}}', { shapes })}</small>}
            </div>
            <div className="ed-mode-chips" aria-live="polite" aria-label={t('Tags on this frame')}>
                {tags.length === 0 && <small>{t('No tag on this frame.')}</small>}
                {tags.map(([id, tag]) => (
                    <FrameTag key={id} id={id} label={session.labels.get(tag.labelId)} />
                ))}
            </div>
            <TagLabels on={new Set(tags.map(([, tag]) => tag.labelId))} />
            <Option
                title={t('Go on to the next frame')}
                value={autoNext}
                onChange={value => session.setPreferences({ tags: { autoNext: value } })}
            />
            <Option
                title={t('Only frames without a tag')}
                value={onlyEmpty}
                onChange={value => session.setPreferences({ tags: { onlyEmpty: value } })}
            />
            <LastStep />
            <Done
                text={t('{tagged} of {count} frames have a tag', { tagged, count: session.frames.length })}
                done={tagged}
                of={session.frames.length}
            />
            <ObjectDetails />
        </section>
    );
}

/** One tag of the frame; a click shows its attributes, the cross takes it off. */
function FrameTag({ id, label }: { id: number; label: LabelSpec | undefined }) {
    const session = useSession();
    const readOnly = useView(view => view.readOnly !== null);
    const selected = useView(view => view.selection.includes(id));
    const name = label?.name ?? t('Unknown label');
    return (
        <Tag
            closable={!readOnly && { 'aria-label': t('Take off {name}', { name }) }}
            color={selected ? 'processing' : undefined}
            onClose={event => {
                event.preventDefault();
                deleteObjects(session, [id]);
            }}
        >
            <button
                type="button"
                className="ed-mode-chip"
                aria-pressed={selected}
                onClick={() => session.select(selected ? [] : [id])}
            >
                <i className="ed-swatch" style={{ background: label?.color }} /> {name}
            </button>
        </Tag>
    );
}

/** From this many labels on there is a field to find one. */
const MANY = 12;

function TagLabels({ on }: { on: ReadonlySet<number> }) {
    const session = useSession();
    const [search, setSearch] = useState('');
    const assigned = useView(view => view.preferences.tags.keys);
    const readOnly = useView(view => view.readOnly !== null);
    useView(view => view.labelId);
    const labels = tagLabels(session);
    const chosen = chosenTag(session);
    if (!labels.length) {
        return (
            <p className="ed-empty">
                {t(
                    'No label of this task can be a tag. A label of the type “tag” or “any” can; they are set up on the task’s page.',
                )}
            </p>
        );
    }
    const keys = new Map([...labelsByKey(labels, assigned)].map(([key, label]) => [label.id, key]));
    const found = labels.filter(label => label.name.toLowerCase().includes(search.trim().toLowerCase()));
    return (
        <>
            {labels.length > MANY && (
                <Input
                    size="small"
                    allowClear
                    placeholder={t('Search {count} labels', { count: labels.length })}
                    aria-label={t('Search labels')}
                    value={search}
                    onChange={event => setSearch(event.target.value)}
                />
            )}
            <ul className="ed-mode-list" aria-label={t('Labels')}>
                {found.map(label => (
                    <li key={label.id} className={label.id === chosen?.id ? 'ed-selected' : undefined}>
                        <KeyChoice label={label} held={keys.get(label.id) ?? null} />
                        <button
                            type="button"
                            className="ed-mode-row"
                            aria-pressed={on.has(label.id)}
                            disabled={readOnly}
                            onClick={() => {
                                session.view.setState({ labelId: label.id });
                                tagFrame(session, label);
                                session.viewport.takeFocus();
                            }}
                        >
                            <i className="ed-swatch" style={{ background: label.color }} />
                            <span className="ed-row-name">{label.name}</span>
                            {on.has(label.id) && <CheckOutlined />}
                        </button>
                    </li>
                ))}
            </ul>
            {chosen && (
                <Button size="small" disabled={readOnly} onClick={() => addChosenTag(session)}>
                    {rich('Add {name} {kbd}', { name: chosen.name, kbd: <Key of="switch_draw_mode_tag_annotation" /> })}
                </Button>
            )}
        </>
    );
}

/** The key of a label, and the way to another one. */
function KeyChoice({ label, held }: { label: LabelSpec; held: TagKey | null }) {
    const session = useSession();
    const assigned = useView(view => view.preferences.tags.keys);
    const labels = tagLabels(session);
    const holders = labelsByKey(labels, assigned);
    const assign = (key: TagKey | null) =>
        session.setPreferences({ tags: { keys: assignKey(labels, assigned, label, key) } });
    const items = [
        ...TAG_KEYS.map(key => ({
            key,
            label: `${key}  ${holders.get(key)?.name ?? ''}`,
            onClick: () => assign(key),
        })),
        { key: 'none', label: t('No key'), onClick: () => assign(null) },
    ];
    return (
        <Dropdown menu={{ items, selectedKeys: [held ?? 'none'] }} trigger={['click']}>
            <Button
                size="small"
                type="text"
                className="ed-mode-key"
                aria-label={t('Key of {name}: {held}. Change it', { name: label.name, held: held ?? 'none' })}
            >
                {held ? <kbd>{held}</kbd> : '–'}
            </Button>
        </Dropdown>
    );
}

/** What was done last, on whichever frame, as the next frame has come since. */
function LastStep() {
    const session = useSession();
    const { titled } = useHints();
    const undo = useView(view => view.undoLabel);
    useView(view => view.version);
    const last = session.history.steps.at(-1);
    return (
        <div className="ed-mode-line">
            <small className="ed-row-name">
                {last ? t('Frame {frame}: {label}', { frame: last.frame, label: last.label }) : t('Nothing done yet.')}
            </small>
            <Tooltip title={titled(t('Undo, and show that frame'), 'undo')}>
                <Button size="small" disabled={!undo} onClick={() => session.undo()}>
                    {t('Undo')}
                </Button>
            </Tooltip>
        </div>
    );
}
