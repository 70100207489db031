// Measures how fast the editor draws. See README.md beside this file.
import { masks, polygons } from './job.mjs';
import { openJob } from './meter.mjs';

const words = process.argv.slice(2).filter(word => Number.isNaN(Number(word)));
const kind = words.includes('masks') ? 'masks' : 'polygons';
const card = words.includes('card');
const numbers = process.argv.slice(2).map(Number).filter(number => !Number.isNaN(number));
const [objects, size, width = 1280, height = 720] = numbers.length ? numbers : kind === 'masks' ? [1000, 100] : [10000, 20];
const image = { width: 1920, height: 1080 };
const shapes = (kind === 'masks' ? masks : polygons)(objects, size, image.width, image.height);
const { page, opened, drawn, measure, print, memory, close } = await openJob({ shapes, image, width, height, card });
const what = kind === 'masks' ? `masks of ${size}x${size}` : `polygons of ${size} vertices`;
console.log(`${objects} ${what}, ${width}x${height}${card ? ', drawn by a graphics card that the processor imitates' : ''}`);
console.log(`opened in ${Math.round(opened)} ms, ${Math.round(drawn)} ms of them after the annotations had arrived`);

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
print();
console.log(`memory of the page's process: ${await memory()} MiB`);
await close();
