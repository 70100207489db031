import { Button } from 'antd';
import { t } from '../../shared/language';
import { useHiddenHints } from '../panels/hints/hiddenHints';
import { keepFocus, Row } from './rows';

/** Brings back the hints that were put away, one tool after the other. */
export function HintsRow() {
    const { count, showAll } = useHiddenHints();
    const about =
        count === 0 ? t('None is hidden.') : t('{count, plural, one {# is hidden.} other {# are hidden.}}', { count });
    return (
        <Row title={t('Hints of tools')} about={about}>
            <Button
                size="small"
                disabled={count === 0}
                onClick={event => {
                    keepFocus(event);
                    showAll();
                }}
            >
                {t('Show all hints again')}
            </Button>
        </Row>
    );
}
