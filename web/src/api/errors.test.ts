import { describe, expect, it } from 'vitest';
import { messageOf, normaliseError, statusText } from './errors';

describe('normaliseError', () => {
    it('joins a list of messages', () => {
        expect(normaliseError(400, ['First.', 'Second.'])).toEqual({
            message: 'First.\nSecond.',
            fields: {},
            runningRequest: null,
        });
    });

    it('keeps messages by field and names the field in the text', () => {
        const error = normaliseError(400, {
            name: ['This field is required.'],
            new_password2: ['Too short.', 'Too common.'],
        });
        expect(error.fields).toEqual({
            name: ['This field is required.'],
            new_password2: ['Too short.', 'Too common.'],
        });
        expect(error.message).toBe('Name: This field is required.\nNew password2: Too short. Too common.');
    });

    it('finds messages of nested records', () => {
        const error = normaliseError(400, { labels: [{}, { name: ['May not be blank.'] }] });
        expect(error.fields).toEqual({ 'labels.1.name': ['May not be blank.'] });
        expect(error.message).toBe('Labels 2 name: May not be blank.');
    });

    it('reads the texts that belong to no field', () => {
        expect(normaliseError(404, { detail: 'No Task matches the given query.' }).message).toBe(
            'No Task matches the given query.',
        );
        expect(normaliseError(400, { non_field_errors: ['They differ.'] })).toEqual({
            message: 'They differ.',
            fields: {},
            runningRequest: null,
        });
        expect(normaliseError(400, { validation_params: { non_field_errors: ['No method.'] } }).fields).toEqual({
            validation_params: ['No method.'],
        });
    });

    it('takes bare strings and plain text as they are, but no HTML', () => {
        expect(normaliseError(400, 'Adding more data is not supported').message).toBe(
            'Adding more data is not supported',
        );
        expect(normaliseError(500, '<h1>Server Error (500)</h1>').message).toBe(statusText(500));
        expect(normaliseError(404, '<!DOCTYPE html><html></html>').message).toBe(statusText(404));
    });

    it('says something for an empty body', () => {
        expect(normaliseError(403, null).message).toBe(statusText(403));
        expect(normaliseError(400, {}).message).toBe(statusText(400));
        expect(normaliseError(418, '').message).toContain('418');
        expect(normaliseError(599, []).message).toBe(statusText(500));
    });

    it('knows the request that is under way already', () => {
        expect(normaliseError(409, { rq_id: 'action=create&target=task&target_id=7' }).runningRequest).toBe(
            'action=create&target=task&target_id=7',
        );
    });
});

describe('messageOf', () => {
    it('finds a text in whatever was thrown', () => {
        expect(messageOf(new Error('broken'))).toBe('broken');
        expect(messageOf('words')).toBe('words');
        expect(messageOf(undefined)).toBe('Something went wrong.');
    });
});
