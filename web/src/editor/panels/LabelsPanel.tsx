import {
    AimOutlined,
    EyeInvisibleOutlined,
    EyeOutlined,
    FilterFilled,
    FilterOutlined,
    LockOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { Button, ColorPicker, Input, Tooltip } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { PALETTE } from '../../shared/labels/model';
import { usePicturesOf } from '../../shared/labels/useLabelPictures';
import { LabelKey } from '../keys/LabelKey';
import type { LabelSpec } from '../model/labels';
import { quote } from '../query/syntax';
import { setHidden, setLocked } from '../session/actions';
import { takeLabel } from '../session/keys';
import {
    countLabels,
    idsOfLabel,
    isSolo,
    recolour,
    toggleLabelFilter,
    toggleSolo,
    type LabelCount,
} from '../session/labels';
import type { Session } from '../session/session';
import { useSession, useView } from './context';
import { useVisibleRows } from './useVisibleRows';
import { formatNumber } from '../../shared/format';
import { t } from '../../shared/language';

/** From so many labels on they can be searched. */
const LONG = 9;

/** The labels of the task: how much there is of each, what is shown of it, and which one is drawn next. */
export function LabelsPanel() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    const labelId = useView(view => view.labelId);
    const [search, setSearch] = useState('');
    const list = useRef<HTMLUListElement>(null);
    const counts = useMemo(() => {
        void [frame, version];
        return countLabels(session);
    }, [session, frame, version]);
    const { roots } = session.labels;
    const wanted = search.trim().toLowerCase();
    const shown = roots.filter(label => label.name.toLowerCase().includes(wanted));
    const { first, last, before, after } = useVisibleRows(list, shown.length);
    return (
        <div className="ed-objects">
            {roots.length >= LONG && (
                <div className="ed-objects-head">
                    <Input
                        size="small"
                        allowClear
                        aria-label={t('Search labels')}
                        placeholder={t('Search {count} labels', { count: roots.length })}
                        value={search}
                        onChange={event => setSearch(event.target.value)}
                    />
                </div>
            )}
            {shown.length === 0 && <p className="ed-empty">{t('No label is called so.')}</p>}
            <ul className="ed-labels" ref={list}>
                {shown.slice(first, last).map((label, i) => (
                    <LabelRow
                        key={label.id}
                        label={label}
                        place={first + i + 1}
                        of={shown.length}
                        above={i === 0 ? before : 0}
                        below={first + i + 1 === last ? after : 0}
                        count={counts.get(label.id) ?? { frame: 0, job: 0 }}
                        active={label.id === labelId}
                    />
                ))}
            </ul>
        </div>
    );
}

/** The colour of a label, and the way to another one. */
function LabelColour({ label }: { label: LabelSpec }) {
    const session = useSession();
    return (
        <ColorPicker
            size="small"
            disabledAlpha
            value={label.color}
            presets={[{ label: t('Far apart'), colors: PALETTE }]}
            onChangeComplete={colour => void recolour(session, label.id, colour.toHexString())}
        >
            <button
                type="button"
                className="ed-label-colour"
                aria-label={t('Colour of {name}, for everybody. Change it', { name: label.name })}
                title={t('Change the colour, for everybody')}
            >
                <i className="ed-swatch" style={{ background: label.color }} />
            </button>
        </ColorPicker>
    );
}

interface LabelRowProps {
    label: LabelSpec;
    count: LabelCount;
    active: boolean;
    /** Where it stands among so many. */
    place: number;
    of: number;
    /** Heights of rows that are left out. */
    above: number;
    below: number;
}

/** Whether a flag is set for everything of a label on the frame. */
function allFlagged(session: Session, labelId: number, flagged: ReadonlySet<number>): boolean {
    if (!flagged.size) return false;
    const own = session.document.objectsOn(session.frame).filter(object => object.labelId === labelId);
    return own.length > 0 && own.every(object => flagged.has(object.id));
}

function LabelRow({ label, count, active, place, of, above, below }: LabelRowProps) {
    const session = useSession();
    const { id, name } = label;
    const picture = usePicturesOf(session.job.guide_id).get(name);
    const hidden = useView(view => allFlagged(session, id, view.hidden));
    const locked = useView(view => allFlagged(session, id, view.locked));
    const solo = useView(() => isSolo(session, id));
    const filtered = useView(view => view.filter === `label:${quote(name)}`);

    const button = (title: string, on: boolean, icon: ReactNode, run: () => void) => (
        <Tooltip title={title} mouseEnterDelay={0.6}>
            <Button
                size="small"
                type="text"
                className={on ? 'ed-label-on' : undefined}
                disabled={!count.job}
                aria-label={title}
                aria-pressed={on}
                icon={icon}
                onClick={run}
            />
        </Tooltip>
    );
    return (
        <li
            className={active ? 'ed-selected' : undefined}
            aria-posinset={place}
            aria-setsize={of}
            style={{ marginTop: above, marginBottom: below }}
        >
            <LabelColour label={label} />
            <Tooltip
                title={
                    <>
                        {picture && (
                            <img src={picture} alt={t('Example of {name}', { name })} className="limn-label-example" />
                        )}
                        {t('Give to what is selected, or use for what is drawn next')}
                    </>
                }
                mouseEnterDelay={0.6}
            >
                <button
                    type="button"
                    className="ed-label-name"
                    aria-pressed={active}
                    title={name}
                    onClick={() => takeLabel(session, label)}
                >
                    {name}
                </button>
            </Tooltip>
            <LabelKey label={label} />
            <small
                className="ed-label-count"
                title={t('{frame} on this frame, {job} in the job', { frame: count.frame, job: count.job })}
            >
                {formatNumber(count.frame)} / {formatNumber(count.job)}
            </small>
            {button(t('Filter by {name}', { name }), filtered, filtered ? <FilterFilled /> : <FilterOutlined />, () =>
                toggleLabelFilter(session, name),
            )}
            {button(solo ? t('Show everything again') : t('Show {name} alone', { name }), solo, <AimOutlined />, () =>
                toggleSolo(session, id),
            )}
            {button(
                locked ? t('Unlock all {name}', { name }) : t('Lock all {name}', { name }),
                locked,
                locked ? <LockOutlined /> : <UnlockOutlined />,
                () => setLocked(session, idsOfLabel(session, id), !locked),
            )}
            {button(
                hidden ? t('Show all {name}', { name }) : t('Hide all {name}', { name }),
                hidden,
                hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />,
                () => setHidden(session, idsOfLabel(session, id), !hidden),
            )}
        </li>
    );
}
