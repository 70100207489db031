import { Alert } from 'antd';
import type { Reason } from '../rights/rights';

/**
 * In place of a form that would be refused at its end: why. The form is hidden rather than left out: a role may be
 * heard of, or change, while it is being filled in.
 */
export function Refusal({ reason }: { reason: Reason }) {
    return reason === null ? null : <Alert type="info" showIcon message={reason} />;
}
