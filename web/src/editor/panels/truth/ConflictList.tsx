import {
    CloseCircleFilled,
    CommentOutlined,
    CopyOutlined,
    LeftOutlined,
    RightOutlined,
    WarningFilled,
} from '@ant-design/icons';
import { Alert, Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { formatAgo, formatCount } from '../../../shared/format';
import { conflictText, type Found } from '../../model/conflicts';
import { nameConflict, openAboutConflict, revealConflict, stepConflict } from '../../session/conflicts';
import { useSession, useView } from '../context';
import { useConflicts, useTruth, useTruthShown } from './useTruth';

/** Where this frame differs from the ground truth, while that is shown. */
export function ConflictList() {
    const session = useSession();
    const wanted = useView(view => view.preferences.review.truth);
    const frame = useView(view => view.frame);
    const shown = useTruthShown();
    const { status, error, reported } = useTruth(state => state);
    const conflicts = useConflicts();
    if (!wanted || status === 'unasked' || status === 'absent') return null;
    const all = session.truth.found().length;
    return (
        <section className="ed-conflicts" aria-label="Differences from the ground truth">
            <header>
                <strong>Ground truth</strong>
                <small>{shown && reported ? `report ${formatAgo(reported)}` : ''}</small>
                {all > 0 && (
                    <>
                        <Step title="Previous frame that differs" direction={-1} />
                        <Step title="Next frame that differs" direction={1} />
                    </>
                )}
            </header>
            {status === 'failed' && (
                <Alert
                    banner
                    type="warning"
                    message={`The ground truth could not be read. ${error ?? ''}`}
                    action={
                        <Button size="small" onClick={() => void session.truth.read()}>
                            Try again
                        </Button>
                    }
                />
            )}
            {shown && conflicts.length > 0 && (
                <ul>
                    {conflicts.map(found => (
                        <ConflictRow key={found.conflict.id} found={found} />
                    ))}
                </ul>
            )}
            {shown && conflicts.length === 0 && <p>{whyNone(session.truth.covers(frame), reported !== null, all)}</p>}
        </section>
    );
}

function whyNone(covered: boolean, reported: boolean, all: number): string {
    if (!covered) return 'This frame is not in the ground truth.';
    if (!reported) return 'No quality report covers this job yet; the dashed objects are the ground truth.';
    return all ? `Nothing differs here; ${formatCount(all, 'difference')} on other frames.` : 'Nothing differs.';
}

function Step({ title, direction }: { title: string; direction: 1 | -1 }) {
    const session = useSession();
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button
                size="small"
                type="text"
                aria-label={title}
                icon={direction > 0 ? <RightOutlined /> : <LeftOutlined />}
                onClick={() => stepConflict(session, direction)}
            />
        </Tooltip>
    );
}

function ConflictRow({ found }: { found: Found }) {
    const session = useSession();
    const { truth } = session;
    const { conflict } = found;
    const pointedAt = useTruth(state => state.pointedAt === conflict.id);
    const text = conflictText(conflict.type);
    const button = (title: string, icon: ReactNode, run: () => void) => (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button size="small" type="text" aria-label={`${title}: ${text}`} icon={icon} onClick={run} />
        </Tooltip>
    );
    const { truth: truthId } = found;
    return (
        <li
            className={pointedAt ? 'ed-hovered' : undefined}
            onMouseEnter={() => truth.pointAt(conflict.id)}
            onMouseLeave={() => truth.pointAt(null)}
        >
            <button
                type="button"
                className="ed-conflict-text"
                onClick={() => revealConflict(session, found)}
                onFocus={() => truth.pointAt(conflict.id)}
                onBlur={() => truth.pointAt(null)}
            >
                <Severity severity={conflict.severity} />
                <span>
                    {text}
                    <small>{nameConflict(session, found)}</small>
                </span>
            </button>
            {truthId !== null && button('Copy the ground truth', <CopyOutlined />, () => truth.copy(truthId))}
            {button('Quick issue', <CommentOutlined />, () => void openAboutConflict(session, found))}
        </li>
    );
}

/** Told by form as well as by colour. */
export function Severity({ severity }: { severity: 'warning' | 'error' }) {
    return severity === 'error' ? (
        <CloseCircleFilled className="ed-conflict-error" aria-label="Error" />
    ) : (
        <WarningFilled className="ed-conflict-warning" aria-label="Warning" />
    );
}
