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

/** How long gestures take until they are seen. In the page: it knows when it has drawn, and whether it wants to draw more. */
function timeGestures() {
    const wanted = new Set();
    const [ask, cancel] = [globalThis.requestAnimationFrame, globalThis.cancelAnimationFrame];
    globalThis.requestAnimationFrame = run => {
        const id = ask.call(globalThis, time => {
            wanted.delete(id);
            run(time);
        });
        wanted.add(id);
        return id;
    };
    globalThis.cancelAnimationFrame = id => {
        wanted.delete(id);
        cancel.call(globalThis, id);
    };
    /** Runs when the next picture has been made. */
    const afterPicture = run => ask.call(globalThis, () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => run(performance.now());
        port2.postMessage(null);
    });
    let outcome;
    let longest = 0;
    new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const arm = type => {
        longest = 0;
        outcome = new Promise(resolve => {
            const begin = ({ timeStamp: began }) => {
                let first = 0;
                let quiet = 0;
                const look = now => {
                    first ||= now - began;
                    quiet = wanted.size ? 0 : quiet + 1;
                    if (quiet === 1) outcome.all = now - began;
                    // What is put off shows within a few pictures.
                    if (quiet < 12) afterPicture(look);
                    else resolve({ first, all: outcome.all, task: longest });
                };
                afterPicture(look);
            };
            addEventListener(type, begin, { capture: true, once: true });
        });
    };
    const delays = [];
    const watch = () => {
        for (const type of ['pointermove', 'pointerdown', 'pointerup', 'keydown'])
            addEventListener(type, ({ timeStamp, key = '' }) => afterPicture(now => delays.push({ ms: now - timeStamp, what: `${type} ${key}` })), { capture: true });
    };
    globalThis.gesture = { ask: run => ask.call(globalThis, run), arm, done: () => outcome, watch, delays: () => delays };
}

/** Opens the job, on a graphics card calculated by the processor if asked for; milliseconds from the first request (`opened`) and from the arrival of the annotations (`drawn`). */
export async function openJob({ shapes, image, width, height, frames = 1, card = false }) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-background-networking', ...(card ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu'])],
    });
    const page = await browser.newPage({ viewport: { width, height } });
    const dist = process.env.DIST ?? path.join(web, 'dist');
    const { server, url } = await serve({ dist, jpeg: await picture(page, image), shapes, frames, settings: { 'editor.image': { drawing: card ? 'card' : 'auto' } }, ...image });
    await page.addInitScript(watchForCanvas);
    await page.addInitScript(timeGestures);
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
        const requestAnimationFrame = globalThis.gesture.ask;
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
    const row = work => rows.find(one => one.work === work);
    /** What the page's own objects take, in MiB, when what nobody needs is cleared away. */
    const heap = async () => {
        await cdp.send('HeapProfiler.collectGarbage');
        return Math.round((await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20);
    };
    return { measure, print, row, heap, cdp };
}
