import { Select } from 'antd';
import { t } from '../../../shared/language';
import type { IssueSort } from '../../model/issues';
import { useSession } from '../context';
import { severityOptions } from './pickers';
import { useIssues } from './useIssues';

const ORDERS: { value: IssueSort; label: string }[] = [
    { value: 'frame', label: t('By frame') },
    { value: 'severity', label: t('Worst first') },
    { value: 'recent', label: t('Newest first') },
];

const MINE = 'mine';

/** Which issues are listed and drawn, and in which order they are listed. */
export function IssueFilters() {
    const { issues } = useSession();
    const { severities, mine } = useIssues(state => state.filter);
    const sort = useIssues(state => state.sort);
    return (
        <div className="ed-issues-choices">
            <Select
                size="small"
                mode="multiple"
                maxTagCount="responsive"
                allowClear
                showSearch={false}
                aria-label={t('Which issues')}
                placeholder={t('All issues')}
                value={[...(mine ? [MINE] : []), ...severities]}
                options={[
                    { value: MINE, label: t('For me') },
                    ...severityOptions,
                    { value: 'none', label: t('No severity') },
                ]}
                onChange={(chosen: string[]) =>
                    issues.setFilter({
                        mine: chosen.includes(MINE),
                        severities: chosen.filter(one => one !== MINE) as typeof severities,
                    })
                }
            />
            <Select
                size="small"
                aria-label={t('Order of the issues')}
                value={sort}
                options={ORDERS}
                onChange={sort => issues.store.setState({ sort })}
            />
        </div>
    );
}
