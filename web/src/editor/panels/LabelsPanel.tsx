import { EyeInvisibleOutlined, EyeOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { Button, Tag, Tooltip } from 'antd';
import { useMemo } from 'react';
import { LabelKey } from '../keys/LabelKey';
import type { LabelSpec } from '../model/labels';
import type { ObjectId } from '../model/types';
import { changeLabel, toggleHidden, toggleLock } from '../session/actions';
import { useSession, useView } from './context';

/** The labels of the task: what is on the frame of each, and which one is drawn next. */
export function LabelsPanel() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    const labelId = useView(view => view.labelId);
    const byLabel = useMemo(() => {
        void version;
        const ids = new Map<number, ObjectId[]>();
        for (const object of session.document.objectsOn(frame)) {
            ids.set(object.labelId, [...(ids.get(object.labelId) ?? []), object.id]);
        }
        return ids;
    }, [session, frame, version]);
    return (
        <ul className="ed-labels">
            {session.labels.roots.map(label => (
                <LabelRow
                    key={label.id}
                    label={label}
                    ids={byLabel.get(label.id) ?? []}
                    active={label.id === labelId}
                />
            ))}
        </ul>
    );
}

interface LabelRowProps {
    label: LabelSpec;
    ids: readonly ObjectId[];
    active: boolean;
}

function LabelRow({ label, ids, active }: LabelRowProps) {
    const session = useSession();
    const hidden = useView(view => ids.length > 0 && ids.every(id => view.hidden.has(id)));
    const locked = useView(view => ids.length > 0 && ids.every(id => view.locked.has(id)));
    const use = () => {
        const { selection, tool } = session.state;
        if (selection.length && tool === 'select') changeLabel(session, selection, label);
        else session.toolbox.setLabel(label);
    };
    return (
        <li className={active ? 'ed-selected' : undefined}>
            <i className="ed-swatch" style={{ background: label.color }} />
            <Tooltip title="Give to what is selected, or use for what is drawn next" mouseEnterDelay={0.6}>
                <button type="button" className="ed-label-name" aria-pressed={active} onClick={use}>
                    {label.name}
                </button>
            </Tooltip>
            <LabelKey label={label} />
            <Tag bordered={false}>{ids.length}</Tag>
            <Button
                size="small"
                type="text"
                disabled={!ids.length}
                aria-label={`${locked ? 'Unlock' : 'Lock'} all ${label.name}`}
                icon={locked ? <LockOutlined /> : <UnlockOutlined />}
                onClick={() => toggleLock(session, ids)}
            />
            <Button
                size="small"
                type="text"
                disabled={!ids.length}
                aria-label={`${hidden ? 'Show' : 'Hide'} all ${label.name}`}
                icon={hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                onClick={() => toggleHidden(session, ids)}
            />
        </li>
    );
}
