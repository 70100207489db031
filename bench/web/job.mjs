// A job made up in memory, as the server would serve it: two labels, an image a frame, any number of polygons.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml' };
const POLICY =
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self' ws:";

/** Repeatable numbers (Park and Miller's generator). */
function random() {
    let state = 1;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const shape = (type, id, points) => ({
    id: id + 1,
    type,
    frame: 0,
    label_id: 1 + (id % 2),
    group: 0,
    source: 'manual',
    attributes: [],
    occluded: false,
    outside: false,
    z_order: 0,
    rotation: 0,
    points,
    elements: [],
});

export function polygons(count, vertices, width, height) {
    const next = random();
    return Array.from({ length: count }, (_, id) => {
        const x = 20 + next() * (width - 40);
        const y = 20 + next() * (height - 40);
        const radius = 6 + next() * 14;
        const points = [];
        for (let k = 0; k < vertices; ++k) {
            const angle = (k / vertices) * 2 * Math.PI;
            const r = radius * (0.8 + 0.4 * next());
            points.push(Number((x + r * Math.cos(angle)).toFixed(2)), Number((y + r * Math.sin(angle)).toFixed(2)));
        }
        return shape('polygon', id, points);
    });
}

/** Discs of so many pixels across, as run lengths and a box. */
export function masks(count, side, width, height) {
    const next = random();
    const runs = [];
    let value = 0;
    let length = 0;
    for (let i = 0; i < side * side; ++i) {
        const [x, y] = [(i % side) + 0.5 - side / 2, Math.floor(i / side) + 0.5 - side / 2];
        const inside = Math.hypot(x, y) < side / 2 ? 1 : 0;
        if (inside !== value) {
            runs.push(length);
            [value, length] = [inside, 0];
        }
        ++length;
    }
    runs.push(length);
    return Array.from({ length: count }, (_, id) => {
        const left = Math.floor(next() * (width - side));
        const top = Math.floor(next() * (height - side));
        return shape('mask', id, [...runs, left, top, left + side - 1, top + side - 1]);
    });
}

/** A zip with one stored member. */
function zipOf(data) {
    const name = Buffer.from('000000.jpeg');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(data.length, 24);
    central.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length + name.length, 12);
    end.writeUInt32LE(local.length + name.length + data.length, 16);
    return Buffer.concat([local, name, data, central, name, end]);
}

function records({ shapes, width, height, frames = 1, settings = {} }) {
    const label = (id, color) => ({ id, name: `label ${id}`, color, type: 'any', attributes: [], sublabels: [] });
    const labels = [label(1, '#2080c0'), label(2, '#c06060')];
    const job = {
        id: 1,
        task_id: 1,
        dimension: '2d',
        stage: 'annotation',
        state: 'in progress',
        mode: 'annotation',
        frame_count: frames,
        start_frame: 0,
        stop_frame: frames - 1,
        data_chunk_size: 1,
        data_compressed_chunk_type: 'imageset',
        type: 'annotation',
    };
    const meta = {
        chunk_size: 1,
        frame_filter: '',
        start_frame: 0,
        stop_frame: frames - 1,
        frames: Array.from({ length: frames }, (_, i) => ({ width, height, name: `bench-${i}.jpg` })),
        deleted_frames: [],
        included_frames: null,
    };
    const user = { id: 1, username: 'bench', first_name: '', last_name: '', groups: [] };
    return {
        '/api/users/self': user,
        '/api/users/self/settings': settings,
        '/api/organizations': { count: 0, next: null, previous: null, results: [] },
        '/api/server/about': { name: 'Limn', version: 'bench' },
        '/api/tasks/1': { id: 1, name: 'bench', jobs: {}, labels: {} },
        '/api/jobs/1': job,
        '/api/labels': { count: labels.length, next: null, previous: null, results: labels },
        '/api/jobs/1/data/meta': meta,
        '/api/jobs/1/annotations': { version: 0, tags: [], shapes, tracks: [] },
        '/api/jobs/1/annotations/links': { revision: 0, links: [] },
        '/api/jobs/1/settings': {},
        '/api/requests': { count: 0, next: null, previous: null, results: [] },
    };
}

/** Serves the built page and the job; gives the address. */
export function serve({ dist, jpeg, ...job }) {
    const answers = records(job);
    const server = http.createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        if (pathname === '/api/jobs/1/data') return response.end(zipOf(jpeg));
        if (request.method === 'PATCH') {
            // Saving is not what is measured: every save is taken as it is.
            const parts = [];
            request.on('data', part => parts.push(part));
            return request.on('end', () => response.end(Buffer.concat(parts)));
        }
        if (pathname.startsWith('/api/')) {
            const answer = answers[pathname.replace(/\/$/, '')];
            response.statusCode = answer ? 200 : 404;
            response.setHeader('Content-Type', 'application/json');
            return response.end(JSON.stringify(answer ?? { detail: 'Not found.' }));
        }
        let file = path.join(dist, pathname);
        if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) file = path.join(dist, 'index.html');
        response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        response.setHeader('Content-Security-Policy', POLICY);
        response.end(fs.readFileSync(file));
    });
    return new Promise(resolve => {
        server.listen(0, '127.0.0.1', () => resolve({ server, url: `http://localhost:${server.address().port}` }));
    });
}
