import type { Rule } from 'antd/es/form';

/** A full web address; also of a host on a network of one's own, which has no dots: http://minio:9000. */
export function isAddress(text: string): boolean {
    const url = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
    return url !== null && url.hostname !== '';
}

/** The rule of a field that takes a web address, or nothing. */
export const addressRule = (message: string): Rule => ({
    validator: (_rule, value?: string) =>
        !value?.trim() || isAddress(value.trim()) ? Promise.resolve() : Promise.reject(new Error(message)),
});
