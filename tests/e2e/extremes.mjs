// That the editor opens, edits and saves what is far larger, smaller or stranger than anybody would draw: shapes, vertices, nodes,
// keyframes, labels, attributes, texts, names, pictures and coordinates. Prints the longest time each of them kept the page from
// answering. Screenshots go to tests/e2e/out/extremes. Ends in "N passed, N failed".
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, signIn, startBrowser } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';
import { ffmpeg } from './media.mjs';
import { click, drawBox, save, saved, tellPause, tool, watchPauses, worldOf } from './world.mjs';

const { out, newPage, step, end } = await startBrowser('extremes');
const limn = await startLimn(join(out, 'data'));
const { makeTask, annotations, patch, box, openJob } = worldOf(limn);
const picture = (name, width, height) => [name, flatJpeg(width, height, (x, y) => [90 + ((x + y) % 2) * 30, 120, 140])];
const photos = [picture('a.jpg', 800, 600), picture('b.jpg', 800, 600)];

const page = await newPage();
await watchPauses(page);
await signIn(page, limn.url, 'admin', 'password');
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focus = () => page.locator('.ed-surface').focus();
/** Twice the next picture: what was asked for is on the screen. */
const shown = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
async function wander(spread = 0.2) {
  const area = await page.locator('.ed-surface').boundingBox();
  for (let i = 0; i < 20; i += 1) await page.mouse.move(area.x + area.width * (0.5 + spread * Math.sin(i / 3)), area.y + area.height * (0.5 + spread * Math.cos(i / 4)));
}
async function panAndZoom() {
  await wander();
  await page.mouse.down({ button: 'middle' });
  await wander();
  await page.mouse.up({ button: 'middle' });
  for (const delta of [-120, -120, 120, 120]) await page.mouse.wheel(0, delta);
  await press('0');
  await shown();
}

await step('a hundred thousand shapes on a frame', page, async () => {
  const work = await makeTask('many', photos);
  const place = (i) => [i % 790, Math.floor(i / 790) * 4.5, (i % 790) + 6, Math.floor(i / 790) * 4.5 + 6];
  await patch(work, 'create', { shapes: Array.from({ length: 100_000 }, (_, i) => box(work.labels.car, place(i))) });
  await openJob(page, work);
  await tellPause(page, 'opened');
  await panAndZoom();
  await tellPause(page, 'hovered, panned, zoomed');
  await focus();
  await press('Control+a');
  await shown();
  await tellPause(page, 'all selected');
  await press('2');
  await shown();
  await tellPause(page, 'another label for all');
  await press('ArrowRight');
  await shown();
  await tellPause(page, 'all moved by a pixel');
  await press('Control+z', 'Control+z');
  await shown();
  await tellPause(page, 'both taken back');
  await press('Delete');
  await shown();
  await tellPause(page, 'all deleted');
  await press('Control+z');
  await shown();
  await tellPause(page, 'that taken back');
  await press('2');
  await save(page);
  await tellPause(page, 'another label for all, and saved');
  await press('Escape');
  await drawBox(page, 0.9, 0.9);
  await save(page);
  await tellPause(page, 'one more drawn and saved');
  const { shapes } = await annotations(work);
  check(shapes.length === 100_001 && shapes.filter((one) => one.label_id === work.labels.tree).length >= 100_000, `${shapes.length} shapes`);
  await openJob(page, work);
  await tellPause(page, 'opened again');
  const { usedJSHeapSize } = await page.evaluate(() => ({ usedJSHeapSize: performance.memory.usedJSHeapSize }));
  console.log(`        ${Math.round(usedJSHeapSize / 2 ** 20)} MiB of objects`);
});

await step('a polygon of fifty thousand vertices', page, async () => {
  const work = await makeTask('round', photos);
  const points = Array.from({ length: 50_000 }, (_, i) => {
    const angle = (i / 50_000) * 2 * Math.PI;
    const r = 200 + 20 * Math.sin(angle * 400);
    return [400 + r * Math.cos(angle), 300 + r * Math.sin(angle)].map((one) => Number(one.toFixed(2)));
  }).flat();
  await patch(work, 'create', { shapes: [{ type: 'polygon', frame: 0, label_id: work.labels.car, points }] });
  await openJob(page, work);
  await tellPause(page, 'opened');
  await panAndZoom();
  await tellPause(page, 'hovered, panned, zoomed');
  await click(page, 0.5, 0.5);
  await wander(0.35);
  await tellPause(page, 'selected, and over its vertices');
  await focus();
  await press('ArrowRight', 'Control+z', 'ArrowDown');
  await save(page);
  await tellPause(page, 'moved and saved');
  const [{ points: now }] = (await annotations(work)).shapes;
  check(now.length === 100_000 && Math.abs(now[1] - points[1] - 1) < 0.01, 'not moved by one');
});

await step('a mask on a picture of 7680 by 4320', page, async () => {
  const work = await makeTask('wide', [picture('8k.jpg', 7680, 4320)]);
  const runs = [];
  for (let row = 0; row < 4000; row += 1) runs.push(...(row ? [] : [0]), 3500, 3500);
  await patch(work, 'create', { shapes: [{ type: 'mask', frame: 0, label_id: work.labels.car, points: [...runs, 100, 100, 7099, 4099] }] });
  await openJob(page, work);
  await tellPause(page, 'opened');
  await panAndZoom();
  await tellPause(page, 'hovered, panned, zoomed');
  await focus();
  await press('Shift+1');
  await wander(0.3);
  await page.mouse.down();
  await wander(0.3);
  await page.mouse.up();
  await tellPause(page, 'painted');
  await press('n', 'Escape');
  await save(page);
  await tellPause(page, 'finished and saved');
  check((await annotations(work)).shapes.length === 2, 'not two masks');
});

await step('a skeleton of two hundred nodes', page, async () => {
  const ids = Array.from({ length: 200 }, (_, i) => i + 1);
  const circle = (id) => `<circle r="1" cx="${5 + (id % 20) * 4.6}" cy="${5 + Math.floor((id - 1) / 20) * 9}" data-type="element node" data-element-id="${id}" data-node-id="${id}" data-label-name="node ${id}"></circle>`;
  const line = (id) => `<line x1="0" y1="0" x2="1" y2="1" data-type="edge" data-node-from="${id}" data-node-to="${id + 1}"></line>`;
  const body = { name: 'body', type: 'skeleton', sublabels: ids.map((id) => ({ name: `node ${id}`, type: 'points' })), svg: [...ids.map(circle), ...ids.slice(0, -1).map(line)].join('') };
  const work = await makeTask('nodes', photos, [body]);
  const nodes = work.specs.find(({ name }) => name === 'body').sublabels;
  const elements = nodes.map(({ id }, i) => ({ type: 'points', frame: 0, label_id: id, points: [100 + (i % 20) * 25, 100 + Math.floor(i / 20) * 35] }));
  await patch(work, 'create', { shapes: [{ type: 'skeleton', frame: 0, label_id: work.labels.body, points: [], elements }] });
  await openJob(page, work);
  await panAndZoom();
  await page.locator('.ed-row').first().click();
  await focus();
  await press('ArrowRight');
  await save(page);
  await tellPause(page, 'opened, selected, moved, saved');
  const [{ elements: now }] = (await annotations(work)).shapes;
  check(now.length === 200 && now.some(({ points }) => points[0] === 101), 'not moved');
});

await step('a track of a hundred thousand keyframes on a video of as many frames', page, async () => {
  const clip = join(out, 'long.mp4');
  ffmpeg(['-f', 'lavfi', '-i', 'color=size=64x48:rate=25', '-frames:v', '100000', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '250', '-pix_fmt', 'yuv420p', clip]);
  const work = await makeTask('long', [clip]);
  const key = (frame) => ({ type: 'rectangle', frame, points: [2 + (frame % 20), 5, 20 + (frame % 20), 25], occluded: false, outside: false });
  await patch(work, 'create', { tracks: [{ label_id: work.labels.car, frame: 0, shapes: Array.from({ length: 100_000 }, (_, i) => key(i)) }] });
  await openJob(page, work, '?frame=50000');
  await tellPause(page, 'opened');
  await focus();
  await press('f', 'f', 'd', 'v', 'c');
  await shown();
  await tellPause(page, 'stepped');
  await page.locator('.ed-row').first().click();
  await focus();
  await press('ArrowRight', 'ArrowRight');
  await shown();
  await tellPause(page, 'a keyframe moved');
  await save(page);
  await tellPause(page, 'saved');
  await page.screenshot({ path: join(out, 'long-timeline.png') });
  const [{ shapes }] = (await annotations(work)).tracks;
  check(shapes.length === 100_000, `${shapes.length} keyframes`);
});

const WORDS = ['<script>globalThis.pwned=1</script>', '"><img src=x onerror=globalThis.pwned=1>', "it's \"quoted\" & <b>bold</b>", '🚗🚙 emoji 👩‍👩‍👧‍👦', 'مركبة ثقيلة', 'a\u202Eb\u202C', '{count, plural, one {x} other {y}}', '%s \\n ${x}', 'ﷺ'.repeat(40)];
await step('a thousand labels, two hundred attributes, a text of a megabyte pasted in, and names that try to be something else', page, async () => {
  const strange = WORDS.map((name) => ({ name: name.slice(0, 60), attributes: [{ name: name.slice(0, 60), mutable: true, input_type: 'select', default_value: name.slice(0, 60), values: [name.slice(0, 60), 'other'] }] }));
  const attributes = Array.from({ length: 200 }, (_, i) => ({ name: `attribute ${i}`, mutable: i % 2 === 0, input_type: i % 3 ? 'text' : 'checkbox', default_value: i % 3 ? `value ${i}` : 'false', values: [] }));
  const many = Array.from({ length: 1000 - WORDS.length - 1 }, (_, i) => ({ name: `label ${i}`, attributes: [] }));
  const work = await makeTask('strange', photos, [{ name: 'heavy', attributes }, ...strange, ...many]);
  check(work.specs.length === 1000, `${work.specs.length} labels`);
  const heavy = work.specs.find(({ name }) => name === 'heavy');
  const text = 'lorem ipsum '.repeat(340).trim(); // as long as may be
  const values = heavy.attributes.map(({ id, input_type }, i) => ({ spec_id: id, value: i === 1 ? text : input_type === 'checkbox' ? 'true' : `“${i}” <i>` }));
  await patch(work, 'create', { shapes: [box(heavy.id, [50, 50, 300, 300], { attributes: values }), ...strange.map(({ name }, i) => box(work.labels[name], [320 + 50 * (i % 5), 50 + 80 * Math.floor(i / 5), 360 + 50 * (i % 5), 120 + 80 * Math.floor(i / 5)]))] });
  await openJob(page, work);
  await tellPause(page, 'opened');
  for (let i = 0; i < strange.length; i += 1) await page.locator('.ed-row').nth(i + 1).click();
  await page.locator('.ed-row').first().click();
  await shown();
  await tellPause(page, 'selected');
  await page.screenshot({ path: join(out, 'strange.png') });
  const field = page.getByRole('textbox', { name: 'attribute 2', exact: true });
  await field.fill('paste me '.repeat(110_000));
  await field.blur();
  await save(page);
  await tellPause(page, 'a megabyte pasted into a text');
  await tool(page, 'Rectangle');
  await page.getByRole('tab', { name: 'Labels' }).click();
  await shown();
  await tellPause(page, 'the list of labels');
  await page.screenshot({ path: join(out, 'thousand-labels.png') });
  const names = page.locator('.ed-labels .ed-label-name');
  await page.locator('.ed-labels').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await names.filter({ hasText: 'label 989' }).waitFor();
  await page.getByLabel('Search labels').fill('label 987');
  await names.filter({ hasText: 'label 987' }).waitFor();
  await tellPause(page, 'scrolled and searched');
  await press('Escape', 'Escape');
  await drawBox(page, 0.8, 0.8);
  await save(page);
  await tellPause(page, 'drawn and saved');
  check(!(await page.evaluate(() => globalThis.pwned)), 'a name was carried out');
  const { shapes } = await annotations(work);
  check(shapes.length === WORDS.length + 2, `${shapes.length} shapes`);
  const lengths = shapes.flatMap(({ attributes: list }) => list.map(({ value }) => value.length));
  check(lengths.includes(text.length), `texts of ${[...new Set(lengths)].filter((one) => one > 50)} characters`);
  check(Math.max(...lengths) === 4096, `the longest text has ${Math.max(...lengths)} characters`);
});

await step('frames of one pixel and of thirty thousand, and a job whose frames are all deleted', page, async () => {
  const work = await makeTask('sizes', [picture('0.jpg', 1, 1), picture('1.jpg', 30_000, 200), picture('2.jpg', 800, 600)]);
  await openJob(page, work, '?frame=0');
  await drawBox(page, 0.45, 0.45);
  await focus();
  await press('Escape', 'f');
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
  await panAndZoom();
  await page.screenshot({ path: join(out, 'wide.png') });
  await drawBox(page, 0.45, 0.48);
  await save(page);
  await tellPause(page, 'drawn on both');
  const { shapes } = await annotations(work);
  check(shapes.every(({ points }) => points.every(Number.isFinite)), JSON.stringify(shapes));
  await limn.call('PATCH', `/api/jobs/${work.job}/data/meta`, { deleted_frames: [0, 1, 2] });
  await page.goto(`${limn.url}/tasks/${work.task}/jobs/${work.job}`);
  await page.locator('.ed-surface').waitFor();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(out, 'all-deleted.png') });
  await focus();
  await press('f', 'd', 'v', 'c');
  check(await page.locator('.ed-surface').isVisible(), 'the editor is gone');
});

await step('a video without a picture is refused with words, and its task stays usable', page, async () => {
  const clip = join(out, 'none.mp4');
  writeFileSync(clip, Buffer.alloc(0));
  let told = '';
  await makeTask('none', [clip]).catch((error) => (told = error.message));
  console.log(`        ${told.slice(0, 200)}`);
  check(told && !/500/.test(told), 'it was taken, or the server failed');
  const { results: [task] } = await limn.api('/api/tasks?sort=-id&page_size=1');
  await page.goto(`${limn.url}/tasks/${task.id}`);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(out, 'no-video.png') });
});

await step('coordinates from nowhere: huge, far outside, of no extent', page, async () => {
  const work = await makeTask('nowhere', photos);
  const odd = [[1e300, 1e300, 2e300, 2e300], [-1e12, -1e12, 1e12, 1e12], [5, 5, 5, 5], [700, 500, 100, 100], [1e-300, 0, 1e-299, 1]];
  for (const points of odd) await patch(work, 'create', { shapes: [box(work.labels.car, points)] }).catch((error) => console.log(`        refused: ${error.message.slice(0, 120)}`));
  for (const [type, points] of [['polygon', [1e200, 0, 0, 1e200, -1e200, -1e200]], ['ellipse', [400, 300, 1e155, -1e155]], ['polyline', [0, 0, 1e17, 1e17]], ['points', [-5e9, 7]], ['cuboid', Array.from({ length: 16 }, (_, i) => (i % 2 ? 1e100 : -1e100))]])
    await patch(work, 'create', { shapes: [{ type, frame: 0, label_id: work.labels.car, points }] }).catch((error) => console.log(`        refused: ${error.message.slice(0, 120)}`));
  await openJob(page, work);
  await panAndZoom();
  const rows = await page.locator('.ed-row').count();
  for (let i = 0; i < rows; i += 1) {
    await page.locator('.ed-row').nth(i).click();
    await page.keyboard.press('Enter'); // shows it
    await shown();
  }
  await focus();
  await press('0');
  await panAndZoom();
  await page.screenshot({ path: join(out, 'nowhere.png') });
  await press('Control+a', 'ArrowRight', 'Control+z', 'Delete');
  await drawBox(page, 0.5, 0.5);
  await save(page);
  await tellPause(page, 'opened, shown, moved, deleted, saved');
  check((await annotations(work)).shapes.length === 1, `${(await annotations(work)).shapes.length} shapes`);
});

await end(limn);
