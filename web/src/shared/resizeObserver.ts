/** Stands in the build for the polyfill that the component library brings along. */
export default globalThis.ResizeObserver;
