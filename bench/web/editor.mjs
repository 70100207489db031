// Measures how fast the editor draws. See README.md beside this file.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { polygons, serve } from './job.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const { chromium } = createRequire(path.join(web, 'package.json'))('playwright-core');
const [objects = 10000, vertices = 20, width = 1280, height = 720] = process.argv.slice(2).map(Number);
const IMAGE = { width: 1920, height: 1080 };

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width, height } });

/** A picture with some detail, made by the browser itself. */
async function picture() {
    const base64 = await page.evaluate(async ({ width, height }) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        for (let i = 0; i < 3000; ++i) {
            context.fillStyle = `hsl(${(i * 47) % 360} 40% ${30 + (i % 40)}%)`;
            context.fillRect((i * 331) % width, (i * 173) % height, 120, 80);
        }
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
    }, IMAGE);
    return Buffer.from(base64, 'base64');
}

const shapes = polygons(objects, vertices, IMAGE.width, IMAGE.height);
const { server, url } = await serve({ dist: process.env.DIST ?? path.join(web, 'dist'), jpeg: await picture(), shapes, ...IMAGE });

const started = performance.now();
await page.goto(`${url}/tasks/1/jobs/1`);
await page.waitForSelector('[role=application]', { timeout: 120000 });
console.log(`${objects} polygons of ${vertices} vertices, ${width}x${height}, opened in ${Math.round(performance.now() - started)} ms`);
await page.waitForTimeout(3000);

const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
const processorTime = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * metrics.find(metric => metric.name === 'TaskDuration').value;
};
await page.evaluate(() => {
    globalThis.frameTimes = [];
    const tick = time => {
        globalThis.frameTimes.push(time);
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
});

const rows = [];
async function measure(work, run) {
    await page.evaluate(() => (globalThis.frameTimes.length = 0));
    const before = await processorTime();
    await run();
    const spent = (await processorTime()) - before;
    const times = await page.evaluate(() => globalThis.frameTimes);
    const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
    const at = share => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))];
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    rows.push({
        work,
        'frames/s': (1000 / mean).toFixed(1),
        'median ms': at(0.5).toFixed(1),
        'p95 ms': at(0.95).toFixed(1),
        'max ms': at(1).toFixed(1),
        'main thread ms/frame': (spent / gaps.length).toFixed(1),
        'main thread ms': spent.toFixed(0),
    });
}

const box = await page.locator('[role=application]').boundingBox();
const x = box.x + box.width / 2;
const y = box.y + box.height / 2;
async function wander(steps, spread) {
    for (let i = 0; i < steps; ++i) {
        await page.mouse.move(x + spread * Math.sin(i / 9), y + spread * 0.6 * Math.sin(i / 7));
        await page.waitForTimeout(8);
    }
}
async function pan() {
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'middle' });
    await wander(120, 200);
    await page.mouse.up({ button: 'middle' });
}
async function wheel(delta) {
    await page.mouse.move(x, y);
    for (let i = 0; i < 24; ++i) {
        await page.mouse.wheel(0, delta);
        await page.waitForTimeout(30);
    }
}
const rest = milliseconds => page.waitForTimeout(milliseconds);

await measure('nothing', () => rest(1000));
await measure('hover', () => wander(120, 200));
await measure('pan, all in view', pan);
await measure('zoom in', () => wheel(-60));
await rest(1000);
await measure('pan, zoomed in', pan);
await measure('zoom out', () => wheel(60));
await page.keyboard.press('0');
await rest(2000);
await measure('select one', async () => {
    await page.mouse.click(x, y);
    await rest(500);
});
await page.keyboard.press('p');
await measure('drag one', async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await wander(120, 150);
});
await measure('drop it', async () => {
    await page.mouse.up();
    await rest(500);
});
await measure('undo', async () => {
    await page.keyboard.press('Control+z');
    await rest(500);
});
await measure('select all', async () => {
    await page.keyboard.press('Control+a');
    await rest(1000);
});
console.table(Object.fromEntries(rows.map(({ work, ...row }) => [work, row])));
await browser.close();
server.close();
