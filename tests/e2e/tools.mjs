// Every drawing and editing tool of the editor in Chromium, on a server of its own: each kind of shape is drawn, saved, loaded
// again and written anew, to the digit; then objects are combined, cut, converted and copied over frames. Screenshots go to
// tests/e2e/out/tools. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, onFrame } from './browser.mjs';
import { near, startTools } from './toolbox.mjs';

const { out, limn, page, step, end, task, job, findImage, at, move, click, drag, press, tool, option, annotations, shapesOn, openJob, save } = await startTools('tools');

const without = (ids) =>
  JSON.parse(JSON.stringify(ids, (key, value) => (key === 'id' || key === 'version' ? undefined : value)));
const inOrder = (data) => ({ ...data, shapes: [...data.shapes].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) });

await step('open the job', async () => {
  await openJob();
});

await step('draw boxes and lines', async () => {
  await tool('Rectangle');
  await click([60, 60]);
  await move([200, 150]);
  await page.screenshot({ path: join(out, 'rectangle-under-way.png') });
  await click([220, 160]);
  await option('Outermost points');
  await click([330, 60], [400, 110], [350, 170], [280, 100]);
  await press('Escape');
  await tool('Ellipse');
  await click([460, 60], [600, 160]);
  await tool('Polygon');
  await click([660, 60], [760, 50], [790, 130], [700, 170]);
  await press('n');
  await tool('Polyline');
  await click([60, 220], [160, 260], [240, 210]);
  await press('n');
  await tool('Points');
  await click([300, 220], [360, 250]);
  await press('n', 'Escape');
});

await step('draw cuboids', async () => {
  await tool('Cuboid');
  await drag([60, 320], [200, 430]);
  await option('4 points');
  await click([290, 340], [290, 440], [400, 440]);
  await move([450, 400]);
  await page.screenshot({ path: join(out, 'cuboid-under-way.png') });
  await click([450, 400]);
  await press('Escape');
});

await step('draw skeletons', async () => {
  await tool('Skeleton');
  await click([560, 300], [560, 380]);
  await press('q');
  await move([530, 450]);
  await page.screenshot({ path: join(out, 'skeleton-under-way.png') });
  await click([530, 450]);
  await press('o');
  await option('Box');
  await drag([640, 300], [720, 460]);
  await press('Escape');
});

await step('paint masks', async () => {
  await press('Shift+1');
  await page.getByLabel('Diameter of the brush in pixels').fill('40');
  await press('Enter');
  await drag([100, 560], [180, 540], [260, 580]);
  await drag([120, 600], [240, 620]);
  await press('Control+z');
  await move([200, 600]);
  await page.screenshot({ path: join(out, 'mask-under-way.png') });
  await press('n');
  await press('Shift+3');
  await click([340, 530], [440, 530], [440, 630], [340, 630]);
  await press('n');
  await press('Shift+2');
  await drag([390, 580], [392, 582]);
  await press('n');
  await press('Escape');
});

await step('cut out along an edge', async () => {
  await press('Shift+i');
  for (const p of [[1050, 140], [1160, 250], [1050, 360], [940, 250]]) {
    await click(p);
    await page.waitForTimeout(800); // the ways from here are being worked out
  }
  await page.screenshot({ path: join(out, 'scissors-under-way.png') });
  await press('n', 'Escape');
});

await step('tag the frame', async () => {
  await tool('Tag the frame');
  await page.getByRole('menuitem', { name: 'night' }).click();
});

let drawn = null;
await step('save every kind', async () => {
  await save();
  drawn = await annotations();
  const types = drawn.shapes.map((shape) => shape.type).sort();
  check(types.join() === 'cuboid,cuboid,ellipse,mask,mask,points,polygon,polygon,polyline,rectangle,rectangle,skeleton,skeleton', types.join());
  check(drawn.tags.length === 1, `${drawn.tags.length} tags`);
  const of = (type) => drawn.shapes.filter((shape) => shape.type === type);
  check(near(of('rectangle')[0].points, [60, 60, 220, 160]), `rectangle ${of('rectangle')[0].points}`);
  check(near(of('rectangle')[1].points, [280, 60, 400, 170]), `rectangle ${of('rectangle')[1].points}`);
  check(near(of('ellipse')[0].points, [530, 110, 600, 60]), `ellipse ${of('ellipse')[0].points}`);
  check(near(of('cuboid')[0].points.slice(0, 8), [60, 320, 60, 430, 200, 320, 200, 430]), `cuboid ${of('cuboid')[0].points}`);
  const [body] = of('skeleton');
  check(body.elements.map((one) => `${one.occluded}${one.outside}`).join() === 'falsefalse,falsefalse,truefalse,falsetrue', 'flags of the skeleton');
  const [stroke, square] = of('mask');
  check(near(square.points.slice(-4), [340, 530, 439, 629], 3), `mask ${square.points.slice(-4)}`);
  check(square.points.length > 9, 'nothing was erased');
  check(stroke.points.at(-1) < 610, 'the stroke taken back is there');
  const outline = of('polygon').at(-1).points;
  const off = outline.filter((_, i) => i % 2 === 0).map((x, i) => Math.abs(Math.hypot(x - 1050, outline[2 * i + 1] - 250) - 110));
  check(off.length > 12 && Math.max(...off) < 6, `the scissors left the edge by ${Math.max(...off)} with ${off.length} points`);
});

await step('reload and find everything to the digit', async () => {
  await openJob();
  check(JSON.stringify(await annotations()) === JSON.stringify(drawn), 'the stored annotations changed');
  await page.getByText('14 objects', { exact: true }).waitFor();
});

await step('delete and undo bring back the same to the digit', async () => {
  await page.locator('.ed-surface').focus();
  await press('Control+a', 'Delete');
  await save();
  check((await annotations()).shapes.length === 0, 'not everything was deleted');
  await press('Control+z');
  await save();
  const again = await annotations();
  check(JSON.stringify(inOrder(without(again)).shapes) === JSON.stringify(inOrder(without(drawn)).shapes), 'what came back differs');
});

await step('edit a skeleton, a cuboid and a mask', async () => {
  await click([560, 340]);
  await page.screenshot({ path: join(out, 'skeleton-selected.png') });
  await drag([560, 300], [575, 290]);
  await click([130, 380]);
  await page.screenshot({ path: join(out, 'cuboid-selected.png') });
  await drag([60, 375], [40, 375]);
  await page.keyboard.down('Shift');
  await page.mouse.dblclick(...at([180, 545]));
  await page.keyboard.up('Shift');
  await press('Shift+1');
  await drag([260, 590], [300, 600]);
  await press('n');
  await save();
  const heads = (await shapesOn(0)).filter((shape) => shape.type === 'skeleton').map((shape) => shape.elements[0].points);
  check(heads.some((points) => near(points, [575, 290])), `the heads are at ${heads.join(' and ')}`);
  const cuboids = (await shapesOn(0)).filter((shape) => shape.type === 'cuboid');
  check(cuboids.some((shape) => Math.abs(shape.points[0] - 40) < 2 && Math.abs(shape.points[4] - 200) < 2), 'the cuboid was not widened');
  check((await shapesOn(0)).some((shape) => shape.type === 'mask' && shape.points.at(-2) >= 315), 'nothing was painted on');
});

await step('hide and lock single nodes of a skeleton', async () => {
  const feet = async () => JSON.stringify((await shapesOn(0)).filter((shape) => shape.type === 'skeleton').map((shape) => shape.elements));
  const before = await feet();
  await click([680, 340]);
  await page.getByRole('button', { name: 'Lock head' }).click();
  await page.getByRole('button', { name: 'Hide right foot' }).click();
  await page.getByRole('button', { name: 'Show all parts (1 hidden)' }).waitFor();
  check(await page.getByRole('button', { name: 'head: occluded' }).isDisabled(), 'a locked node can be marked');
  await page.screenshot({ path: join(out, 'skeleton-parts.png') });
  await drag([680, 300], [700, 280]); // moves the view instead
  await press('0');
  await save();
  check((await feet()) === before, 'a locked node was moved');
  await page.getByRole('button', { name: 'Show all parts (1 hidden)' }).click();
  await page.getByRole('button', { name: 'Unlock head' }).click();
});

await step('select many and change them at once', async () => {
  await press('Escape', 'Escape');
  await page.keyboard.down('Shift');
  await drag([20, 300], [470, 470]);
  await page.keyboard.up('Shift');
  await page.getByText(/^2 objects:/).waitFor();
  await press('2');
  await press('q');
  await save();
  const cuboids = (await shapesOn(0)).filter((shape) => shape.type === 'cuboid');
  check(cuboids.every((shape) => shape.occluded), 'not all are occluded');
  const { results } = await limn.api(`/api/labels?task_id=${task}`);
  const other = results.find((label) => label.name === 'other').id;
  check(cuboids.every((shape) => shape.label_id === other), 'the label did not change');
  await press('Control+z', 'Control+z');
  await save();
  check((await shapesOn(0)).filter((shape) => shape.type === 'cuboid').every((shape) => !shape.occluded && shape.label_id !== other), 'two steps did not undo it');
});

await step('join and cut masks, convert them', async () => {
  await press('Escape', 'j');
  await click([180, 545], [360, 550]);
  await page.screenshot({ path: join(out, 'join-under-way.png') });
  await press('j');
  await save();
  check((await shapesOn(0)).filter((shape) => shape.type === 'mask').length === 1, 'not joined');
  await press('Escape', 'Alt+j');
  await click([710, 110]);
  await click([725, 51], [735, 110]);
  await move([745, 200]);
  await page.screenshot({ path: join(out, 'slice-under-way.png') });
  await click([745, 200]);
  await save();
  check((await shapesOn(0)).filter((shape) => shape.type === 'polygon').length === 3, 'not cut');
  await press('Escape');
  await click([140, 110]);
  await page.locator('.ed-row.ed-selected').click({ button: 'right' });
  await page.getByText('Convert', { exact: true }).hover();
  await page.getByText('To ellipse', { exact: true }).waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(out, 'row-menu.png') });
  await page.getByText('To ellipse', { exact: true }).click();
  await save();
  check((await shapesOn(0)).filter((shape) => shape.type === 'ellipse').length === 2, 'not converted');
  await press('Control+z');
});

await step('copy to other frames and take it back', async () => {
  await press('Escape', 'Escape');
  await click([130, 110]);
  await press('Control+b');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(out, 'propagate.png') });
  await page.getByRole('button', { name: 'Copy to 3 frames' }).click();
  await save();
  for (const frame of [1, 2, 3]) check((await shapesOn(frame)).length === 1, `frame ${frame} has no copy`);
  await press('Control+z');
  await save();
  check((await shapesOn(2)).length === 0, 'undo left copies');
  await press('Control+Shift+z');
  await press('f', 'f', 'f');
  await onFrame(page, 3);
  await press('Shift+v');
  await save();
  check((await shapesOn(3)).length === 2, 'nothing was copied from the previous frame');
});

await step('merge shapes into a track, and split it', async () => {
  await press('d', 'd');
  await onFrame(page, 1);
  await press('m');
  await click([130, 110]);
  await press('f');
  await onFrame(page, 2);
  await click([130, 110]);
  await page.screenshot({ path: join(out, 'merge-under-way.png') });
  const place = () => page.locator('.ed-surface').boundingBox().then(JSON.stringify);
  const before = await place();
  await press('m');
  await save();
  let { tracks } = await annotations();
  check(tracks.length === 1 && tracks[0].shapes.length === 3, `${tracks.length} tracks`);
  check((await place()) === before, `the first track moves the picture from ${before} to ${await place()}`);
  await page.getByRole('button', { name: 'Tracks: 1: Show the timeline' }).click();
  await page.getByRole('group', { name: 'Keyframes of the tracks' }).waitFor();
  await press('Escape', 'Control+0');
  await findImage(); // the timeline has opened below it
  await click([130, 110]);
  await press('Alt+m');
  await save();
  ({ tracks } = await annotations());
  check(tracks.length === 2, `${tracks.length} tracks after splitting`);
});

await step('measure', async () => {
  await press('d', 'd');
  await onFrame(page, 0);
  await press('Escape', 'Shift+x');
  await click([900, 420], [1180, 420], [1180, 620]);
  await move([940, 610]);
});

await end(limn);
