import { Tabs } from 'antd';
import { t } from '../../../shared/language';
import { AppearancePanel } from '../AppearancePanel';
import { IssuesPanel } from '../issues/IssuesPanel';
import { ReviewPanel } from './ReviewPanel';

const TABS = [
    { key: 'review', label: t('Review'), children: <ReviewPanel /> },
    { key: 'issues', label: t('Issues'), children: <IssuesPanel /> },
    { key: 'appearance', label: t('View'), children: <AppearancePanel /> },
];

export function ReviewSidebar() {
    return <Tabs size="small" items={TABS} />;
}
