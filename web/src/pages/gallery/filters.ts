import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { FrameFilter, FrameState, IssueFilter } from './frames';
import type { ObjectFilter, ObjectSort } from './objects';

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

const SORTS: readonly ObjectSort[] = ['frame', 'largest', 'smallest'];

export function readObjectFilter(params: URLSearchParams): ObjectFilter {
    const label = Number(params.get('label'));
    return {
        label: Number.isInteger(label) && label > 0 ? label : null,
        group: params.get('group') || 'none',
        sort: oneOf(params.get('sort'), SORTS),
    };
}

export function writeObjectFilter(params: URLSearchParams, filter: ObjectFilter): URLSearchParams {
    return withParams(params, {
        label: filter.label === null ? '' : String(filter.label),
        group: filter.group === 'none' ? '' : filter.group,
        sort: filter.sort === 'frame' ? '' : filter.sort,
    });
}

/**
 * A filter that lives in the address, and here until the address has followed: two quick changes must not undo each
 * other. Must be given the same functions every time.
 */
function useFilter<T extends object>(
    read: (params: URLSearchParams) => T,
    write: (params: URLSearchParams, filter: T) => URLSearchParams,
): [T, (change: Partial<T>) => void] {
    const [params, setParams] = useSearchParams();
    const [filter, setFilter] = useState(() => read(params));
    const latest = useRef(filter);
    /** Addresses this filter has asked for and not yet seen. */
    const asked = useRef<string[]>([]);
    const show = useCallback((next: T) => {
        latest.current = next;
        setFilter(next);
    }, []);
    useEffect(() => {
        const at = asked.current.indexOf(params.toString());
        asked.current.splice(0, at + 1);
        // Not one of its own: the way back, or a link.
        if (at < 0) show(read(params));
    }, [params, read, show]);
    const set = useCallback(
        (change: Partial<T>) => {
            show({ ...latest.current, ...change });
            const next = write(params, latest.current);
            if (next.toString() === params.toString() && !asked.current.length) return;
            asked.current.push(next.toString());
            setParams(next, { replace: true });
        },
        [params, setParams, write, show],
    );
    return [filter, set];
}

export const useFrameFilter = () => useFilter(readFrameFilter, writeFrameFilter);
export const useObjectFilter = () => useFilter(readObjectFilter, writeObjectFilter);
