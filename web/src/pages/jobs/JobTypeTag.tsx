import { Tag } from 'antd';
import type { Job } from '../../api';
import { typeName } from './jobActions';

/** Says what kind a job is, when it is not the ordinary one. */
export function JobTypeTag({ job }: { job: Job }) {
    const name = typeName(job);
    if (!name) return null;
    return (
        <Tag color={job.type === 'ground_truth' ? 'warning' : 'processing'} className="limn-type-tag">
            {name}
        </Tag>
    );
}
