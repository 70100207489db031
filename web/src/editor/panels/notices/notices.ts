import type { Notice, NoticeKind } from '../../session/view';

/** So long, in milliseconds, a notice stays. */
const STAYS: Readonly<Record<NoticeKind, number>> = { info: 3000, warning: 3000, error: 8000 };

/** A notice with how often it came, for as long as it is seen. */
export interface Shown extends Notice {
    readonly count: number;
}

export const staysFor = ({ kind, offer }: Notice): number => (offer ? STAYS.error : STAYS[kind]);

/** What is seen once a notice has come: at most one of a kind; the same again is counted in its place. */
export function withNotice(shown: readonly Shown[], notice: Notice): readonly Shown[] {
    const before = shown.find(({ kind }) => kind === notice.kind);
    if (before?.id === notice.id) return shown;
    const next = { ...notice, count: before?.text === notice.text ? before.count + 1 : 1 };
    return before ? shown.map(one => (one === before ? next : one)) : [...shown, next];
}
