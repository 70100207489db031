import { CloseCircleFilled, CommentOutlined, CopyOutlined, WarningFilled } from '@ant-design/icons';
import { Alert, Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { formatAgo } from '../../../shared/format';
import { t } from '../../../shared/language';
import { conflictText, type Found } from '../../model/conflicts';
import { nameConflict, openAboutConflict, revealConflict, stepConflict } from '../../session/conflicts';
import { useSession, useView } from '../context';
import { FrameSteps } from '../FrameSteps';
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
        <section className="ed-conflicts" aria-label={t('Differences from the ground truth')}>
            <header>
                <strong>{t('Ground truth')}</strong>
                <small>{shown && reported ? t('report {ago}', { ago: formatAgo(reported) }) : ''}</small>
                {all > 0 && (
                    <FrameSteps
                        previous={t('Previous frame that differs')}
                        next={t('Next frame that differs')}
                        onStep={direction => stepConflict(session, direction)}
                    />
                )}
            </header>
            {status === 'failed' && (
                <Alert
                    banner
                    type="warning"
                    message={t('The ground truth could not be read. {error}', { error: error ?? '' })}
                    action={
                        <Button size="small" onClick={() => void session.truth.read()}>
                            {t('Try again')}
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
    if (!covered) return t('This frame is not in the ground truth.');
    if (!reported) return t('No quality report covers this job yet; the dashed objects are the ground truth.');
    return all
        ? t('Nothing differs here; {all, plural, one {# difference} other {# differences}} on other frames.', { all })
        : t('Nothing differs.');
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
            {truthId !== null && button(t('Copy the ground truth'), <CopyOutlined />, () => truth.copy(truthId))}
            {button(t('Quick issue'), <CommentOutlined />, () => void openAboutConflict(session, found))}
        </li>
    );
}

/** Told by form as well as by colour. */
export function Severity({ severity }: { severity: 'warning' | 'error' }) {
    return severity === 'error' ? (
        <CloseCircleFilled className="ed-conflict-error" aria-label={t('Error')} />
    ) : (
        <WarningFilled className="ed-conflict-warning" aria-label={t('Warning')} />
    );
}
