import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { copyFrameLink, copyFrameName, toggleFullscreen } from '../session/frameMenu';
import { useSession } from './context';

/** What is done with the frame now and then. */
export function FrameMenu() {
    const session = useSession();
    const items = [
        { key: 'link', label: 'Copy the link to this frame', onClick: () => void copyFrameLink(session) },
        { key: 'name', label: 'Copy the file name', onClick: () => void copyFrameName(session) },
        { type: 'divider' as const },
        { key: 'fullscreen', label: 'Full screen', onClick: () => void toggleFullscreen(session) },
    ];
    return (
        <Dropdown trigger={['click']} menu={{ items }}>
            <Tooltip title="Link, name, full screen" mouseEnterDelay={0.4}>
                <Button type="text" aria-label="More about this frame" icon={<EllipsisOutlined />} />
            </Tooltip>
        </Dropdown>
    );
}
