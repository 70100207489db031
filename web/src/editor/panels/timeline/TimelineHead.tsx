import {
    DeleteOutlined,
    DownOutlined,
    ExpandOutlined,
    MergeCellsOutlined,
    ScissorOutlined,
    UpOutlined,
    VerticalLeftOutlined,
    VerticalRightOutlined,
    ZoomInOutlined,
    ZoomOutOutlined,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { t } from '../../../shared/language';
import { rich } from '../../../shared/language/rich';
import { relate, splitTrack } from '../../session/operations';
import type { TimelineControl } from '../../timeline/control';
import { countOf, trackOf, trimHere } from '../../timeline/edits';
import { deleteChosen } from '../../timeline/keyboard';
import { useSession, useView } from '../context';

interface ActionProps {
    title: string;
    keys?: string;
    disabled?: boolean;
    onClick: () => void;
    children: ReactNode;
}

function Action({ title, keys, disabled, onClick, children }: ActionProps) {
    return (
        <Tooltip title={keys ? `${title} (${keys})` : title} mouseEnterDelay={0.4}>
            <Button type="text" size="small" aria-label={title} disabled={disabled} icon={children} onClick={onClick} />
        </Tooltip>
    );
}

/** What can be done to the selected tracks on the frame shown, and how the timeline is seen. */
export function TimelineHead({ control, open, count }: { control: TimelineControl; open: boolean; count: number }) {
    const session = useSession();
    const selection = useView(view => view.selection);
    const readOnly = useView(view => view.readOnly !== null);
    useView(view => view.version);
    const zoomedIn = useStore(control.store, state => state.zoom !== null);
    useStore(control.store, state => state.chosen);
    const tracks = selection.filter(id => trackOf(session, id));
    const none = readOnly || tracks.length === 0;
    const chosen = countOf(control.chosen);
    const toggle = () => session.setPreferences({ timeline: { open: !open } });
    return (
        <div className="ed-tl-head">
            <button
                type="button"
                className="ed-tl-toggle"
                aria-label={t('Tracks: {count}', { count })}
                aria-expanded={open}
                onClick={toggle}
            >
                {open ? <DownOutlined /> : <UpOutlined />} {rich('Tracks {count}', { count: <small>{count}</small> })}
            </button>
            {open && (
                <>
                    <Action
                        title={t('Track starts here')}
                        keys="Alt+["
                        disabled={none}
                        onClick={() => trimHere(session, tracks, 'first')}
                    >
                        <VerticalRightOutlined />
                    </Action>
                    <Action
                        title={t('Track ends here')}
                        keys="Alt+]"
                        disabled={none}
                        onClick={() => trimHere(session, tracks, 'last')}
                    >
                        <VerticalLeftOutlined />
                    </Action>
                    <Action
                        title={t('Split track here')}
                        keys="Alt+M"
                        disabled={readOnly || tracks.length !== 1}
                        onClick={() => splitTrack(session, tracks[0])}
                    >
                        <ScissorOutlined />
                    </Action>
                    <Action
                        title={
                            session.state.preferences.tools.fillGaps
                                ? t('Merge tracks, filling gaps')
                                : t('Merge tracks, leaving gaps')
                        }
                        disabled={readOnly || tracks.length < 2}
                        onClick={() => relate(session, 'merge', tracks)}
                    >
                        <MergeCellsOutlined />
                    </Action>
                    <Action
                        title={t('{chosen, plural, one {Delete keyframe} other {Delete # keyframes}}', { chosen })}
                        keys="Del"
                        disabled={readOnly || chosen === 0}
                        onClick={() => deleteChosen(control)}
                    >
                        <DeleteOutlined />
                    </Action>
                    <span className="ed-tl-said" role="status">
                        {chosen > 0
                            ? t('{chosen, plural, one {# keyframe} other {# keyframes}} chosen', { chosen })
                            : ''}
                    </span>
                    <Action
                        title={t('Zoom out')}
                        keys={t('Ctrl+wheel')}
                        disabled={!zoomedIn}
                        onClick={() => control.zoom(1 / 2)}
                    >
                        <ZoomOutOutlined />
                    </Action>
                    <Action title={t('Zoom in')} keys={t('Ctrl+wheel')} onClick={() => control.zoom(2)}>
                        <ZoomInOutlined />
                    </Action>
                    <Action title={t('Show all frames')} disabled={!zoomedIn} onClick={() => control.fit()}>
                        <ExpandOutlined />
                    </Action>
                </>
            )}
        </div>
    );
}
