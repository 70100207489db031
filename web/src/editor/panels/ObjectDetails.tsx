import { Button, InputNumber, Select, Space, Tag, Tooltip } from 'antd';
import { accepts } from '../model/labels';
import { frameBox, pointsOfBox, round2 } from '../model/geometry';
import { reshape } from '../model/edits';
import type { FrameObject, ObjectId } from '../model/types';
import * as actions from '../session/actions';
import { AttributeField } from './AttributeField';
import { useSession, useView } from './context';
import { ElementList } from './ElementList';
import { KeyframeButtons } from './KeyframeButtons';
import { effectiveValue } from './effective';

/** Label, attributes and state of what is selected. */
export function ObjectDetails() {
    const session = useSession();
    const selection = useView(view => view.selection);
    const frame = useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.pinned);
    const locked = useView(view => view.selection.some(id => view.locked.has(id)) || view.readOnly !== null);
    if (!selection.length) return null;
    const [first] = selection;
    const object = session.object(first);
    if (!object) return null;
    const state = session.document.stateOf(first, frame);
    const label = session.labels.get(object.labelId);
    const sameLabel = selection.every(id => session.object(id)?.labelId === object.labelId);
    const type = actions.typeOf(session, first);
    const isTrack = selection.length === 1 && object.kind === 'track';
    return (
        <section className="ed-details" aria-label="Selected objects">
            <header>
                <strong>
                    {selection.length === 1
                        ? `${label?.name ?? 'Unknown label'} ${first}`
                        : `${selection.length} objects`}
                </strong>
                {selection.length === 1 && type && (
                    <Tag bordered={false}>
                        {type} {object.kind === 'tag' ? '' : object.kind}
                    </Tag>
                )}
                {object.source !== 'manual' && selection.length === 1 && <Tag bordered={false}>{object.source}</Tag>}
            </header>
            {type && type !== 'skeleton' && (
                <Select
                    size="small"
                    aria-label="Label"
                    showSearch
                    optionFilterProp="name"
                    disabled={locked}
                    value={sameLabel ? object.labelId : undefined}
                    placeholder="Several labels"
                    onChange={id => {
                        const next = session.labels.get(id);
                        if (next) actions.changeLabel(session, selection, next);
                    }}
                    options={session.labels.roots
                        .filter(one => accepts(one, type))
                        .map(one => ({
                            value: one.id,
                            name: one.name,
                            label: (
                                <span className="ed-swatched">
                                    <i style={{ background: one.color }} /> {one.name}
                                </span>
                            ),
                        }))}
                />
            )}
            {state && <StateButtons ids={selection} state={state} disabled={locked} />}
            {isTrack && <KeyframeButtons id={first} />}
            {actions.sharedAttributes(session, selection).map(shared => (
                <AttributeField
                    key={`${first}/${shared.spec.id}`}
                    spec={shared.spec}
                    value={effectiveValue(session, first, frame, shared.spec)}
                    disabled={locked}
                    onChange={value => actions.changeShared(session, shared, value)}
                />
            ))}
            {state && selection.length === 1 && ['rectangle', 'ellipse'].includes(state.type) && (
                <BoxFields state={state} disabled={locked} />
            )}
            {state?.type === 'skeleton' && selection.length === 1 && <ElementList state={state} disabled={locked} />}
        </section>
    );
}

interface StateProps {
    ids: readonly ObjectId[];
    state: FrameObject;
    disabled: boolean;
}

function StateButtons({ ids, state, disabled }: StateProps) {
    const session = useSession();
    const flag = (title: string, keys: string, on: boolean, run: () => void) => (
        <Tooltip key={title} title={`${title} (${keys})`} mouseEnterDelay={0.4}>
            <Button
                size="small"
                type={on ? 'primary' : 'default'}
                ghost={on}
                aria-pressed={on}
                disabled={disabled}
                onClick={run}
            >
                {title}
            </Button>
        </Tooltip>
    );
    return (
        <Space size={4} wrap>
            {flag('Occluded', 'Q', state.occluded, () => actions.toggleGeometryFlag(session, ids, 'occluded'))}
            {state.kind === 'track' &&
                flag('Outside', 'O', state.outside, () => actions.toggleGeometryFlag(session, ids, 'outside'))}
            {state.kind === 'track' &&
                flag('Keyframe', 'K', state.keyframe, () => actions.toggleKeyframe(session, ids))}
            {flag('Pinned', 'P', session.isPinned(state.id), () => actions.togglePinned(session, ids))}
            {ids.length > 1 && flag('Hide', 'H', false, () => actions.toggleHidden(session, ids))}
            {ids.length > 1 && flag('Lock', 'L', false, () => actions.toggleLock(session, ids))}
            {ids.length > 1 && flag('Group', 'G', false, () => actions.group(session, ids))}
            {Boolean(state.group) &&
                flag(`Ungroup ${state.group}`, 'Shift+G', false, () => actions.ungroup(session, ids))}
        </Space>
    );
}

/** Position, size and angle as numbers, for exact work and for work without a pointer. */
function BoxFields({ state, disabled }: { state: FrameObject; disabled: boolean }) {
    const session = useSession();
    const box = frameBox(state);
    const values = {
        x: box.minX,
        y: box.minY,
        width: box.maxX - box.minX,
        height: box.maxY - box.minY,
        angle: state.rotation,
    };
    const change = (name: keyof typeof values, value: number | null) => {
        if (value === null) return;
        const next = { ...values };
        next[name] = value;
        const { x, y, width, height, angle } = next;
        const type = state.type as 'rectangle' | 'ellipse';
        const points = pointsOfBox(type, { minX: x, minY: y, maxX: x + width, maxY: y + height }).map(round2);
        const size = session.sizeOf(session.frame);
        const edits = [{ id: state.id, points, rotation: ((angle % 360) + 360) % 360 }];
        session.commit('Changed numbers', reshape(session.document, edits, session.frame, size), {
            mergeKey: `numbers/${state.id}/${name}`,
        });
    };
    return (
        <div className="ed-numbers">
            {(Object.keys(values) as (keyof typeof values)[]).map(name => (
                <InputNumber
                    key={name}
                    size="small"
                    aria-label={name}
                    prefix={<small>{{ x: 'X', y: 'Y', width: 'W', height: 'H', angle: '°' }[name]}</small>}
                    controls={false}
                    disabled={disabled}
                    value={round2(values[name])}
                    onChange={value => change(name, value)}
                />
            ))}
        </div>
    );
}
