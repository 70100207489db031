import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { t } from '../../../shared/language';

export function CloseNotice({ onClose }: { onClose: () => void }) {
    return (
        <Button
            type="text"
            size="small"
            aria-label={t('Close this notice')}
            icon={<CloseOutlined />}
            onClick={onClose}
        />
    );
}
