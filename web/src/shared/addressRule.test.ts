import { expect, it } from 'vitest';
import { isAddress } from './addressRule';

it('takes full addresses, those of a network of one’s own too', () => {
    for (const good of [
        'https://example.com/issues',
        'http://minio:9000',
        'http://127.0.0.1:9',
        'http://[::1]:80/a?b=c',
    ])
        expect(isAddress(good), good).toBe(true);
    for (const bad of ['example.com', 'nope', 'http://', 'http:// a', 'ftp://example.com', 'javascript:alert(1)', ''])
        expect(isAddress(bad), bad).toBe(false);
});
