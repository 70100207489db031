import { SafetyCertificateFilled, SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { t } from '../../../shared/language';
import { useSession, useView } from '../context';
import { useTruth } from './useTruth';

/** Shows the ground truth of the task and what differs from it; absent where there is none. */
export function TruthSwitch() {
    const { truth } = useSession();
    const on = useView(view => view.preferences.review.truth);
    const status = useTruth(state => state.status);
    if (status === 'unasked' || status === 'absent') return null;
    const title = on ? t('Hide the ground truth') : t('Show the ground truth and what differs from it');
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button
                size="small"
                type="text"
                aria-label={t('Ground truth')}
                aria-pressed={on}
                className={on ? 'ed-truth-on' : undefined}
                loading={on && status === 'reading'}
                icon={on ? <SafetyCertificateFilled /> : <SafetyCertificateOutlined />}
                onClick={() => truth.show(!on)}
            />
        </Tooltip>
    );
}
