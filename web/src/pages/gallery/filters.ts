import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { FrameFilter, FrameState, IssueFilter } from './frames';

/** Filters live in the address, so that a link shows the same. */
const STATES: readonly FrameState[] = ['all', 'annotated', 'empty', 'deleted'];
const ISSUES: readonly IssueFilter[] = ['any', 'open', 'some', 'none'];

function oneOf<T extends string>(text: string | null, values: readonly T[]): T {
    return values.find(value => value === text) ?? values[0];
}

export function readFrameFilter(params: URLSearchParams): FrameFilter {
    return {
        state: oneOf(params.get('frames'), STATES),
        labels: (params.get('labels') ?? '')
            .split(',')
            .map(Number)
            .filter(id => Number.isInteger(id) && id > 0),
        issue: oneOf(params.get('issue'), ISSUES),
        text: params.get('name') ?? '',
    };
}

export function writeFrameFilter(params: URLSearchParams, filter: FrameFilter): URLSearchParams {
    return withParams(params, {
        frames: filter.state === 'all' ? '' : filter.state,
        labels: filter.labels.join(','),
        issue: filter.issue === 'any' ? '' : filter.issue,
        name: filter.text,
    });
}

/** Sets parameters; empty ones are left out, others stay. */
export function withParams(params: URLSearchParams, values: Record<string, string>): URLSearchParams {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(values)) {
        if (value) next.set(name, value);
        else next.delete(name);
    }
    return next;
}

export function useFrameFilter(): [FrameFilter, (change: Partial<FrameFilter>) => void] {
    const [params, setParams] = useSearchParams();
    const filter = useMemo(() => readFrameFilter(params), [params]);
    const set = useCallback(
        (change: Partial<FrameFilter>) =>
            setParams(current => writeFrameFilter(current, { ...readFrameFilter(current), ...change }), {
                replace: true,
            }),
        [setParams],
    );
    return [filter, set];
}
