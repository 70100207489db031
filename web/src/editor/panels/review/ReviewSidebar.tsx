import { Tabs } from 'antd';
import { AppearancePanel } from '../AppearancePanel';
import { IssuesPanel } from '../issues/IssuesPanel';
import { ReviewPanel } from './ReviewPanel';

const TABS = [
    { key: 'review', label: 'Review', children: <ReviewPanel /> },
    { key: 'issues', label: 'Issues', children: <IssuesPanel /> },
    { key: 'appearance', label: 'View', children: <AppearancePanel /> },
];

export function ReviewSidebar() {
    return <Tabs size="small" items={TABS} />;
}
