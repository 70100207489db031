import {
    BackwardOutlined,
    CaretRightOutlined,
    DeleteOutlined,
    FastBackwardOutlined,
    FastForwardOutlined,
    ForwardOutlined,
    PauseOutlined,
    UndoOutlined,
} from '@ant-design/icons';
import { Button, ConfigProvider, InputNumber, Slider, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import type { ReactNode } from 'react';
import { t } from '../../shared/language';
import { toggleDeletedFrame } from '../session/actions';
import { togglePlay } from '../session/player';
import { ChapterList, ChapterMarks } from './ChapterList';
import { useSession, useView } from './context';
import { FrameMenu } from './FrameMenu';
import { FrameSearch } from './FrameSearch';
import { FrameThumbnail, useHoveredFrame } from './FrameThumbnail';
import { NavigateButton } from './NavigateButton';
import { useLoaded } from './useLoaded';

function Nav({ title, onClick, children }: { title: string; onClick: () => void; children: ReactNode }) {
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button type="text" aria-label={title} icon={children} onClick={onClick} />
        </Tooltip>
    );
}

/** Moving between the frames of the job; time runs from left to right in every language. Only what tells the frame is drawn anew with every one of them. */
export function FrameBar() {
    const session = useSession();
    const { titled } = useHints();
    const playing = useView(view => view.playing);
    const step = useView(view => view.preferences.player.step);
    const { frames } = session;
    return (
        <ConfigProvider direction="ltr">
            <div className="ed-frames" dir="ltr" role="group" aria-label={t('Frames')}>
                <ChapterList />
                <Nav title={titled(t('First frame'), 'first_frame')} onClick={() => session.goTo(frames.first)}>
                    <FastBackwardOutlined />
                </Nav>
                <Nav title={titled(t('Back by {step}', { step }), 'backward')} onClick={() => session.step(-step)}>
                    <BackwardOutlined />
                </Nav>
                <NavigateButton direction={-1} />
                <Nav title={titled(playing ? t('Pause') : t('Play'), 'play')} onClick={() => togglePlay(session)}>
                    {playing ? <PauseOutlined /> : <CaretRightOutlined />}
                </Nav>
                <NavigateButton direction={1} />
                <Nav title={titled(t('Forward by {step}', { step }), 'forward')} onClick={() => session.step(step)}>
                    <ForwardOutlined />
                </Nav>
                <Nav title={titled(t('Last frame'), 'last_frame')} onClick={() => session.goTo(frames.last)}>
                    <FastForwardOutlined />
                </Nav>
                <FrameSlider />
                <FrameSearch />
                <FrameNumber />
                <DeleteFrame />
                <FrameMenu />
            </div>
        </ConfigProvider>
    );
}

function FrameSlider() {
    const session = useSession();
    const { frames } = session;
    const frame = useView(view => view.frame);
    const pictures = useView(view => view.picturesBecause);
    const name = session.nameOf(frame);
    const { hovered, box } = useHoveredFrame();
    return (
        <div className="ed-frame-slider" {...box}>
            <Slider
                ariaLabelForHandle={t('Frame')}
                min={0}
                max={Math.max(1, frames.length - 1)}
                disabled={frames.length < 2}
                value={frames.positionOf(frame)}
                tooltip={{ formatter: position => t('Frame {position}', { position: frames.at(position ?? 0) }) }}
                onChange={position => session.goTo(frames.at(position))}
            />
            <span
                className="ed-frame-name"
                title={
                    pictures
                        ? t('{name}\nThe server makes pictures of this video. {pictures}', { name, pictures })
                        : name
                }
            >
                {name}
            </span>
            <ChapterMarks />
            <Loaded />
            {hovered && <FrameThumbnail hovered={hovered} />}
        </div>
    );
}

/** Which frames can be shown at once. */
function Loaded() {
    const most = Math.max(1, useSession().frames.length - 1);
    return useLoaded().map(([from, to]) => (
        <i
            key={from}
            className="ed-loaded"
            aria-hidden
            style={{
                left: `${(100 * Math.max(0, from - 0.5)) / most}%`,
                right: `${100 - (100 * Math.min(most, to + 0.5)) / most}%`,
            }}
        />
    ));
}

/** What is typed counts with Enter; Escape, and going elsewhere, give it up. */
function FrameNumber() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const { frames } = session;
    return (
        <InputNumber
            className="ed-frame-number"
            aria-label={t('Frame number')}
            value={frame}
            min={frames.first}
            max={frames.last}
            precision={0}
            controls={false}
            onStep={(_, { type }) => session.step(type === 'up' ? 1 : -1)}
            onKeyDown={event => {
                if (event.key !== 'Enter' && event.key !== 'Escape') return;
                const typed = event.currentTarget.value.trim();
                const wanted = event.key === 'Enter' && typed !== '' ? Number(typed) : NaN;
                if (!Number.isNaN(wanted)) session.goTo(frames.nearest(wanted));
                event.preventDefault();
                event.currentTarget.blur();
                session.viewport.takeFocus();
            }}
        />
    );
}

function DeleteFrame() {
    const session = useSession();
    const { titled } = useHints();
    const readOnly = useView(view => view.readOnly !== null);
    const deleted = useView(view => view.version >= 0 && session.document.deletedFrames.has(view.frame));
    return (
        <Tooltip
            title={titled(
                deleted ? t('Restore this frame') : t('Delete this frame from the job; it can be restored'),
                'delete_frame',
            )}
        >
            <Button
                type="text"
                aria-label={deleted ? t('Restore frame') : t('Delete frame')}
                disabled={readOnly}
                icon={deleted ? <UndoOutlined /> : <DeleteOutlined />}
                onClick={() =>
                    deleted ? toggleDeletedFrame(session) : session.view.setState({ dialog: 'delete-frame' })
                }
            />
        </Tooltip>
    );
}
