// Holes, outlines made simpler, the wand, superpixels, copies into another task, and skeletons of points, in Chromium on a server of its own.
// Screenshots go to tests/e2e/out/brushes. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, opened } from './browser.mjs';
import { LABELS, near, startTools } from './toolbox.mjs';

const { out, limn, page, step, end, makeTask, at, move, click, drag, press, annotations, shapesOn, openJob, save } = await startTools('brushes');

/** What was saved last on the last frame. */
const latest = async () => (await shapesOn(3)).sort((a, b) => a.id - b.id).at(-1);

await step('cut a hole into a polygon', async () => {
  await openJob(3);
  await press('Shift+p');
  await click([400, 300], [600, 300], [600, 500], [400, 500]);
  await press('n', 'Escape');
  await click([500, 330]);
  await press('Alt+h');
  await click([450, 350], [550, 350], [550, 450]);
  await move([450, 450]);
  await page.screenshot({ path: join(out, 'hole-under-way.png') });
  await click([450, 450]);
  await press('n', 'Escape');
  await save();
  check((await latest()).points.length === 20, `${(await latest()).points}`);
  // Where the bridge ends, two points of the ring are one corner.
  await drag([400, 300], [380, 280]);
  await save();
  const { points } = await latest();
  const moved = points.filter((x, i) => i % 2 === 0 && near([x, points[i + 1]], [380, 280]));
  check(points.length === 20 && moved.length === 2, `${points}`);
  await press('Escape');
  await click([500, 400]);
  check((await page.locator('.ed-row.ed-selected').count()) === 0, 'the hole is part of the polygon');
});

await step('simplify an outline, seen before it is kept', async () => {
  await press('Escape');
  await click([420, 480]);
  await press('Shift+y');
  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  await smoothing.focus();
  await press('ArrowRight', 'ArrowRight');
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(out, 'simplify-under-way.png') });
  await press('Escape');
  await save();
  check((await latest()).points.length === 20, 'given up, nothing changes');
  await press('Shift+y', 'n');
  await save();
  const { points } = await latest();
  check(points.length > 30, `${points}`);
  await press('Control+z');
  await save();
  check((await latest()).points.length === 20, 'one step takes it back');
  await press('Escape');
});

await step('paint with the wand, and fill what is enclosed', async () => {
  await press('Shift+6');
  const about = await page.locator('.ed-about').boundingBox();
  const below = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).className, [about.x + 20, about.y + about.height / 2]);
  check(below === 'ed-surface', `what the tool says about itself keeps presses from the picture: ${below}`);
  await click([1050, 250]);
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(out, 'wand-under-way.png') });
  await press('n');
  await save();
  const disc = await latest();
  check(disc.type === 'mask' && near(disc.points.slice(-4), [940, 140, 1160, 360], 6), `${disc.type} ${disc.points.slice(-4)}`);
  const area = ({ points }) => points.slice(0, -4).reduce((sum, run, i) => sum + (i % 2 ? run : 0), 0);
  check(Math.abs(area(disc) / (Math.PI * 110 ** 2) - 1) < 0.05, `${area(disc)} pixels`);
  await press('Shift+1');
  await drag([700, 500], [800, 500], [800, 600], [700, 600], [700, 500]);
  await press('Shift+5');
  await click([750, 550]);
  await press('n', 'Escape');
  await save();
  check(area(await latest()) > 100 * 100, `${area(await latest())} pixels`);
});

await step('paint superpixels', async () => {
  await press('Shift+7');
  await click([1050, 250]);
  await drag([1050, 250], [1050, 180], [1100, 250]); // they are still being found: nothing of it is lost
  await page.getByText('finishes the mask').first().waitFor();
  await press(']');
  await move([1000, 250]);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(out, 'superpixels-under-way.png') });
  const area = ({ points }) => points.slice(0, -4).reduce((sum, run, i) => sum + (i % 2 ? run : 0), 0);
  await press('n');
  await save();
  const { id, type, points } = await latest();
  const [left, top, right, bottom] = points.slice(-4);
  check(type === 'mask' && left >= 938 && top >= 138 && right <= 1162 && bottom <= 362, `${type} ${points.slice(-4)}`);
  check(area({ points }) > 32 * 70, `${area({ points })} pixels`);
  await press('Control+z', 'Escape');
  await save();
  check((await latest()).id !== id, 'undo takes all of it back');
});

await step('copy to a job of another task', async () => {
  await press('Control+a', 'Control+c');
  const copied = (await shapesOn(3)).length;
  const things = LABELS.filter(({ name }) => name === 'thing').map((label) => ({ ...label, attributes: [] }));
  const other = await makeTask([...things, { name: 'new here', attributes: [] }]);
  await page.goto(`${limn.url}/tasks/${other.task}/jobs/${other.job}?frame=1`);
  await opened(page);
  await press('Control+Shift+v');
  await page.waitForTimeout(400);
  await save();
  const { shapes } = await limn.api(`/api/jobs/${other.job}/annotations`);
  check(shapes.length === copied, `${shapes.length} of ${copied} arrived`);
  const [label] = (await limn.api(`/api/labels?task_id=${other.task}`)).results.filter(({ name }) => name === 'thing');
  check(shapes.every((shape) => shape.label_id === label.id && shape.frame === 1), 'other labels');
});

await step('turn points into a skeleton, and back', async () => {
  const own = await makeTask();
  const { results } = await limn.api(`/api/labels?task_id=${own.task}`);
  const thing = results.find(({ name }) => name === 'thing');
  const points = [600, 100, 600, 300, 500, 500, 700, 500];
  await limn.call('PATCH', `/api/jobs/${own.job}/annotations?action=create`, { tags: [], tracks: [], shapes: [{ type: 'points', frame: 0, label_id: thing.id, points, group: 0, attributes: [] }] });
  await page.goto(`${limn.url}/tasks/${own.task}/jobs/${own.job}?frame=0`);
  const row = page.locator('.ed-row').first();
  const stored = async () => (await limn.api(`/api/jobs/${own.job}/annotations`)).shapes;
  const convert = async (to) => {
    await row.click();
    await row.click({ button: 'right' });
    await page.getByText('Convert', { exact: true }).hover();
    await page.getByText(to, { exact: true }).waitFor();
    await page.screenshot({ path: join(out, 'exchange.png') });
    await page.getByText(to, { exact: true }).click();
    await save();
  };
  await opened(page);
  await convert('To skeleton: body');
  await page.screenshot({ path: join(out, 'exchanged.png') });
  const [skeleton, ...more] = await stored();
  check(!more.length && skeleton.type === 'skeleton', `${skeleton.type} and ${more.length} more`);
  check(skeleton.elements.map((one) => one.points).join() === points.join(), JSON.stringify(skeleton.elements));
  await press('Control+z');
  await save();
  check((await stored())[0].type === 'points', 'one undo does not bring the points back');
  await press('Control+y');
  await save();
  await convert('To points: thing');
  const [back] = await stored();
  check(back.type === 'points' && back.points.join() === points.join() && back.label_id === thing.id, JSON.stringify(back));
});

await end(limn);
