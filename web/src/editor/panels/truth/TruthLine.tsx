import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import { TruthSwitch } from './TruthSwitch';
import { useConflicts, useTruth, useTruthShown } from './useTruth';

/** The switch with what it tells about the frame; absent where there is no ground truth. */
export function TruthLine() {
    const { truth } = useSession();
    const frame = useView(view => view.frame);
    const { status, reported } = useTruth(state => state);
    const shown = useTruthShown();
    const count = useConflicts().length;
    if (status === 'unasked' || status === 'absent') return null;
    const nothing = reported === null ? t('no report yet') : t('nothing differs here');
    const here = truth.covers(frame)
        ? count
            ? t('{count, plural, one {# difference} other {# differences}}', { count })
            : nothing
        : t('not on this frame');
    return (
        <div className="ed-truth-line">
            <span>{t('Ground truth')}</span>
            <small role="status">{shown ? here : status === 'failed' ? t('could not be read') : ''}</small>
            <TruthSwitch />
        </div>
    );
}
