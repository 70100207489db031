import { Button, InputNumber, Select } from 'antd';
import { LEAST_POINTS, typesOf, type SingleType } from '../../modes/single';
import * as mode from '../../session/singleMode';
import { isDrawTool } from '../../tools';
import { useSession, useView } from '../context';
import { TopicHint } from '../hints/ToolHint';
import { Done, Option } from './parts';

/** One shape on each frame: what it is, how far the work has come, and its end. */
export function SinglePanel() {
    const session = useSession();
    useView(view => view.frame);
    useView(view => view.version);
    const { finished } = useView(view => view.single);
    const readOnly = useView(view => view.readOnly);
    if (readOnly !== null) return <Message text={readOnly} />;
    if (!mode.singleLabels(session).length)
        return <Message text="No label of this task can be drawn as a single shape; skeletons and tags cannot." />;
    const { at, of, done } = mode.progress(session);
    return (
        <section className="ed-mode" aria-label="Single shape">
            <div className="ed-mode-head">
                <strong>{at ? `Frame ${at} of ${of}` : `${of} frames`}</strong>
                <small>{done} drawn</small>
            </div>
            <Done text={`${done} of ${of} frames have a shape`} done={done} of={of} />
            {finished ? <Finished /> : <Drawing />}
            <What />
            <Choices />
        </section>
    );
}

function Message({ text }: { text: string }) {
    return (
        <section className="ed-mode" aria-label="Single shape">
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
            <p aria-live="polite">{isDrawTool(tool) ? hint : 'The tool is put down.'}</p>
            <div className="ed-mode-chips">
                {!isDrawTool(tool) && (
                    <Button size="small" type="primary" onClick={() => mode.takeTool(session)}>
                        Draw <kbd>N</kbd>
                    </Button>
                )}
                <Button size="small" onClick={() => mode.skip(session)}>
                    Skip this frame <kbd>S</kbd>
                </Button>
            </div>
            <TopicHint topic="single">
                <kbd>N</kbd> finishes, <kbd>Esc</kbd> gives up, <kbd>Del</kbd> removes, <kbd>Ctrl+Z</kbd> goes back to
                what was drawn last.
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
                    ? 'There is something on every frame already.'
                    : `That was the last frame. ${left ? `${left} were left without a shape.` : 'All have a shape.'}`}
            </p>
            <div className="ed-mode-chips">
                <Button
                    type="primary"
                    disabled={state === 'completed'}
                    onClick={() => session.view.setState({ dialog: 'finish-job' })}
                >
                    {state === 'completed' ? 'Results are submitted' : 'Submit results'}
                </Button>
                {open !== null && <Button onClick={() => mode.resume(session, open)}>Back to frame {open}</Button>}
            </div>
            <small>Submitting saves everything and sets the job to completed.</small>
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
                Label
                <Select
                    size="small"
                    className="ed-mode-select"
                    aria-label="Label"
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
                Type
                <Select<SingleType>
                    size="small"
                    className="ed-mode-select"
                    aria-label="Type"
                    value={type}
                    onChange={one => mode.chooseType(session, one)}
                    options={typesOf(label).map(value => ({ value, label: value }))}
                />
            </label>
            {least !== undefined && (
                <label className="ed-mode-option">
                    Ends after
                    <InputNumber
                        size="small"
                        className="ed-mode-select"
                        aria-label="Number of points, after which drawing ends by itself"
                        placeholder="any number"
                        suffix="points"
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
                title="Go on to the next frame"
                value={autoNext}
                onChange={value => session.setPreferences({ single: { autoNext: value } })}
            />
            <Option
                title="Save when finished"
                value={save}
                onChange={value => session.setPreferences({ single: { save: value } })}
            />
            <Option
                title="Only empty frames"
                value={onlyEmpty}
                onChange={value => {
                    session.setPreferences({ single: { onlyEmpty: value } });
                    mode.beginRun(session);
                }}
            />
        </>
    );
}
