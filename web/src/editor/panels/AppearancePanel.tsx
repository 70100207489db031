import { Button } from 'antd';
import { t } from '../../shared/language';
import { useOverlays } from '../../shared/overlays';
import { useHints } from '../keys/useHints';
import { ObjectLooks } from './ObjectLooks';

/** How objects look, at hand while one works; everything else is in the settings. */
export function AppearancePanel() {
    const show = useOverlays(state => state.show);
    const { titled } = useHints();
    return (
        <div className="ed-appearance">
            <ObjectLooks />
            <Button size="small" onClick={() => show('settings')}>
                {titled(t('All settings'), 'settings')}
            </Button>
        </div>
    );
}
