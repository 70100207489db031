// Two replicas of a job side by side in Chromium, on a server of its own: the same frame and the same part of the picture on
// both, what differs outlined and listed, objects copied over. Screenshots go to tests/e2e/out/beside. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, onFrame, seriousFindings, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('beside');
const limn = await startLimn(join(out, 'data'));

const yard = [0, 1, 2].map((i) => picture(join(out, `yard_${i}.jpg`), `testsrc=size=640x360:rate=1:duration=1,hue=h=${60 * i}`));
const labels = ['car', 'person'].map((name, i) => ({ name, color: ['#2f80ed', '#eb5757'][i], type: 'any', attributes: [] }));
const made = await limn.makeTask({ name: 'Yard', labels, consensus_replicas: 2 }, yard);
const parent = made.jobs.find((job) => job.type === 'annotation').id;
const [mine, theirs] = made.jobs.filter((job) => job.type === 'consensus_replica').map((job) => job.id);
const box = (label, frame, [x, y, width, height]) => ({ type: 'rectangle', frame, label_id: made.labels[label].id, points: [x, y, x + width, y + height], occluded: false, outside: false, z_order: 0, rotation: 0, source: 'manual', group: 0, attributes: [], elements: [] });
const annotate = (job, shapes) => limn.call('PUT', `/api/jobs/${job}/annotations`, { version: 0, tags: [], tracks: [], shapes });
await annotate(mine, [box('car', 0, [60, 60, 160, 100]), box('car', 0, [400, 200, 80, 80]), box('person', 0, [300, 40, 40, 90])]);
await annotate(theirs, [box('car', 0, [62, 61, 160, 100]), box('person', 0, [400, 200, 80, 80]), box('car', 0, [500, 60, 100, 70]), box('car', 2, [100, 100, 100, 70])]);

const page = await newPage();
const jobUrl = (job) => `${limn.url}/tasks/${made.task}/jobs/${job}?frame=0`;
const panel = () => page.getByRole('region', { name: /^Beside/ });
const rows = () => panel().getByRole('listitem');
const other = () => panel().getByRole('img', { name: /^Frame/ });
const menu = () => page.getByRole('button', { name: 'Menu of the job' }).click();

await signIn(page, limn.url, 'admin', 'password');
await page.goto(jobUrl(mine));
await page.locator('.ed-surface').waitFor();
await settled(page);

await step('another replica is shown beside, and what differs is outlined on both', page, async () => {
  await menu();
  await page.getByRole('menuitem', { name: 'Show beside' }).hover();
  const entries = page.getByRole('menuitem', { name: /^Job #/ });
  await entries.first().waitFor();
  check((await entries.count()) === 2, 'not the other replica and the job they are of');
  await page.getByRole('menuitem', { name: new RegExp(`^Job #${theirs}\\b`) }).click();
  await panel().waitFor();
  check((await rows().allTextContents()).join('; ') === 'car here, person there; person: only here; car: only there', (await rows().allTextContents()).join('; '));
  await until('three outlines here and there', async () => (await page.locator('.ed-difference').count()) === 4);
  await settled(page);
  await page.screenshot({ path: join(out, 'light.png') });
  const found = await seriousFindings(page, '.ed-beside');
  check(found.length === 0, found.join('\n'));
});

await step('both show the same part of the picture', page, async () => {
  const places = () => page.evaluate(() => [...document.querySelectorAll('.ed-difference[data-kind="label"]')].map((one) => { const mark = one.getBoundingClientRect(); const canvas = one.closest('.ed-canvas').getBoundingClientRect(); return [mark.x + mark.width / 2 - canvas.x - canvas.width / 2, mark.y + mark.height / 2 - canvas.y - canvas.height / 2, mark.width].map(Math.round); }));
  const alike = async () => { const [a, b] = await places(); return a.every((value, i) => Math.abs(value - b[i]) <= 1); };
  check(await alike(), JSON.stringify(await places()));
  const before = JSON.stringify(await places());
  const at = await other().boundingBox();
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.wheel(0, -300);
  check((await alike()) && JSON.stringify(await places()) !== before, `zooming there: ${JSON.stringify(await places())}`);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width / 2 + 40, at.y + at.height / 2 + 25, { steps: 3 });
  await page.mouse.up();
  check(await alike(), `moving there: ${JSON.stringify(await places())}`);
  await page.locator('#canvas').focus();
  await page.keyboard.press('0');
  check(await alike(), `fitting here: ${JSON.stringify(await places())}`);
});

await step('an object of the other job is copied over, and nothing differs by it any more', page, async () => {
  await rows().filter({ hasText: 'only there' }).getByRole('button').click();
  await panel().getByRole('button', { name: 'Copy into this job' }).click();
  await until('the copy', async () => (await rows().count()) === 2);
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Saved' }).waitFor();
  const { shapes } = await limn.api(`/api/jobs/${mine}/annotations`);
  check(shapes.length === 4 && shapes.some((shape) => shape.points.join() === '500,60,600,130'), JSON.stringify(shapes));
  check((await limn.api(`/api/jobs/${theirs}/annotations`)).shapes.length === 4, 'the other job has changed');
});

await step('frames go along, and the next one that differs is found', page, async () => {
  await panel().getByRole('button', { name: 'Next frame that differs' }).click();
  await onFrame(page, 2);
  await other().and(page.getByRole('img', { name: `Frame 2 of job #${theirs}` })).waitFor();
  check((await rows().allTextContents()).join() === 'car: only there', 'not what differs there');
  await panel().getByRole('button', { name: 'Next frame that differs' }).click();
  await page.locator('.ed-notices').getByText('No later frame differs.').waitFor();
});

await step('it is closed, and leaves nothing behind', page, async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(out, 'dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  await panel().getByRole('button', { name: 'Close the job beside' }).click();
  await panel().waitFor({ state: 'detached' });
  check((await page.locator('.ed-difference').count()) === 0, 'outlines are left');
});

await end(limn);
