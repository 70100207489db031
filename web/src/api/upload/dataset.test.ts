import { describe, expect, it } from 'vitest';
import { importDataset } from './dataset';
import { FakeServer, fileOf } from './fakeServer';
import type { Call } from './transport';

function record(server: FakeServer): string[] {
    const urls: string[] = [];
    server.interfere = (call: Call) => {
        urls.push(`${call.method} ${call.url}`);
        return null;
    };
    return urls;
}

describe('importDataset', () => {
    it('names the uploaded file and the mode when it finishes', async () => {
        const server = new FakeServer();
        const urls = record(server);
        const id = await importDataset(
            'jobs',
            3,
            fileOf('coco.zip', 5),
            { format: 'COCO 1.0', mode: 'append', masksToPolygons: false },
            undefined,
            { transport: server.transport },
        );
        const query = 'format=COCO+1.0&conv_mask_to_poly=false&import_mode=append&location=local';
        expect(id).toBe('action=create');
        expect(urls[0]).toBe(`POST /api/jobs/3/annotations?${query}`);
        expect(urls[1]).toBe('POST /api/jobs/3/annotations');
        expect(urls.at(-1)).toBe(`POST /api/jobs/3/annotations?${query}&filename=1_coco.zip`);
    });

    it('tries an import out where that is asked for', async () => {
        const server = new FakeServer();
        const urls = record(server);
        await importDataset(
            'tasks',
            4,
            fileOf('a.xml', 5),
            { format: 'CVAT 1.1', mode: 'append_new', masksToPolygons: true, dryRun: true },
            undefined,
            { transport: server.transport },
        );
        expect(urls.at(-1)).toContain('import_mode=append_new&dry_run=true');
    });

    it('has no mode for projects', async () => {
        const server = new FakeServer();
        const urls = record(server);
        await importDataset(
            'projects',
            2,
            fileOf('x.zip', 5),
            { format: 'CVAT 1.1', mode: 'replace', masksToPolygons: true },
            undefined,
            { transport: server.transport },
        );
        expect(urls[0]).toBe('POST /api/projects/2/dataset?format=CVAT+1.1&conv_mask_to_poly=true&location=local');
    });
});
