import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { t } from '../../../shared/language';
import { keyframesOf } from '../../model/tracks';
import type { ObjectId } from '../../model/types';
import { deleteObjects, toggleGeometryFlag } from '../../session/actions';
import { splitTrack } from '../../session/operations';
import { useSession, useView } from '../context';

/** Asks before locked objects, or tracks with all their frames, are removed; Shift+Delete does not ask. */
export function RemoveDialog({ ids }: { ids: readonly ObjectId[] }) {
    const session = useSession();
    const frame = useView(view => view.frame);
    const [silent, setSilent] = useState(false);
    const locked = ids.filter(id => session.state.locked.has(id));
    const tracks = ids.filter(id => session.object(id)?.kind === 'track');
    const close = () => {
        session.view.setState({ dialog: null });
        session.viewport.takeFocus();
    };
    const act = (run: () => void) => () => {
        if (silent) session.setPreferences({ editing: { askTracks: false } });
        close();
        run();
    };
    const free = ids.filter(id => !locked.includes(id));
    return (
        <Modal
            open
            title={
                locked.length
                    ? t('{count, plural, one {Object is locked} other {Some objects are locked}}', {
                          count: ids.length,
                      })
                    : t('Remove object')
            }
            onCancel={close}
            footer={
                <div className="ed-dialog-foot">
                    {tracks.length > 0 && (
                        <Checkbox
                            className="ed-dialog-check"
                            checked={silent}
                            onChange={event => setSilent(event.target.checked)}
                        >
                            {t('Do not ask again about tracks')}
                        </Checkbox>
                    )}
                    <Button onClick={close}>{t('Cancel')}</Button>
                    {locked.length > 0 && free.length > 0 && (
                        <Button onClick={act(() => deleteObjects(session, free, true))}>
                            {t('Remove the {count} not locked', { count: free.length })}
                        </Button>
                    )}
                    <Button danger type="primary" autoFocus onClick={act(() => deleteObjects(session, ids, true))}>
                        {t('Remove{count, plural, one {} other { all #}}', { count: ids.length })}
                    </Button>
                </div>
            }
        >
            {locked.length > 0 && (
                <p>
                    {t(
                        '{count, plural, one {It is locked} other {{locked} of # are locked}} against accidental changes.',
                        { count: ids.length, locked: locked.length },
                    )}
                </p>
            )}
            {tracks.length > 0 && (
                <>
                    <p>
                        {t(
                            '{count, plural, one {# track} other {# tracks}} {count, plural, one {disappears from all its frames} other {disappear from all their frames}}, not only from this one.',
                            { count: tracks.length },
                        )}
                    </p>
                    {locked.length === 0 && <Instead ids={tracks} frame={frame} act={act} />}
                </>
            )}
        </Modal>
    );
}

interface InsteadProps {
    ids: readonly ObjectId[];
    frame: number;
    act: (run: () => void) => () => void;
}

/** What may have been meant instead of removing a whole track. */
function Instead({ ids, frame, act }: InsteadProps) {
    const session = useSession();
    const [only] = ids;
    const track = ids.length === 1 ? session.object(only) : undefined;
    const seen = ids.filter(id => session.document.stateOf(id, frame)?.outside === false);
    const splits = track?.kind === 'track' && (keyframesOf(track, new Set())[0] ?? frame) < frame;
    if (!seen.length) return null;
    return (
        <p className="ed-instead">
            <Button size="small" onClick={act(() => toggleGeometryFlag(session, seen, 'outside'))}>
                {t('Set outside here')}
            </Button>
            <span>{t('not seen from this frame to the next keyframe')}</span>
            {splits && (
                <>
                    <Button size="small" onClick={act(() => splitTrack(session, only))}>
                        {t('Split here')}
                    </Button>
                    <span>{t('two tracks, either of which can be removed')}</span>
                </>
            )}
        </p>
    );
}
