import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { Button, InputNumber, Tag, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/language';
import { keyName } from '../../keys/names';
import { useHints } from '../../keys/useHints';
import { choicesOf, type Target } from '../../modes/attributes';
import { shownValue } from '../../model/checks';
import type { AttributeSpec } from '../../model/labels';
import type { Mistake } from '../../query/syntax';
import { toggleLock, typeOf } from '../../session/actions';
import * as mode from '../../session/attributeMode';
import { AttributeField } from '../AttributeField';
import { useSession, useView } from '../context';
import { effectiveValue } from '../effective';
import { FilterBox } from '../FilterBox';
import { StepButton } from '../FrameSteps';
import { KeyframeButtons } from '../KeyframeButtons';
import { StateButtons } from '../ObjectDetails';
import { Done, Option } from './parts';
import { word } from '../../../shared/language/words';

/** One object of the frame with its attributes, all of which keys can set. */
export function AttributePanel() {
    const session = useSession();
    const { titled } = useHints();
    const [mistake, setMistake] = useState<Mistake | null>(null);
    useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.selection);
    useView(view => view.hidden);
    useView(view => view.filter);
    const all = mode.targets(session);
    const target = mode.currentTarget(session, all);
    const at = target ? all.indexOf(target) + 1 : 0;
    const move = (by: 1 | -1) => mode.moveObject(session, by);
    return (
        <section className="ed-mode" aria-label={t('Attributes')}>
            <FilterBox onMistake={setMistake} />
            {mistake && (
                <small className="ed-mistake" role="status">
                    {mistake.message}
                </small>
            )}
            <div className="ed-mode-head">
                <StepButton title={titled(t('Previous object'), 'previous_object')} direction={-1} onStep={move} />
                {target ? <TargetName id={target.id} /> : <strong>{t('No object')}</strong>}
                <StepButton title={titled(t('Next object'), 'next_object')} direction={1} onStep={move} />
            </div>
            <Done text={progressText(at, all.length)} done={at} of={all.length} />
            {target ? (
                <TargetAttributes target={target} />
            ) : (
                <p className="ed-empty">
                    {all.length
                        ? t('No object is chosen. {key} takes the next one, a click on the picture that one.', {
                              key: keyName('next_object'),
                          })
                        : t('Nothing on this frame has attributes. {key} goes on to the next frame that has some.', {
                              key: keyName('next_object'),
                          })}
                </p>
            )}
            <ZoomOptions />
            <Options />
        </section>
    );
}

function progressText(at: number, count: number): string {
    if (!count) return t('No objects with attributes on this frame');
    const of = t('{count, plural, one {# object} other {# objects}}', { count });
    return at ? t('Object {at} of {count} on this frame', { at, count }) : t('{of} on this frame', { of });
}

function TargetName({ id }: { id: number }) {
    const session = useSession();
    const object = session.object(id);
    const label = object && session.labels.get(object.labelId);
    const type = typeOf(session, id);
    return (
        <div className="ed-mode-title" aria-live="polite">
            <i className="ed-swatch" style={{ background: label?.color }} />
            <strong className="ed-row-name">
                {label?.name ?? t('Unknown label')} {id}
            </strong>
            <Tag bordered={false}>
                {object?.kind === 'tag' ? t('tag') : `${word(type ?? '')} ${word(object?.kind ?? '')}`}
            </Tag>
        </div>
    );
}

function TargetAttributes({ target }: { target: Target }) {
    const session = useSession();
    const { titled } = useHints();
    useView(view => view.attribute.specId);
    const frame = useView(view => view.frame);
    const locked = useView(view => view.locked.has(target.id));
    const disabled = useView(view => view.locked.has(target.id) || view.readOnly !== null);
    const current = mode.currentSpec(session, target);
    const state = session.document.stateOf(target.id, frame);
    const isTrack = session.object(target.id)?.kind === 'track';
    return (
        <>
            <ul className="ed-mode-list" aria-label={t('Attributes of the object')}>
                {target.specs.map(spec => {
                    const value = effectiveValue(session, target.id, frame, spec);
                    return (
                        <li key={spec.id} className={spec === current ? 'ed-selected ed-mode-open' : undefined}>
                            <button
                                type="button"
                                className="ed-mode-row"
                                aria-expanded={spec === current}
                                onClick={() => mode.takeAttribute(session, spec)}
                            >
                                <span className="ed-row-name">{spec.name}</span>
                                <AttributeValue spec={spec} value={value} />
                            </button>
                            {spec === current && (
                                <Editor key={`${target.id}/${frame}`} spec={spec} value={value} disabled={disabled} />
                            )}
                        </li>
                    );
                })}
            </ul>
            {isTrack && current?.mutable && (
                <small>{t('{name} holds from this frame on.', { name: current.name })}</small>
            )}
            {isTrack && <KeyframeButtons id={target.id} />}
            <div className="ed-mode-line">
                {state ? (
                    <StateButtons id={target.id} state={state} disabled={disabled} />
                ) : (
                    <small>{t('A tag of the whole frame.')}</small>
                )}
                <Tooltip title={titled(locked ? t('Unlock') : t('Lock'), 'lock')}>
                    <Button
                        size="small"
                        type="text"
                        aria-label={locked ? t('Unlock') : t('Lock')}
                        icon={locked ? <LockOutlined /> : <UnlockOutlined />}
                        onClick={() => toggleLock(session, [target.id])}
                    />
                </Tooltip>
            </div>
        </>
    );
}

function AttributeValue({ spec, value }: { spec: AttributeSpec; value: string }) {
    if (spec.input_type === 'checkbox') return <small>{value.toLowerCase() === 'true' ? t('yes') : t('no')}</small>;
    const text = shownValue(value);
    return <small className="ed-mode-value">{text || t('not set')}</small>;
}

interface EditorProps {
    spec: AttributeSpec;
    value: string;
    disabled: boolean;
}

/** The values with their keys, or the field of what is typed. */
function Editor({ spec, value, disabled }: EditorProps) {
    const session = useSession();
    const choices = choicesOf(spec);
    if (!choices.length) return <Typed spec={spec} value={value} disabled={disabled} />;
    const name = (choice: string) =>
        spec.input_type === 'checkbox' ? (choice === 'true' ? t('yes') : t('no')) : choice || t('(empty)');
    return (
        <div className="ed-mode-values" role="group" aria-label={t('Values of {name}', { name: spec.name })}>
            {choices.map((choice, i) => (
                <button
                    key={choice}
                    type="button"
                    className="ed-mode-choice"
                    disabled={disabled}
                    aria-pressed={choice.toLowerCase() === value.toLowerCase()}
                    onClick={() => {
                        mode.chooseValue(session, spec, choice);
                        session.viewport.takeFocus();
                    }}
                >
                    {i < 10 && <kbd>{i}</kbd>} {name(choice)}
                </button>
            ))}
        </div>
    );
}

/** A field that a digit puts the cursor into; Enter and Escape give the keys back to the picture. */
function Typed({ spec, value, disabled }: EditorProps) {
    const session = useSession();
    const field = useRef<HTMLDivElement>(null);
    const asked = useView(view => view.attribute.typing);
    const answered = useRef(asked);
    useEffect(() => {
        if (asked === answered.current) return;
        answered.current = asked;
        const input = field.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
        input?.focus();
        input?.select();
    }, [asked]);
    return (
        <div
            ref={field}
            className="ed-mode-values"
            onKeyDown={event => {
                if (event.key !== 'Escape' && !(event.key === 'Enter' && !event.shiftKey)) return;
                event.preventDefault();
                session.viewport.takeFocus();
            }}
        >
            <AttributeField
                spec={spec}
                value={value}
                disabled={disabled}
                onChange={next => mode.setValue(session, spec, next)}
            />
            <small>{t('Any digit goes here; Enter goes back to the picture.')}</small>
        </div>
    );
}

function ZoomOptions() {
    const session = useSession();
    const { padding } = useView(view => view.preferences.attributes);
    const own = useView(view => view.attribute.scale !== null);
    return (
        <>
            <label className="ed-mode-option">
                {t('Pixels around an object')}
                <InputNumber
                    size="small"
                    className="ed-mode-number"
                    min={0}
                    max={1000}
                    precision={0}
                    value={padding}
                    onChange={value => value !== null && session.setPreferences({ attributes: { padding: value } })}
                />
            </label>
            <div className="ed-mode-line">
                <small>{own ? t('Your own zoom is kept.') : t('The zoom suits each object.')}</small>
                <Button size="small" disabled={!own} onClick={() => mode.zoomByItself(session)}>
                    {t('Fit each object')}
                </Button>
            </div>
        </>
    );
}

function Options() {
    const session = useSession();
    const { nextObject, nextFrame } = useView(view => view.preferences.attributes);
    return (
        <>
            <Option
                title={t('A value brings the next object')}
                value={nextObject}
                onChange={value => session.setPreferences({ attributes: { nextObject: value } })}
            />
            <Option
                title={t('After the last one, the next frame')}
                value={nextFrame}
                onChange={value => session.setPreferences({ attributes: { nextFrame: value } })}
            />
        </>
    );
}
