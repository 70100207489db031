import { Slider } from 'antd';
import { t } from '../../shared/language';
import { LARGEST, SMALLEST, STEP } from './size';

/** How large the tiles are. */
export function SizeSlider({ size, onChange }: { size: number; onChange: (size: number) => void }) {
    return (
        <Slider
            className="gal-size"
            min={SMALLEST}
            max={LARGEST}
            step={STEP}
            value={size}
            onChange={onChange}
            tooltip={{ formatter: null }}
            ariaLabelForHandle={t('Size of the tiles')}
        />
    );
}
