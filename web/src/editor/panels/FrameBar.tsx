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
import { Button, InputNumber, Slider, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import type { ReactNode } from 'react';
import { toggleDeletedFrame } from '../session/actions';
import { togglePlay } from '../session/player';
import { ChapterList, ChapterMarks } from './ChapterList';
import { useSession, useView } from './context';
import { FrameMenu } from './FrameMenu';
import { FrameSearch } from './FrameSearch';
import { FrameThumbnail, useHoveredFrame } from './FrameThumbnail';
import { NavigateButton } from './NavigateButton';

function Nav({ title, onClick, children }: { title: string; onClick: () => void; children: ReactNode }) {
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button type="text" aria-label={title} icon={children} onClick={onClick} />
        </Tooltip>
    );
}

/** Moving between the frames of the job. Only what tells the frame is drawn anew with every one of them. */
export function FrameBar() {
    const session = useSession();
    const { titled } = useHints();
    const playing = useView(view => view.playing);
    const step = useView(view => view.preferences.player.step);
    const { frames } = session;
    return (
        <div className="ed-frames" role="group" aria-label="Frames">
            <ChapterList />
            <Nav title={titled('First frame', 'first_frame')} onClick={() => session.goTo(frames.first)}>
                <FastBackwardOutlined />
            </Nav>
            <Nav title={titled(`Back by ${step}`, 'backward')} onClick={() => session.step(-step)}>
                <BackwardOutlined />
            </Nav>
            <NavigateButton direction={-1} />
            <Nav title={titled(playing ? 'Pause' : 'Play', 'play')} onClick={() => togglePlay(session)}>
                {playing ? <PauseOutlined /> : <CaretRightOutlined />}
            </Nav>
            <NavigateButton direction={1} />
            <Nav title={titled(`Forward by ${step}`, 'forward')} onClick={() => session.step(step)}>
                <ForwardOutlined />
            </Nav>
            <Nav title={titled('Last frame', 'last_frame')} onClick={() => session.goTo(frames.last)}>
                <FastForwardOutlined />
            </Nav>
            <FrameSlider />
            <FrameSearch />
            <FrameNumber />
            <DeleteFrame />
            <FrameMenu />
        </div>
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
                ariaLabelForHandle="Frame"
                min={0}
                max={Math.max(1, frames.length - 1)}
                disabled={frames.length < 2}
                value={frames.positionOf(frame)}
                tooltip={{ formatter: position => `Frame ${frames.at(position ?? 0)}` }}
                onChange={position => session.goTo(frames.at(position))}
            />
            <span
                className="ed-frame-name"
                title={pictures ? `${name}\nThe server makes pictures of this video. ${pictures}` : name}
            >
                {name}
            </span>
            <ChapterMarks />
            {hovered && <FrameThumbnail hovered={hovered} />}
        </div>
    );
}

function FrameNumber() {
    const session = useSession();
    const frame = useView(view => view.frame);
    const { frames } = session;
    return (
        <InputNumber
            className="ed-frame-number"
            aria-label="Frame number"
            value={frame}
            min={frames.first}
            max={frames.last}
            precision={0}
            controls={false}
            onPressEnter={event => {
                session.goTo(frames.nearest(Number(event.currentTarget.value)));
                event.currentTarget.blur();
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
                deleted ? 'Restore this frame' : 'Delete this frame from the job; it can be restored',
                'delete_frame',
            )}
        >
            <Button
                type="text"
                aria-label={deleted ? 'Restore frame' : 'Delete frame'}
                disabled={readOnly}
                icon={deleted ? <UndoOutlined /> : <DeleteOutlined />}
                onClick={() =>
                    deleted ? toggleDeletedFrame(session) : session.view.setState({ dialog: 'delete-frame' })
                }
            />
        </Tooltip>
    );
}
