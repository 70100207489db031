import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { copyFrameLink, copyFrameName } from '../session/frameMenu';
import { useSession } from './context';

/** What is done with the frame now and then. */
export function FrameMenu() {
    const session = useSession();
    const items = [
        { key: 'link', label: t('Copy the link to this frame'), onClick: () => void copyFrameLink(session) },
        { key: 'name', label: t('Copy the file name'), onClick: () => void copyFrameName(session) },
    ];
    return (
        <Dropdown trigger={['click']} menu={{ items }}>
            <Tooltip title={t('Copy the link or the name')} mouseEnterDelay={0.4}>
                <Button type="text" aria-label={t('More about this frame')} icon={<EllipsisOutlined />} />
            </Tooltip>
        </Dropdown>
    );
}
