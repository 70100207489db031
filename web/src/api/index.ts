export * from './annotations';
export * from './errors';
export { buildUrl, fetchJson, fetchNothing, send, setUnauthorizedHandler } from './http';
export type { Query, RequestOptions } from './http';
export * from './jobs';
export * from './page';
export * from './tasks';
export * from './types';
