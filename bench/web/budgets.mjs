// Measures single gestures with very many objects, and puts each beside what it may take. See README.md beside this file.
import { polygons } from './job.mjs';
import { openJob } from './meter.mjs';

const [objects = 10000, vertices = 20, width = 1280, height = 720] = process.argv.slice(2).map(Number);
const image = { width: 1920, height: 1080 };
/** As many objects on the first two frames, and a few on the others, which are there to step through. */
const frames = 12;
const made = polygons(objects, vertices, image.width, image.height);
const more = (frame, list) => list.map((shape, i) => ({ ...shape, id: frame * objects + i + 1, frame }));
const shapes = [...made, ...more(1, made)];
for (let frame = 2; frame < frames; ++frame) shapes.push(...more(frame, made.slice(0, 20)));

const job = await openJob({ shapes, image, width, height, frames });
const { page, opened, drawn, measure, row, memory, heap, close } = job;
const surface = await page.locator('[role=application]').boundingBox();
const x = surface.x + surface.width / 2;
const y = surface.y + surface.height / 2;
const rest = milliseconds => page.waitForTimeout(milliseconds);
const rows = {};
const round = value => Math.round(value);
const note = (what, most, value, more = '') => (rows[what] = { 'may be': most, measured: value, more });

/** Presses a key some times, and tells how long it takes until something is on the screen, and until all of it is. */
async function press(...keys) {
    const times = [];
    for (const key of keys) {
        await page.evaluate(() => globalThis.gesture.arm('keydown'));
        await page.keyboard.press(key);
        times.push(await page.evaluate(() => globalThis.gesture.done()));
        await rest(300);
    }
    const median = of => [...times].sort((a, b) => of(a) - of(b))[times.length >> 1];
    return { first: median(one => one.first).first, all: median(one => one.all).all, task: median(one => one.task).task };
}
const told = ({ all, task }) => `${round(task)} ms without a pause, all of it seen after ${round(all)} ms`;

note('opening, from the arrival of the data', '1500 ms', `${round(drawn)} ms`, `${round(opened)} ms from the first request`);

await rest(2000);
const pictures = Math.round((frames * image.width * image.height * 4) / 2 ** 20);
const remember = async when => {
    const objects = await heap(); // what nobody needs is cleared away by that
    note(`memory ${when}, without pictures`, '300 MiB', `${(await memory()) - pictures} MiB`, `the browser's own code included; ${pictures} MiB of pictures besides; ${objects} MiB are the page's objects`);
};
await remember('after opening');
await press('f', 'f', 'd', 'd'); // once through all, so that they are in memory
const large = await press('d', 'f', 'd', 'f', 'd', 'f', 'd');
note('to a frame in memory, with all objects', '50 ms', `${round(large.first)} ms`, told(large));
await press('f', 'f', 'f', 'f', 'f', 'f', 'd', 'd', 'd', 'd');
const small = await press('f', 'd', 'f', 'd', 'f', 'd', 'f');
note('to a frame in memory, with few objects', '100 ms', `${round(small.first)} ms`, told(small));
for (let i = 0; i < frames; ++i) await page.keyboard.press('d');
await rest(1500);

await page.evaluate(() => globalThis.gesture.watch());
const wander = async (steps, spread) => {
    for (let i = 0; i < steps; ++i) {
        await page.mouse.move(x + spread * Math.sin(i / 9), y + spread * 0.6 * Math.sin(i / 7));
        await rest(8);
    }
};
await measure('hover', () => wander(120, 200));
await page.mouse.click(x, y);
await page.keyboard.press('p');
await page.mouse.move(x, y);
await page.mouse.down();
await measure('drag one', () => wander(120, 150));
await page.mouse.up();
for (let i = 0; i < 10; ++i) await page.keyboard.press(i % 2 ? '1' : '2');
await page.keyboard.press('Control+z');
await page.keyboard.press('Escape');
await page.keyboard.press('Shift+R');
for (let i = 0; i < 8; ++i) {
    await page.mouse.click(x - 200 + 50 * i, y - 100);
    await page.mouse.click(x - 170 + 50 * i, y - 60);
}
await page.keyboard.press('Escape');
await page.keyboard.press('Escape');
const delays = (await page.evaluate(() => globalThis.gesture.delays())).sort((a, b) => a.ms - b.ms);
const slowest = delays.at(-1);
note('from an input to its picture, 95 of 100', '50 ms', `${round(delays[Math.floor(delays.length * 0.95)].ms)} ms`, `median ${round(delays[delays.length >> 1].ms)} ms, most ${round(slowest.ms)} ms (${slowest.what}), ${delays.length} inputs`);
note('hover, main thread a picture', '16 ms', `${row('hover')['main thread ms/frame']} ms`);
note('drag one, main thread a picture', '4 ms', `${row('drag one')['main thread ms/frame']} ms`);

await rest(1500);
const all = await press('Control+a');
note('select all', '100 ms', `${round(all.first)} ms`, told(all));
const recoloured = await press('2', '1', '2');
note('another label for all of them', '100 ms', `${round(recoloured.first)} ms`, told(recoloured));
const undone = await press('Control+z');
note('take that back', '100 ms', `${round(undone.first)} ms`, told(undone));
const moved = await press('ArrowRight');
note('move all by a pixel', '100 ms', `${round(moved.first)} ms`, told(moved));
const gone = await press('Delete');
note('delete all', '100 ms', `${round(gone.first)} ms`, told(gone));
const back = await press('Control+z');
note('take that back as well', '100 ms', `${round(back.first)} ms`, told(back));
await page.keyboard.press('Escape');
await rest(2000);

const list = await page.locator('.ed-sidebar [role=grid]').boundingBox();
await page.mouse.move(list.x + 60, list.y + 60);
await measure('scroll the list', async () => {
    for (let i = 0; i < 90; ++i) {
        await page.mouse.wheel(0, 300);
        await rest(12);
    }
});
note('scroll the list of objects', '60 frames/s', `${row('scroll the list')['frames/s']} frames/s`, `${row('scroll the list')['main thread ms/frame']} ms of main thread a picture`);
await remember('after all this');

console.log(`${objects} polygons of ${vertices} vertices on each of two frames, ${width}x${height}`);
console.table(rows);
await close();
