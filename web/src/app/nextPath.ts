/** Where to go after signing in: a path of this page only, never another site. */
export function nextPath(next: string | null): string {
    if (!next || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/tasks';
    return next.startsWith('/auth/') ? '/tasks' : next;
}
