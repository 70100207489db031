// Measures how long pages take until they are seen, on a server that is warm, and how much they fetch for it. See README.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { flatJpeg } from '../../tests/e2e/flatJpeg.mjs';
import { startLimn, usePage } from '../../tests/e2e/limn.mjs';
import { worldOf } from '../../tests/e2e/world.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const { chromium } = createRequire(path.join(web, 'package.json'))('playwright-core');
const TIMES = 5;

const folder = mkdtempSync(path.join(tmpdir(), 'limn-arrival-'));
const limn = await startLimn(path.join(folder, 'data'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

/** Notes when something is there and shown; and how much of scripts and styles came, each compressed as servers do. */
async function visit(context, address, selector) {
    const page = await context.newPage();
    let bytes = 0;
    const sizes = [];
    page.on('response', response => {
        if (!/\.(js|css)(\?|$)/.test(response.url()) || !response.ok()) return;
        sizes.push(response.body().then(body => (bytes += gzipSync(body).length), () => undefined));
    });
    await page.addInitScript(wanted => {
        const look = () => {
            if (document.querySelector(wanted)) requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.seenAt = performance.now())));
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    }, selector);
    await page.goto(limn.url + address, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.seenAt, null, { timeout: 60000 });
    const seen = await page.evaluate(() => globalThis.seenAt);
    const first = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
    await page.waitForLoadState('networkidle');
    await Promise.all(sizes);
    await page.close();
    return { seen, first, bytes };
}

try {
    const { makeTask, patch, box } = worldOf(limn);
    const image = ['a.jpg', flatJpeg(1920, 1080, (x, y) => [90 + ((x + y) % 2) * 30, 120, 140])];
    let work;
    for (let i = 0; i < 12; ++i) work = await makeTask(`task ${i}`, [image]);
    await patch(work, 'create', { shapes: Array.from({ length: 1000 }, (_, i) => box(work.labels.car, [20 + (i % 50) * 36, 20 + Math.floor(i / 50) * 50, 50 + (i % 50) * 36, 60 + Math.floor(i / 50) * 50])) });
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    await usePage(context);
    const door = await context.newPage();
    await door.goto(`${limn.url}/auth/login`);
    await door.evaluate(() => fetch('/api/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: 'password' }) }));
    await door.close();
    const pages = [
        ['list of tasks', '/tasks', `a[href*="/tasks/${work.task}"]`, 400],
        ['list of jobs', '/jobs', `a[href*="/jobs/${work.job}"]`, 400],
        ['a task', `/tasks/${work.task}`, `a[href*="/jobs/${work.job}"]`, null],
        ['a job of 1000 boxes', `/tasks/${work.task}/jobs/${work.job}`, '[role=application] canvas', 900],
    ];
    const rows = {};
    for (const [name, address, selector, most] of pages) {
        const cold = await visit(context, address, selector);
        const warm = [];
        for (let i = 0; i < TIMES; ++i) warm.push(await visit(context, address, selector));
        const median = of => warm.map(of).sort((a, b) => a - b)[TIMES >> 1];
        rows[name] = {
            'first paint ms': Math.round(median(one => one.first)),
            'seen ms': Math.round(median(one => one.seen)),
            'may be ms': 1500,
            'the first time ms': Math.round(cold.seen),
            'scripts and styles kB': Math.round(cold.bytes / 1000),
            'may be kB': most,
        };
    }
    console.table(rows);
} finally {
    await browser.close();
    await limn.stop();
    rmSync(folder, { recursive: true });
}
