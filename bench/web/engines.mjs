// How fast the editor draws in Firefox and in WebKit, Safari's engine. See README.md beside this file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../../tests/e2e/enginePage.mjs';
import { flatJpeg } from '../../tests/e2e/flatJpeg.mjs';
import { ENGINES, sleep } from '../../tests/e2e/webdriver.mjs';
import { masks, polygons, serve } from './job.mjs';

const words = process.argv.slice(2).filter(word => Number.isNaN(Number(word)));
const numbers = process.argv.slice(2).map(Number).filter(number => !Number.isNaN(number));
const isMasks = words.includes('masks');
const [objects, size] = numbers.length ? numbers : isMasks ? [1000, 100] : [10000, 20];
const drawing = words.includes('card') ? 'card' : 'processor';
const engines = Object.keys(ENGINES).filter(name => words.includes(name) || !words.some(word => word in ENGINES));
const image = { width: 1920, height: 1080 };
const dist = process.env.DIST ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '../../web/dist');
const shapes = (isMasks ? masks : polygons)(objects, size, image.width, image.height);
const jpeg = flatJpeg(image.width, image.height, (column, row) => [90 + ((column * 7) % 90), 110 + ((row * 5) % 70), 120]);

/** In the page: milliseconds until the objects are listed and two pictures of them have been shown, in all and from their arrival. */
async function shown() {
    const frame = () => new Promise(resolve => window.requestAnimationFrame(resolve));
    while (!document.querySelector('.ed-row')) await frame();
    await frame();
    await frame();
    const arrival = performance.getEntriesByType('resource').find(one => one.name.endsWith('/annotations'));
    return { all: performance.now(), drawn: performance.now() - arrival.responseEnd };
}

/** In the page: notes when frames are shown, and how long what the page does for each takes. */
function watch() {
    window.frameTimes = [];
    window.frameWork = [];
    const original = window.requestAnimationFrame.bind(window);
    let at = 0;
    window.requestAnimationFrame = callback =>
        original(time => {
            const start = performance.now();
            callback(time);
            if (at !== time) window.frameWork.push(0);
            at = time;
            window.frameWork[window.frameWork.length - 1] += performance.now() - start;
        });
    const tick = time => {
        window.frameTimes.push(time);
        original(tick);
    };
    original(tick);
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const ascending = values => [...values].sort((a, b) => a - b);

async function bench(name) {
    const folder = mkdtempSync(path.join(tmpdir(), 'limn-engine-'));
    const { server, url } = await serve({ dist, jpeg, shapes, settings: { 'editor.image': { drawing } }, ...image });
    const page = await startEngine(name, folder);
    try {
        await page.goto(`${url}/tasks/1/jobs/1`);
        const opened = await page.evaluate(shown);
        await sleep(3000);
        await page.evaluate(watch);
        const rows = {};
        const measure = async (work, run) => {
            await page.evaluate(() => [window.frameTimes, window.frameWork].forEach(list => (list.length = 0)));
            await run();
            const { times, spent } = await page.evaluate(() => ({ times: window.frameTimes, spent: window.frameWork }));
            const gaps = ascending(times.slice(1).map((time, i) => time - times[i]));
            const took = ascending(spent);
            rows[work] = {
                'frames/s': ((1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0)).toFixed(1),
                'median ms': at(gaps, 0.5)?.toFixed(1),
                'p95 ms': at(gaps, 0.95)?.toFixed(1),
                'max ms': at(gaps, 1)?.toFixed(1),
                'work of a frame, median ms': at(took, 0.5)?.toFixed(1),
                'p95 of it': at(took, 0.95)?.toFixed(1),
            };
        };
        const { x, y } = await page.find('.ed-surface');
        const wander = Array.from({ length: 90 }, (_, i) => [x + 200 * Math.sin(i / 9), y + 120 * Math.sin(i / 7)]);
        const pan = () => page.mouse.drag([[x, y], ...wander], 'middle');
        const wheel = async delta => {
            for (let i = 0; i < 16; ++i) await page.wheel(x, y, delta);
        };
        await measure('nothing', () => sleep(1000));
        await measure('hover', () => page.mouse.wander(wander));
        await measure('pan, all in view', pan);
        await measure('zoom in', () => wheel(-60));
        await sleep(1000);
        await measure('pan, zoomed in', pan);
        await measure('zoom out', () => wheel(60));
        await page.keyboard.press('0');
        await sleep(2000);
        await page.mouse.click(x, y);
        await page.keyboard.press('p'); // polygons and masks are pinned at first
        await sleep(500);
        await measure('drag one', () => page.mouse.drag([[x, y], ...wander.map(([a, b]) => [a - 60, b])]));
        await measure('undo', () => page.keyboard.press('Control+z').then(() => sleep(500)));
        await measure('select all', () => page.keyboard.press('Control+a').then(() => sleep(1000)));
        console.log(`${name}, drawn by the ${drawing}: opened in ${Math.round(opened.all)} ms, ${Math.round(opened.drawn)} ms of them after the annotations had arrived`);
        console.table(rows);
        for (const error of page.errors()) console.log(error);
    } finally {
        await page.kill();
        server.close();
        rmSync(folder, { recursive: true, force: true });
    }
}

console.log(`${objects} ${isMasks ? `masks of ${size}x${size}` : `polygons of ${size} vertices`}`);
for (const name of engines) await bench(name);
