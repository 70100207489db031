// Measures painting a mask on a very large image. See README.md beside this file.
import { openJob } from './meter.mjs';

const [side = 4096, width = 1280, height = 720] = process.argv.slice(2).map(Number);
const { page, measure, print, close } = await openJob({ shapes: [], image: { width: side, height: side }, width, height });
console.log(`a mask on ${side}x${side}, seen in ${width}x${height}`);

const box = await page.locator('[role=application]').boundingBox();
const x = box.x + box.width / 2;
const y = box.y + box.height / 2;
const brushSize = async size => {
    await page.getByLabel('Diameter of the brush in pixels').fill(String(size));
    await page.keyboard.press('Enter');
};
async function scribble(steps, spread) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 0; i < steps; ++i) {
        await page.mouse.move(x + spread * Math.sin(i / 9), y + spread * Math.sin(i / 7));
        await page.waitForTimeout(8);
    }
    await page.mouse.up();
}

await page.keyboard.press('Shift+1');
await brushSize(60);
await measure('brush of 60', () => scribble(120, 200));
await brushSize(600);
await measure('brush of 600', () => scribble(120, 250));
await measure('take back a stroke', async () => {
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(300);
});
await page.keyboard.press('Shift+2');
await brushSize(60);
await measure('eraser of 60', () => scribble(120, 200));
await measure('finish', async () => {
    await page.keyboard.press('n');
    await page.waitForTimeout(1000);
});
print();
await close();
