import { DoubleLeftOutlined, DoubleRightOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Space, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { keyframeMarks, keyframesOf } from '../model/tracks';
import type { ObjectId } from '../model/types';
import { goToKeyframe } from '../session/actions';
import { useSession, useView } from './context';

const BUTTONS = [
    ['first', t('First keyframe'), '', <DoubleLeftOutlined key="i" />],
    ['previous', t('Previous keyframe'), 'previous_keyframe', <LeftOutlined key="i" />],
    ['next', t('Next keyframe'), 'next_keyframe', <RightOutlined key="i" />],
    ['last', t('Last keyframe'), '', <DoubleRightOutlined key="i" />],
] as const;

/** Going from keyframe to keyframe of a track; time runs from left to right in every language. */
export function KeyframeButtons({ id }: { id: ObjectId }) {
    const session = useSession();
    const { titled } = useHints();
    const frame = useView(view => view.frame);
    const object = session.object(id);
    if (object?.kind !== 'track') return null;
    const deleted = session.document.deletedFrames;
    const marks = keyframeMarks(object, frame, deleted);
    const count = keyframesOf(object, deleted).length;
    return (
        <div className="ed-keyframes">
            <ConfigProvider direction="ltr">
                <Space.Compact dir="ltr">
                    {BUTTONS.map(([which, title, command, icon]) => (
                        <Tooltip key={which} title={titled(title, command)} mouseEnterDelay={0.4}>
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
            </ConfigProvider>
            <small>{t('{count, plural, one {# keyframe} other {# keyframes}}', { count })}</small>
        </div>
    );
}
