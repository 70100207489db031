import { Button } from 'antd';
import { useHiddenHints } from '../panels/hints/hiddenHints';
import { keepFocus, Row } from './rows';

/** Brings back the hints that were put away, one tool after the other. */
export function HintsRow() {
    const { count, showAll } = useHiddenHints();
    const about = count === 0 ? 'None is hidden.' : count === 1 ? '1 is hidden.' : `${count} are hidden.`;
    return (
        <Row title="Hints of tools" about={about}>
            <Button
                size="small"
                disabled={count === 0}
                onClick={event => {
                    keepFocus(event);
                    showAll();
                }}
            >
                Show all hints again
            </Button>
        </Row>
    );
}
