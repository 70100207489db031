import { t } from '../../../shared/language';
import type { Difference } from '../../model/differences';
import type { Beside } from '../../session/beside';

/** What a difference is, as its mark and the list say it. */
export function differenceText(beside: Beside, difference: Difference): string {
    const { labels } = beside.own;
    const label = (id: number | undefined) => labels.get(id ?? -1)?.name ?? t('unknown label');
    const mine = difference.mine === null ? undefined : beside.mine(difference.mine);
    const theirs = difference.theirs === null ? undefined : beside.theirs(difference.theirs);
    switch (difference.kind) {
        case 'mine':
            return t('{label}: only here', { label: label(mine?.labelId) });
        case 'theirs':
            return t('{label}: only there', { label: label(theirs?.labelId) });
        case 'label':
            return t('{mine} here, {theirs} there', { mine: label(mine?.labelId), theirs: label(theirs?.labelId) });
        case 'place':
            return t('{label}: {percent} % of the area or way in common', {
                label: label(mine?.labelId),
                percent: Math.round(100 * difference.likeness),
            });
        case 'attributes':
            return t('{label}: other attributes', { label: label(mine?.labelId) });
    }
}
