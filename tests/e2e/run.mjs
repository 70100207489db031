// The whole of the main job in Chromium, on a server of its own: log in, make a project, upload images and a video, draw with
// every tool, save, reload, export, import. Screenshots go to tests/e2e/out/run. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, drafted, onFrame, opened, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { ffmpeg, picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('run');
const limn = await startLimn(join(out, 'data'));
const photos = [1, 2, 3, 4].map((i) => picture(join(out, `photo_${i}.jpg`), `testsrc2=size=1280x720:rate=1,hue=h=${i * 60}`));
ffmpeg(['-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=25', '-frames:v', '60', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', join(out, 'clip.mp4')]);

async function addLabels(page, names) {
  const field = page.getByPlaceholder(/type a name and press Enter/);
  for (const name of names) {
    await field.fill(name);
    await field.press('Enter');
  }
}

async function createTask(page, name, files, labels) {
  await page.goto(`${limn.url}/tasks/create`);
  await page.getByLabel('Name', { exact: true }).first().fill(name);
  await addLabels(page, labels);
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.getByRole('button', { name: 'Create and open' }).click();
  await page.waitForURL(/\/tasks\/\d+$/);
  return Number(page.url().split('/').pop());
}

// The canvas has the editor's picture; points are given as shares of its size.
async function at(page, x, y) {
  const box = await page.locator('canvas').first().boundingBox();
  return [box.x + box.width * x, box.y + box.height * y];
}
async function click(page, x, y) {
  await page.mouse.move(...(await at(page, x, y)));
  await page.mouse.down();
  await page.mouse.up();
}
async function drag(page, from, to) {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2)));
  await page.mouse.move(...(await at(page, ...to)));
  await page.mouse.up();
}
const tool = (page, name) => page.getByRole('button', { name, exact: true }).click();

async function openJob(page, taskId) {
  const { results } = await limn.api(`/api/jobs?task_id=${taskId}`);
  await page.goto(`${limn.url}/tasks/${taskId}/jobs/${results[0].id}`);
  await opened(page);
  return results[0].id;
}

async function save(page) {
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
}

const annotations = (job) => limn.api(`/api/jobs/${job}/annotations`);

const page = await newPage();
const context = page.context();

let images = 0;
let job = 0;
let drawn = null;

await step('log in', page, async () => {
  await signIn(page, limn.url, 'admin', 'password');
});

await step('create a project with labels', page, async () => {
  await page.goto(`${limn.url}/projects/create`);
  await page.getByLabel('Name', { exact: true }).first().fill('Streets');
  await addLabels(page, ['car', 'person']);
  await page.getByRole('button', { name: /^Create/ }).first().click();
  await page.waitForURL(/\/projects(\/\d+)?$/);
  const { results } = await limn.api('/api/projects');
  check(results[0]?.name === 'Streets', 'the project is not there');
  const labels = await limn.api(`/api/labels?project_id=${results[0].id}`);
  check(labels.count === 2, `${labels.count} labels instead of 2`);
});

await step('create a task from images', page, async () => {
  images = await createTask(page, 'photos', photos, ['car', 'person']);
  await page.getByText('4 frames').first().waitFor();
});

await step('draw with every tool', page, async () => {
  job = await openJob(page, images);
  await tool(page, 'Rectangle');
  await click(page, 0.2, 0.3);
  await click(page, 0.4, 0.5);
  await tool(page, 'Polygon');
  for (const [x, y] of [[0.5, 0.3], [0.6, 0.3], [0.62, 0.45], [0.5, 0.5]]) await click(page, x, y);
  await page.keyboard.press('n');
  await tool(page, 'Polyline');
  for (const [x, y] of [[0.2, 0.6], [0.3, 0.7], [0.4, 0.62]]) await click(page, x, y);
  await page.keyboard.press('n');
  await tool(page, 'Points');
  for (const [x, y] of [[0.7, 0.3], [0.75, 0.35]]) await click(page, x, y);
  await page.keyboard.press('n');
  await tool(page, 'Ellipse');
  await click(page, 0.6, 0.6);
  await click(page, 0.75, 0.75);
  await page.keyboard.press('Escape');
  await save(page);
  const types = (await annotations(job)).shapes.map((shape) => shape.type).sort();
  check(types.join() === 'ellipse,points,polygon,polyline,rectangle', `saved: ${types.join()}`);
});

await step('undo and redo', page, async () => {
  await page.keyboard.press('Control+z');
  await save(page);
  check((await annotations(job)).shapes.length === 4, 'undo did not reach the server');
  await page.keyboard.press('Control+Shift+z');
  await save(page);
  drawn = await annotations(job);
  check(drawn.shapes.length === 5, 'redo did not reach the server');
});

await step('reload and find everything to the digit', page, async () => {
  await page.reload();
  await opened(page);
  check(JSON.stringify(await annotations(job)) === JSON.stringify(drawn), 'the stored shapes changed');
  await page.getByText('5 objects', { exact: true }).waitFor();
});

await step('move a shape', page, async () => {
  await tool(page, 'Select and edit');
  await drag(page, [0.3, 0.4], [0.34, 0.44]);
  await save(page);
  const before = drawn.shapes.find((shape) => shape.type === 'rectangle');
  const after = (await annotations(job)).shapes.find((shape) => shape.type === 'rectangle');
  const moved = after.points.map((v, i) => v - before.points[i]);
  check(moved[0] > 20 && Math.abs(moved[0] - moved[2]) < 0.01 && Math.abs(moved[1] - moved[3]) < 0.01, `moved by ${moved}`);
});

await step('next frame and back', page, async () => {
  await page.keyboard.press('f');
  await onFrame(page, 1);
  await tool(page, 'Rectangle');
  await click(page, 0.3, 0.3);
  await click(page, 0.5, 0.6);
  await save(page);
  check((await annotations(job)).shapes.some((shape) => shape.frame === 1), 'nothing on the second frame');
  await page.keyboard.press('d');
});

await onFrame(page, 0);
const saved = (await annotations(job)).shapes.length;
// Or what is drawn would be saved before the tab is closed, or as it closes, when the browser's tools let go of its network.
await page.evaluate(() => {
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => (init?.method === 'PATCH' ? Promise.reject(new TypeError('Failed to fetch')) : fetch(url, init));
});
const cutAt = await page.evaluate(() => Date.now());
await tool(page, 'Rectangle');
await click(page, 0.1, 0.75);
await click(page, 0.18, 0.85);
await drafted(page, job, cutAt);
await page.close({ runBeforeUnload: false });
const second = await context.newPage();
await step('unsaved work of a closed tab is recovered', second, async () => {
  await second.goto(`${limn.url}/tasks/${images}/jobs/${job}`);
  const restore = second.getByRole('button', { name: /restore|recover/i });
  await restore.first().waitFor();
  await second.screenshot({ path: join(out, 'recovery.png') });
  await restore.first().click();
  await restore.first().waitFor({ state: 'detached' });
  await save(second);
  const now = (await annotations(job)).shapes.length;
  check(now === saved + 1, `${now} shapes instead of ${saved + 1}`);
});
await second.close();

const next = await newPage({ storageState: await context.storageState() });
let archive = '';

await step('export the dataset', next, async () => {
  await next.goto(`${limn.url}/tasks/${images}`);
  await next.getByRole('button', { name: 'Actions for this task' }).click();
  await next.getByRole('menuitem', { name: /Export/ }).first().click();
  await next.getByRole('dialog').waitFor();
  await next.screenshot({ path: join(out, 'export-dialog.png') });
  const download = next.waitForEvent('download');
  await next.getByRole('dialog').getByRole('button', { name: /Export/ }).click();
  archive = join(out, 'export.zip');
  await (await download).saveAs(archive);
});

await step('import it into another task', next, async () => {
  const other = await createTask(next, 'copy', photos, ['car', 'person']);
  await next.getByText('4 frames').first().waitFor();
  await next.getByRole('button', { name: 'Actions for this task' }).click();
  await next.getByRole('menuitem', { name: /Import/ }).first().click();
  const dialog = next.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('input[type=file]').setInputFiles(archive);
  await next.screenshot({ path: join(out, 'import-dialog.png') });
  await dialog.getByRole('button', { name: 'See what changes' }).click();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await until('the arrival of the shapes', async () => (await limn.api(`/api/tasks/${other}/annotations`)).shapes.length >= 6);
});

await step('a video with a track', next, async () => {
  const video = await createTask(next, 'video', [join(out, 'clip.mp4')], ['car']);
  await next.getByText('60 frames').first().waitFor();
  await openJob(next, video);
  await next.screenshot({ path: join(out, 'video-editor.png') });
});

await step('lists', next, async () => {
  for (const name of ['projects', 'tasks', 'jobs', 'requests']) {
    await next.goto(`${limn.url}/${name}`);
    await next.getByRole('heading').first().waitFor();
    await settled(next);
    await next.screenshot({ path: join(out, `list-${name}.png`) });
  }
});

await end(limn);
