import type { ComponentType } from 'react';
import { useParams } from 'react-router';
import { ApiError } from '../api';
import { t } from '../shared/language';
import { LoadError } from '../shared/ui/LoadError';
import { Page } from '../shared/ui/Page';

const isNumber = (part = '') => /^\d+$/.test(part) && Number.isSafeInteger(Number(part));

/** A page whose address names records by their numbers. With anything else in their place, there is no such page. */
export function numbered(Shown: ComponentType): ComponentType {
    return function Numbered() {
        const wrong = Object.values(useParams()).find(part => !isNumber(part));
        if (wrong === undefined) return <Shown />;
        const message = t('“{part}” is not the number of anything.', { part: wrong });
        return (
            <Page title={t('There is no such page')}>
                <LoadError error={new ApiError({ status: 404, message })} />
            </Page>
        );
    };
}
