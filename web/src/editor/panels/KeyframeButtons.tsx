import { DoubleLeftOutlined, DoubleRightOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Space, Tooltip } from 'antd';
import { keyframeMarks, keyframesOf } from '../model/tracks';
import type { ObjectId } from '../model/types';
import { goToKeyframe } from '../session/actions';
import { useSession, useView } from './context';

const BUTTONS = [
    ['first', 'First keyframe', <DoubleLeftOutlined key="i" />],
    ['previous', 'Previous keyframe (E)', <LeftOutlined key="i" />],
    ['next', 'Next keyframe (R)', <RightOutlined key="i" />],
    ['last', 'Last keyframe', <DoubleRightOutlined key="i" />],
] as const;

/** Going from keyframe to keyframe of a track. */
export function KeyframeButtons({ id }: { id: ObjectId }) {
    const session = useSession();
    const frame = useView(view => view.frame);
    const object = session.object(id);
    if (object?.kind !== 'track') return null;
    const deleted = session.document.deletedFrames;
    const marks = keyframeMarks(object, frame, deleted);
    const count = keyframesOf(object, deleted).length;
    return (
        <div className="ed-keyframes">
            <Space.Compact>
                {BUTTONS.map(([which, title, icon]) => (
                    <Tooltip key={which} title={title} mouseEnterDelay={0.4}>
                        <Button
                            size="small"
                            aria-label={title}
                            disabled={marks[which] === null || marks[which] === frame}
                            icon={icon}
                            onClick={() => goToKeyframe(session, id, which)}
                        />
                    </Tooltip>
                ))}
            </Space.Compact>
            <small>{count === 1 ? '1 keyframe' : `${count} keyframes`}</small>
        </div>
    );
}
