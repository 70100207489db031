import { BookOutlined, FilterOutlined, LeftOutlined, RightOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { searchFrame, type Navigation } from '../session/search';
import { useSession, useView } from './context';

const NAMES: Record<Navigation, { next: string; previous: string }> = {
    regular: { next: t('Next frame'), previous: t('Previous frame') },
    filtered: {
        next: t('Next frame with objects that the filter leaves'),
        previous: t('Previous frame with objects that the filter leaves'),
    },
    empty: { next: t('Next frame without objects'), previous: t('Previous frame without objects') },
    chapter: { next: t('Next chapter'), previous: t('Previous chapter') },
};

const CHOICES = Object.keys(NAMES) as Navigation[];

/** To the previous or the next frame; a right click says of which kind it shall be. */
export function NavigateButton({ direction }: { direction: 1 | -1 }) {
    const session = useSession();
    const { titled } = useHints();
    const navigation = useView(view => view.navigation);
    const forward = direction > 0;
    const [step, search] = forward ? ['next_frame', 'right'] : ['previous_frame', 'left'];
    const nameOf = (one: Navigation) => (forward ? NAMES[one].next : NAMES[one].previous);
    const title = titled(nameOf(navigation), navigation === 'regular' ? step : search);
    const items = CHOICES.filter(one => one !== 'chapter' || session.chapters.length > 0).map(one => ({
        key: one,
        label: nameOf(one),
        onClick: () => session.view.setState({ navigation: one }),
    }));
    const arrow = forward ? <RightOutlined /> : <LeftOutlined />;
    const mark = { regular: null, filtered: <FilterOutlined />, empty: <StopOutlined />, chapter: <BookOutlined /> }[
        navigation
    ];
    return (
        <Dropdown trigger={['contextMenu']} menu={{ items, selectable: true, selectedKeys: [navigation] }}>
            <span>
                <Tooltip title={t('{title}. Right click: look for other frames', { title })} mouseEnterDelay={0.4}>
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
