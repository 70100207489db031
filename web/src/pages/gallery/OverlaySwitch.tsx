import { Checkbox } from 'antd';
import { t } from '../../shared/language';

/** Whether objects are drawn on the pictures. */
export function OverlaySwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
    return (
        <Checkbox checked={on} onChange={event => onChange(event.target.checked)}>
            {t('Outlines')}
        </Checkbox>
    );
}
