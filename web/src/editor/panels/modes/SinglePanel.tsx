import { Button, InputNumber, Select } from 'antd';
import { t } from '../../../shared/language';
import { rich } from '../../../shared/language/rich';
import { word } from '../../../shared/language/words';
import { LEAST_POINTS, typesOf, type SingleType } from '../../modes/single';
import * as mode from '../../session/singleMode';
import { isDrawTool } from '../../tools';
import { useSession, useView } from '../context';
import { TopicHint } from '../hints/ToolHint';
import { Done, Key, Option } from './parts';

/** One shape on each frame: what it is, how far the work has come, and its end. */
export function SinglePanel() {
    const session = useSession();
    useView(view => view.frame);
    useView(view => view.version);
    const { finished } = useView(view => view.single);
    const readOnly = useView(view => view.readOnly);
    if (readOnly !== null) return <Message text={readOnly} />;
    if (!mode.singleLabels(session).length)
        return <Message text={t('No label of this task can be drawn as a single shape; skeletons and tags cannot.')} />;
    const { at, of, done } = mode.progress(session);
    return (
        <section className="ed-mode" aria-label={t('Single shape')}>
            <div className="ed-mode-head">
                <strong>{at ? t('Frame {at} of {of}', { at, of }) : t('{of} frames', { of })}</strong>
                <small>{t('{done} drawn', { done })}</small>
            </div>
            <Done text={t('{done} of {of} frames have a shape', { done, of })} done={done} of={of} />
            {finished ? <Finished /> : <Drawing />}
            <What />
            <Choices />
        </section>
    );
}

function Message({ text }: { text: string }) {
    return (
        <section className="ed-mode" aria-label={t('Single shape')}>
            <p className="ed-empty">{text}</p>
        </section>
    );
}

function Drawing() {
    const session = useSession();
    const tool = useView(view => view.tool);
    const hint = useView(view => view.toolHint);
    return (
        <div className="ed-mode-list ed-mode-pad">
            <p aria-live="polite">{isDrawTool(tool) ? hint : t('The tool is put down.')}</p>
            <div className="ed-mode-chips">
                {!isDrawTool(tool) && (
                    <Button size="small" type="primary" onClick={() => mode.takeTool(session)}>
                        {rich('Draw {kbd}', { kbd: <Key of="switch_draw_mode_single_shape" /> })}
                    </Button>
                )}
                <Button size="small" onClick={() => mode.skip(session)}>
                    {rich('Skip this frame {kbd}', { kbd: <Key of="skip_single_shape" /> })}
                </Button>
            </div>
            <TopicHint topic="single">
                {rich('{end} finishes, {cancel} gives up, {remove} removes, {undo} goes back to what was drawn last.', {
                    end: <Key of="switch_draw_mode_single_shape" />,
                    cancel: <Key of="cancel_single_shape" />,
                    remove: <Key of="delete_object_single_shape" />,
                    undo: <Key of="undo" />,
                })}
            </TopicHint>
        </div>
    );
}

/** The end of the run: what it came to, and how it is handed in. */
function Finished() {
    const session = useSession();
    const state = useView(view => view.state);
    const { of, done, open } = mode.progress(session);
    const left = of - done;
    return (
        <div className="ed-mode-list ed-mode-pad" role="status">
            <p>
                {of === 0
                    ? t('There is something on every frame already.')
                    : left
                      ? t('That was the last frame. {left} were left without a shape.', { left })
                      : t('That was the last frame. All have a shape.')}
            </p>
            <div className="ed-mode-chips">
                <Button
                    type="primary"
                    disabled={state === 'completed'}
                    onClick={() => session.view.setState({ dialog: 'finish-job' })}
                >
                    {state === 'completed' ? t('Results are submitted') : t('Submit results')}
                </Button>
                {open !== null && (
                    <Button onClick={() => mode.resume(session, open)}>{t('Back to frame {open}', { open })}</Button>
                )}
            </div>
            <small>{t('Submitting saves everything and sets the job to completed.')}</small>
        </div>
    );
}

/** Label, type and number of points of what is drawn. */
function What() {
    const session = useSession();
    useView(view => view.labelId);
    const { type } = useView(view => view.single);
    const pointCount = useView(view => view.pointCount);
    const label = mode.singleLabel(session);
    const least = LEAST_POINTS[type];
    if (!label) return null;
    return (
        <>
            <label className="ed-mode-option">
                {t('Label')}
                <Select
                    size="small"
                    className="ed-mode-select"
                    aria-label={t('Label')}
                    showSearch
                    optionFilterProp="name"
                    value={label.id}
                    onChange={id => {
                        const chosen = session.labels.get(id);
                        if (chosen) mode.chooseLabel(session, chosen);
                    }}
                    options={mode.singleLabels(session).map(one => ({
                        value: one.id,
                        name: one.name,
                        label: (
                            <span className="ed-swatched">
                                <i style={{ background: one.color }} /> {one.name}
                            </span>
                        ),
                    }))}
                />
            </label>
            <label className="ed-mode-option">
                {t('Type')}
                <Select<SingleType>
                    size="small"
                    className="ed-mode-select"
                    aria-label={t('Type')}
                    value={type}
                    onChange={one => mode.chooseType(session, one)}
                    options={typesOf(label).map(value => ({ value, label: word(value) }))}
                />
            </label>
            {least !== undefined && (
                <label className="ed-mode-option">
                    {t('Ends after')}
                    <InputNumber
                        size="small"
                        className="ed-mode-select"
                        aria-label={t('Number of points, after which drawing ends by itself')}
                        placeholder={t('any number')}
                        suffix={t('points')}
                        min={least}
                        precision={0}
                        value={pointCount}
                        onChange={value => mode.chooseCount(session, value)}
                    />
                </label>
            )}
        </>
    );
}

function Choices() {
    const session = useSession();
    const { autoNext, save, onlyEmpty } = useView(view => view.preferences.single);
    return (
        <>
            <Option
                title={t('Go on to the next frame')}
                value={autoNext}
                onChange={value => session.setPreferences({ single: { autoNext: value } })}
            />
            <Option
                title={t('Save when finished')}
                value={save}
                onChange={value => session.setPreferences({ single: { save: value } })}
            />
            <Option
                title={t('Only empty frames')}
                value={onlyEmpty}
                onChange={value => {
                    session.setPreferences({ single: { onlyEmpty: value } });
                    mode.beginRun(session);
                }}
            />
        </>
    );
}
