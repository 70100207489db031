/** Where to go after signing in: a path of this page only, never another site. */
export function nextPath(next: string | null, start = '/tasks'): string {
    if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return start;
    return next.startsWith('/auth/') ? start : next;
}
