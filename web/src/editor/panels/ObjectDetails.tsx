import { Button, InputNumber, Space, Tag, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { useHints } from '../keys/useHints';
import { frameBox, pointsOfBox, round2 } from '../model/geometry';
import { reshape } from '../model/edits';
import type { FrameObject, ObjectId } from '../model/types';
import * as actions from '../session/actions';
import { AttributeField } from './AttributeField';
import { AuthorLine } from './AuthorLine';
import { BulkDetails } from './BulkDetails';
import { useSession, useView } from './context';
import { PointFields } from './PointFields';
import { ElementList } from './ElementList';
import { KeyframeButtons } from './KeyframeButtons';
import { effectiveValue } from './effective';
import { LabelSelect } from './LabelSelect';

/** Label, attributes and state of what is selected. */
export function ObjectDetails() {
    const count = useView(view => view.selection.length);
    const [first] = useView(view => view.selection);
    if (count > 1) return <BulkDetails />;
    return first === undefined ? null : <OneObject id={first} />;
}

function OneObject({ id }: { id: ObjectId }) {
    const session = useSession();
    const frame = useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.pinned);
    const locked = useView(view => view.locked.has(id) || view.readOnly !== null);
    const object = session.object(id);
    if (!object) return null;
    const state = session.document.stateOf(id, frame);
    const label = session.labels.get(object.labelId);
    const type = actions.typeOf(session, id);
    return (
        // With all its fields out of use, nothing else in it takes the keys that scroll it.
        <section className="ed-details" aria-label={t('Selected objects')} tabIndex={locked ? 0 : undefined}>
            <header>
                <strong>{`${label?.name ?? t('Unknown label')} ${id}`}</strong>
                {type && (
                    <Tag bordered={false}>
                        {word(type)} {object.kind === 'tag' ? '' : word(object.kind)}
                    </Tag>
                )}
                {object.source !== 'manual' && <Tag bordered={false}>{word(object.source)}</Tag>}
            </header>
            {type && type !== 'skeleton' && (
                <LabelSelect
                    name={t('Label')}
                    labels={session.labels.forType(type)}
                    value={object.labelId}
                    disabled={locked}
                    onChange={next => actions.changeLabel(session, [id], next)}
                />
            )}
            {state && <StateButtons id={id} state={state} disabled={locked} />}
            {object.kind === 'track' && <KeyframeButtons id={id} />}
            {actions.sharedAttributes(session, [id]).map(shared => (
                <AttributeField
                    key={`${id}/${shared.spec.id}`}
                    spec={shared.spec}
                    value={effectiveValue(session, id, frame, shared.spec)}
                    disabled={locked}
                    onChange={value => actions.changeShared(session, shared, value)}
                />
            ))}
            {state && ['rectangle', 'ellipse'].includes(state.type) && <BoxFields state={state} disabled={locked} />}
            {state && ['polygon', 'polyline', 'points'].includes(state.type) && (
                <PointFields key={state.id} state={state} disabled={locked} />
            )}
            {state?.type === 'skeleton' && <ElementList state={state} disabled={locked} />}
            <AuthorLine id={id} />
        </section>
    );
}

interface StateProps {
    id: ObjectId;
    state: FrameObject;
    disabled: boolean;
}

export function StateButtons({ id, state, disabled }: StateProps) {
    const session = useSession();
    const ids = [id];
    const { titled } = useHints();
    const flag = (title: string, command: string, on: boolean, run: () => void) => (
        <Tooltip key={title} title={titled(title, command)} mouseEnterDelay={0.4}>
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
            {flag(t('Occluded'), 'occluded', state.occluded, () =>
                actions.toggleGeometryFlag(session, ids, 'occluded'),
            )}
            {state.kind === 'track' &&
                flag(t('Outside'), 'outside', state.outside, () => actions.toggleGeometryFlag(session, ids, 'outside'))}
            {state.kind === 'track' &&
                flag(t('Keyframe'), 'keyframe', state.keyframe, () => actions.toggleKeyframe(session, ids))}
            {flag(t('Pinned'), 'pinned', session.isPinned(state.id), () => actions.togglePinned(session, ids))}
            {Boolean(state.group) &&
                flag(t('Ungroup {group}', { group: state.group }), 'ungroup', false, () =>
                    actions.ungroup(session, ids),
                )}
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
        session.commit(t('Changed numbers'), reshape(session.document, edits, session.frame, size), {
            mergeKey: `numbers/${state.id}/${name}`,
        });
    };
    return (
        <div className="ed-numbers">
            {(Object.keys(values) as (keyof typeof values)[]).map(name => (
                <InputNumber
                    key={name}
                    size="small"
                    aria-label={word(name)}
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
