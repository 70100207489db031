import { BookOutlined, FilterOutlined, LeftOutlined, RightOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import { searchFrame, type Navigation } from '../session/search';
import { useSession, useView } from './context';

const NAMES: Record<Navigation, string> = {
    regular: 'frame',
    filtered: 'frame with objects that the filter leaves',
    empty: 'frame without objects',
    chapter: 'chapter',
};

const CHOICES = Object.keys(NAMES) as Navigation[];

/** To the previous or the next frame; a right click says of which kind it shall be. */
export function NavigateButton({ direction }: { direction: 1 | -1 }) {
    const session = useSession();
    const { titled } = useHints();
    const navigation = useView(view => view.navigation);
    const forward = direction > 0;
    const [step, search] = forward ? ['next_frame', 'right'] : ['previous_frame', 'left'];
    const name = `${forward ? 'Next' : 'Previous'} ${NAMES[navigation]}`;
    const title = titled(name, navigation === 'regular' ? step : search);
    const items = CHOICES.filter(one => one !== 'chapter' || session.chapters.length > 0).map(one => ({
        key: one,
        label: `${forward ? 'Next' : 'Previous'} ${NAMES[one]}`,
        onClick: () => session.view.setState({ navigation: one }),
    }));
    const arrow = forward ? <RightOutlined /> : <LeftOutlined />;
    const mark = { regular: null, filtered: <FilterOutlined />, empty: <StopOutlined />, chapter: <BookOutlined /> }[
        navigation
    ];
    return (
        <Dropdown trigger={['contextMenu']} menu={{ items, selectable: true, selectedKeys: [navigation] }}>
            <span>
                <Tooltip title={`${title}. Right click: look for other frames`} mouseEnterDelay={0.4}>
                    <Button
                        type="text"
                        className="ed-navigate"
                        aria-label={title}
                        icon={
                            <>
                                {arrow}
                                {mark && <span className="ed-navigate-mark">{mark}</span>}
                            </>
                        }
                        onClick={() => searchFrame(session, direction)}
                    />
                </Tooltip>
            </span>
        </Dropdown>
    );
}
