import type { MenuProps } from 'antd';
import { useState } from 'react';
import { messageOf, type Job } from '../../../api';
import { displayName } from '../../../app/session';
import { t } from '../../../shared/language';
import { counterparts, hasCounterparts, openBeside } from '../../session/beside';
import type { Session } from '../../session/session';
import { useView } from '../context';

type Item = NonNullable<MenuProps['items']>[number];

/** The entry of the job's menu that shows another replica beside it. They are asked for when the menu opens. */
export function useBesideMenu(session: Session): { item: Item | null; ask: () => void } {
    const beside = useView(view => view.beside);
    const [jobs, setJobs] = useState<Job[] | null>(null);
    const fail = (error: unknown) =>
        session.notify('error', t('The other job was not opened. {error}', { error: messageOf(error) }));
    const ask = () => void (hasCounterparts(session) && counterparts(session).then(setJobs, fail));
    if (!hasCounterparts(session)) return { item: null, ask };
    const nameOf = ({ id, assignee, type }: Job) =>
        [
            t('Job #{id}', { id }),
            assignee ? displayName(assignee) : t('nobody'),
            type === 'annotation' && t('the job they are replicas of'),
        ]
            .filter(Boolean)
            .join(t(', '));
    return {
        ask,
        item: {
            key: 'beside',
            label: t('Show beside'),
            disabled: jobs?.length === 0,
            children: [
                ...(jobs ?? []).map(job => ({
                    key: `beside/${job.id}`,
                    label: nameOf(job),
                    onClick: () => void openBeside(session, job).catch(fail),
                })),
                ...(beside ? [{ key: 'beside/none', label: t('Nothing'), onClick: () => beside.close() }] : []),
            ],
        },
    };
}
