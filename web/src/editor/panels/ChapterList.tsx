import { UnorderedListOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { t } from '../../shared/language';
import { chapterAt } from '../model/chapters';
import { useSession, useView } from './context';

/** The chapters of a video, to go to one of them. */
export function ChapterList() {
    const session = useSession();
    const { chapters } = session;
    const here = useView(view => chapterAt(chapters, view.frame));
    if (!chapters.length) return null;
    const items = chapters.map(({ title, first, last }) => ({
        key: `${first}`,
        label: title,
        extra: `${first} – ${last}`,
        onClick: () => {
            session.goTo(first);
            session.viewport.takeFocus();
        },
    }));
    const title = here ? t('Chapter: {title}', { title: here.title }) : t('Chapters');
    return (
        <Dropdown
            trigger={['click']}
            menu={{ items, selectable: true, selectedKeys: here ? [`${here.first}`] : [], className: 'ed-chapters' }}
        >
            <Tooltip title={title} mouseEnterDelay={0.4}>
                <Button type="text" aria-label={title} icon={<UnorderedListOutlined />} />
            </Tooltip>
        </Dropdown>
    );
}

/** Where chapters begin, on the slider of the frames. */
export function ChapterMarks() {
    const { chapters, frames } = useSession();
    const most = Math.max(1, frames.length - 1);
    return (
        <>
            {chapters.map(({ title, first }) => (
                <i
                    key={first}
                    className="ed-chapter-mark"
                    title={title}
                    style={{ left: `${(100 * frames.positionOf(first)) / most}%` }}
                />
            ))}
        </>
    );
}
