import {
    AlignCenterOutlined,
    AlignLeftOutlined,
    AlignRightOutlined,
    ColumnWidthOutlined,
    ColumnHeightOutlined,
    DeleteOutlined,
    VerticalAlignBottomOutlined,
    VerticalAlignMiddleOutlined,
    VerticalAlignTopOutlined,
} from '@ant-design/icons';
import { Button, InputNumber, Space, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useHints } from '../keys/useHints';
import type { Alignment } from '../model/align';
import { commonOf, tally } from '../model/mixed';
import type { ObjectId } from '../model/types';
import * as actions from '../session/actions';
import { align, selectSameLabel, toLayerNumber } from '../session/bulk';
import type { Session } from '../session/session';
import { AttributeField } from './AttributeField';
import { useSession, useView } from './context';
import { effectiveValue } from './effective';
import { LabelSelect } from './LabelSelect';
import { word } from '../../shared/language/words';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/language';

/** What can be changed about several objects at once; each change is one step of history. */
export function BulkDetails() {
    const session = useSession();
    const ids = useView(view => view.selection);
    const frame = useView(view => view.frame);
    const disabled = useView(view => view.readOnly !== null || ids.every(id => view.locked.has(id)));
    useView(view => view.version);
    const label = commonOf(ids.map(id => session.object(id)?.labelId ?? -1));
    const labels = summary(session, ids);
    return (
        <section className="ed-details" aria-label={t('Selected objects')}>
            <header>
                <strong title={labels}>
                    {t('{count, number} objects: {ids}', { count: ids.length, ids: labels })}
                </strong>
                <Button size="small" onClick={() => selectSameLabel(session)}>
                    {t('Same label')}
                </Button>
            </header>
            <LabelSelect
                name={t('Label')}
                labels={labelsFor(session, ids)}
                value={label.mixed ? null : label.value}
                disabled={disabled}
                onChange={next => actions.changeLabel(session, ids, next)}
            />
            <BulkFlags ids={ids} disabled={disabled} />
            <BulkLayer ids={ids} disabled={disabled} />
            <AlignButtons ids={ids} disabled={disabled} />
            {actions.sharedAttributes(session, ids).map(shared => {
                const value = commonOf(ids.map(id => effectiveValue(session, id, frame, shared.spec)));
                return (
                    <AttributeField
                        key={shared.spec.id}
                        spec={shared.spec}
                        value={value.mixed ? null : value.value}
                        disabled={disabled}
                        onChange={next => actions.changeShared(session, shared, next)}
                    />
                );
            })}
            <Button
                size="small"
                danger
                disabled={disabled}
                icon={<DeleteOutlined />}
                onClick={() => actions.deleteObjects(session, ids)}
            >
                {t('Delete {count, number} objects', { count: ids.length })}
            </Button>
        </section>
    );
}

function summary(session: Session, ids: readonly ObjectId[]): string {
    const names = ids.map(id => session.labels.get(session.object(id)?.labelId ?? -1)?.name ?? t('unknown label'));
    return tally(names)
        .map(([name, count]) => `${formatNumber(count)} ${name}`)
        .join(t(', '));
}

/** Labels that suit at least one of the objects. */
function labelsFor(session: Session, ids: readonly ObjectId[]) {
    const types = new Set(ids.flatMap(id => actions.typeOf(session, id) ?? []));
    types.delete('skeleton');
    const fitting = [...types].flatMap(type => session.labels.forType(type));
    return session.labels.roots.filter(label => fitting.includes(label));
}

interface BulkProps {
    ids: readonly ObjectId[];
    disabled: boolean;
}

function Flag({
    name,
    command,
    on,
    disabled,
    run,
}: {
    name: string;
    command: string;
    on: readonly boolean[];
    disabled?: boolean;
    run: () => void;
}) {
    const { titled } = useHints();
    const common = commonOf(on);
    const state = common.mixed ? 'some' : common.value ? 'all' : 'none';
    return (
        <Tooltip title={`${titled(name, command)}: ${word(state)}`} mouseEnterDelay={0.4}>
            <Button
                size="small"
                type={state === 'none' ? 'default' : 'primary'}
                ghost={state !== 'none'}
                className={state === 'some' ? 'ed-some' : undefined}
                aria-pressed={common.mixed ? 'mixed' : common.value}
                disabled={disabled}
                onClick={run}
            >
                {name}
            </Button>
        </Tooltip>
    );
}

function BulkFlags({ ids, disabled }: BulkProps) {
    const session = useSession();
    const locked = useView(view => view.locked);
    const hidden = useView(view => view.hidden);
    useView(view => view.pinned);
    const states = ids.flatMap(id => session.document.stateOf(id, session.frame) ?? []);
    const shapes = states.map(({ id }) => id);
    const grouped = states.map(({ group }) => Boolean(group));
    return (
        <Space size={4} wrap>
            {states.length > 0 && (
                <>
                    <Flag
                        name={t('Occluded')}
                        command="occluded"
                        on={states.map(({ occluded }) => occluded)}
                        disabled={disabled}
                        run={() => actions.toggleGeometryFlag(session, ids, 'occluded')}
                    />
                    <Flag
                        name={t('Pinned')}
                        command="pinned"
                        on={shapes.map(id => session.isPinned(id))}
                        run={() => actions.togglePinned(session, shapes)}
                    />
                    <Flag
                        name={t('Hidden')}
                        command="hide"
                        on={shapes.map(id => hidden.has(id))}
                        run={() => actions.toggleHidden(session, shapes)}
                    />
                </>
            )}
            <Flag
                name={t('Locked')}
                command="lock"
                on={ids.map(id => locked.has(id))}
                run={() => actions.toggleLock(session, ids)}
            />
            <Button size="small" disabled={disabled} onClick={() => actions.group(session, ids)}>
                {t('Group')}
            </Button>
            {grouped.some(Boolean) && (
                <Button size="small" disabled={disabled} onClick={() => actions.ungroup(session, ids)}>
                    {t('Ungroup')}
                </Button>
            )}
        </Space>
    );
}

function BulkLayer({ ids, disabled }: BulkProps) {
    const session = useSession();
    const states = ids.flatMap(id => session.document.stateOf(id, session.frame) ?? []);
    if (!states.length) return null;
    const layer = commonOf(states.map(({ zOrder }) => zOrder));
    return (
        <Space.Compact size="small" block>
            <InputNumber
                size="small"
                aria-label={t('Layer')}
                addonBefore={t('Layer')}
                precision={0}
                disabled={disabled}
                placeholder={t('several')}
                value={layer.mixed ? null : layer.value}
                onChange={value => value !== null && toLayerNumber(session, ids, value)}
            />
            <Button
                title={t('To the front (+)')}
                disabled={disabled}
                onClick={() => actions.toLayer(session, ids, 'front')}
            >
                {t('{side, select, front {Front} other {Back}}', { side: 'front' })}
            </Button>
            <Button
                title={t('To the back (−)')}
                disabled={disabled}
                onClick={() => actions.toLayer(session, ids, 'back')}
            >
                {t('{side, select, front {Front} other {Back}}', { side: 'back' })}
            </Button>
        </Space.Compact>
    );
}

const ALIGN_BUTTONS: readonly [Alignment, string, ReactNode][] = [
    ['left', t('Align left sides'), <AlignLeftOutlined key="left" />],
    ['centre', t('Align centres'), <AlignCenterOutlined key="centre" />],
    ['right', t('Align right sides'), <AlignRightOutlined key="right" />],
    ['top', t('Align upper sides'), <VerticalAlignTopOutlined key="top" />],
    ['middle', t('Align middles'), <VerticalAlignMiddleOutlined key="middle" />],
    ['bottom', t('Align lower sides'), <VerticalAlignBottomOutlined key="bottom" />],
    ['across', t('Equal gaps across'), <ColumnWidthOutlined key="across" />],
    ['down', t('Equal gaps down'), <ColumnHeightOutlined key="down" />],
];

function AlignButtons({ ids, disabled }: BulkProps) {
    const session = useSession();
    const shapes = ids.filter(id => session.document.stateOf(id, session.frame));
    if (shapes.length < 2) return null;
    const spreads = (how: Alignment) => how === 'across' || how === 'down';
    return (
        <Space.Compact size="small">
            {ALIGN_BUTTONS.map(([how, title, icon]) => (
                <Tooltip key={how} title={title} mouseEnterDelay={0.4}>
                    <Button
                        aria-label={title}
                        disabled={disabled || (spreads(how) && shapes.length < 3)}
                        icon={icon}
                        onClick={() => align(session, shapes, how)}
                    />
                </Tooltip>
            ))}
        </Space.Compact>
    );
}
