/** Calls back when the window shows more or fewer pixels for the same size, as on another screen. Returns how to end that. */
export function watchPixelRatio(changed: () => void): () => void {
    const ending = new AbortController();
    const watch = () => {
        const same = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
        const told = () => {
            watch();
            changed();
        };
        same.addEventListener('change', told, { once: true, signal: ending.signal });
    };
    watch();
    return () => ending.abort();
}
