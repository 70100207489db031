/** The address as a browser reads it, which skips tabs and line breaks, takes back slashes for slashes, works out dots. */
function read(next: string): URL | null {
    try {
        return new URL(next, window.location.origin);
    } catch {
        return null;
    }
}

/** Where to go after signing in: a path of this page only, never another site. */
export function nextPath(next: string | null, start = '/tasks'): string {
    const url = next?.startsWith('/') ? read(next) : null;
    // Dots may leave a path that would itself be read as another site.
    if (url?.origin !== window.location.origin || url.pathname.startsWith('//')) return start;
    return /^\/auth(\/|$)/i.test(url.pathname) ? start : `${url.pathname}${url.search}${url.hash}`;
}
