// A browser with the built page and a job made up in memory, and a meter of what work in it costs.
import { readFileSync } from 'node:fs';
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

/** Notes when the canvas is there and two pictures of it have been shown. */
function watchForCanvas() {
    const shown = () => requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.drawnAt = performance.now())));
    new MutationObserver((_, observer) => {
        if (!document.querySelector('[role=application]')) return;
        observer.disconnect();
        shown();
    }).observe(document, { childList: true, subtree: true });
}

/** Opens the job, on a graphics card calculated by the processor if asked for; milliseconds from the first request (`opened`) and from the arrival of the annotations (`drawn`). */
export async function openJob({ shapes, image, width, height, card = false }) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-background-networking', ...(card ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu'])],
    });
    const page = await browser.newPage({ viewport: { width, height } });
    const dist = process.env.DIST ?? path.join(web, 'dist');
    const { server, url } = await serve({ dist, jpeg: await picture(page, image), shapes, settings: { 'editor.image': { drawing: card ? 'card' : 'auto' } }, ...image });
    await page.addInitScript(watchForCanvas);
    await page.goto(`${url}/tasks/1/jobs/1`);
    await page.waitForFunction(() => globalThis.drawnAt, null, { timeout: 120000 });
    const { opened, drawn } = await page.evaluate(() => {
        const [arrival] = performance.getEntriesByType('resource').filter(one => one.name.endsWith('/annotations'));
        return { opened: globalThis.drawnAt, drawn: globalThis.drawnAt - arrival.responseEnd };
    });
    await page.waitForTimeout(3000);
    const meter = await makeMeter(page);
    const close = async () => {
        await browser.close();
        server.close();
    };
    const memory = () => largestRenderer(browser);
    return { page, opened, drawn, memory, close, ...meter };
}

/** What the page's process holds, in MiB. */
async function largestRenderer(browser) {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const held = processInfo
        .filter(one => one.type === 'renderer')
        .map(one => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one.id}/status`, 'utf8'))[1]) >> 10);
    return Math.max(...held);
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
        // A frame may take longer than all of the work.
        const gaps = times.length > 1 ? times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b) : [Infinity];
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
