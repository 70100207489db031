// A browser with the built page and a job made up in memory, and a meter of what work in it costs.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './job.mjs';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const { chromium } = createRequire(path.join(web, 'package.json'))('playwright-core');

/** A picture with some detail, made by the browser itself. */
async function picture(page, image) {
    const base64 = await page.evaluate(async ({ width, height }) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        for (let i = 0; i < 3000; ++i) {
            context.fillStyle = `hsl(${(i * 47) % 360} 40% ${30 + (i % 40)}%)`;
            context.fillRect((i * 331) % width, (i * 173) % height, 120, 80);
        }
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        return btoa(text);
    }, image);
    return Buffer.from(base64, 'base64');
}

/** Opens the job; `opened` is the time that took in milliseconds. */
export async function openJob({ shapes, image, width, height }) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const page = await browser.newPage({ viewport: { width, height } });
    const dist = process.env.DIST ?? path.join(web, 'dist');
    const { server, url } = await serve({ dist, jpeg: await picture(page, image), shapes, ...image });
    const started = performance.now();
    await page.goto(`${url}/tasks/1/jobs/1`);
    await page.waitForSelector('[role=application]', { timeout: 120000 });
    const opened = performance.now() - started;
    await page.waitForTimeout(3000);
    const meter = await makeMeter(page);
    const close = async () => {
        await browser.close();
        server.close();
    };
    return { page, opened, close, ...meter };
}

async function makeMeter(page) {
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
    const measure = async (work, run) => {
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
    };
    const print = () => console.table(Object.fromEntries(rows.map(({ work, ...row }) => [work, row])));
    return { measure, print };
}
