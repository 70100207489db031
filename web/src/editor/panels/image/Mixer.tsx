import { Segmented } from 'antd';
import { t } from '../../../shared/language';
import type { ImageAdjustment } from '../../render/adjust';
import { useSession, useView } from '../context';
import { NumberRow, Part } from './parts';

type Channels = ImageAdjustment['channels'];

const CHOICES: readonly { value: Channels; label: string; title: string }[] = [
    { value: 'all', label: t('All'), title: t('All channels, as colours') },
    { value: 'red', label: t('Red'), title: t('Red alone, as grey') },
    { value: 'green', label: t('Green'), title: t('Green alone, as grey') },
    { value: 'blue', label: t('Blue'), title: t('Blue alone, as grey') },
    { value: 'mixed', label: t('Mixed'), title: t('A sum of them, as grey') },
];

const SHARES = [
    { key: 'red', name: t('Red') },
    { key: 'green', name: t('Green') },
    { key: 'blue', name: t('Blue') },
] as const;

/** Which channels of the picture are seen. */
export function Mixer() {
    const session = useSession();
    const adjustment = useView(view => view.preferences.adjustment);
    const adjust = (change: Partial<ImageAdjustment>) => session.setPreferences({ adjustment: change });
    return (
        <Part name={t('Channels')}>
            <Segmented<Channels>
                size="small"
                aria-label={t('Channels that are seen')}
                value={adjustment.channels}
                onChange={channels => adjust({ channels })}
                options={[...CHOICES]}
            />
            {adjustment.channels === 'mixed' &&
                SHARES.map(({ key, name }) => (
                    <NumberRow
                        key={key}
                        name={name}
                        min={-200}
                        max={200}
                        unit="%"
                        value={adjustment[key]}
                        onChange={value => adjust({ [key]: value })}
                    />
                ))}
        </Part>
    );
}
