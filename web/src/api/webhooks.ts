import { fetchJson, fetchNothing } from './http';
import { fetchPage, type ListQuery, type Page } from './page';
import type { BasicUser } from './types';

export type WebhookType = 'organization' | 'project';

export interface Webhook {
    id: number;
    target_url: string;
    description: string;
    type: WebhookType;
    content_type: string;
    is_active: boolean;
    enable_ssl: boolean;
    created_date: string;
    updated_date: string;
    owner: BasicUser | null;
    project_id: number | null;
    organization: number | null;
    events: string[];
    /** HTTP status of the last delivery; absent before the first one, 0 or null when nobody answered. */
    last_status?: number | null;
    last_delivery_date?: string;
}

export interface WebhookWrite {
    target_url?: string;
    description?: string;
    type?: WebhookType;
    content_type?: string;
    secret?: string;
    is_active?: boolean;
    enable_ssl?: boolean;
    project_id?: number;
    events?: string[];
}

export interface WebhookDelivery {
    id: number;
    webhook_id: number;
    event: string;
    status_code: number | null;
    redelivery: boolean;
    created_date: string;
    updated_date: string;
    changed_fields: string;
    request: unknown;
    response: unknown;
}

export function listWebhooks(query?: ListQuery, signal?: AbortSignal): Promise<Page<Webhook>> {
    return fetchPage('/api/webhooks', query, signal);
}

export function getWebhook(id: number, signal?: AbortSignal): Promise<Webhook> {
    return fetchJson(`/api/webhooks/${id}`, { signal });
}

export function createWebhook(data: WebhookWrite): Promise<Webhook> {
    return fetchJson('/api/webhooks', { method: 'POST', json: data });
}

export function patchWebhook(id: number, patch: WebhookWrite): Promise<Webhook> {
    return fetchJson(`/api/webhooks/${id}`, { method: 'PATCH', json: patch });
}

export function deleteWebhook(id: number): Promise<void> {
    return fetchNothing(`/api/webhooks/${id}`, { method: 'DELETE' });
}

export function pingWebhook(id: number): Promise<WebhookDelivery> {
    return fetchJson(`/api/webhooks/${id}/ping`, { method: 'POST' });
}

export async function listWebhookEvents(type: WebhookType, signal?: AbortSignal): Promise<string[]> {
    const answer = await fetchJson<{ events: string[] }>('/api/webhooks/events', { query: { type }, signal });
    return answer.events;
}

export function listDeliveries(id: number, query: ListQuery, signal?: AbortSignal): Promise<Page<WebhookDelivery>> {
    return fetchPage(`/api/webhooks/${id}/deliveries`, query, signal);
}

export function redeliver(id: number, delivery: number): Promise<void> {
    return fetchNothing(`/api/webhooks/${id}/deliveries/${delivery}/redelivery`, { method: 'POST' });
}
