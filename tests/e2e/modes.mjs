// The workspaces of the editor besides the standard one, for real: tag frames, set attributes, draw one shape a frame; save,
// reload, and ask the server. Screenshots go to tests/e2e/out-modes. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, onFrame, seriousFindings, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const FRAMES = 12;
const { out, newPage, step: named, end } = await startBrowser('modes');
const limn = await startLimn(join(out, 'data'));
const page = await newPage();
const step = (title, act) => named(title, page, act);

const photos = Array.from({ length: FRAMES }, (_, i) => picture(join(out, `photo_${String(i).padStart(2, '0')}.jpg`), `testsrc2=size=960x640:rate=1,hue=h=${i * 30}`));

const attribute = (name, input_type, values, default_value, mutable = false) => ({ name, input_type, values, default_value, mutable });
const LABELS = [
  {
    name: 'car',
    color: '#ff6b35',
    type: 'any',
    attributes: [
      attribute('colour', 'select', ['__undefined__', 'red', 'green', 'blue'], '__undefined__'),
      attribute('parked', 'checkbox', ['false'], 'false', true),
      attribute('seats', 'number', ['1', '9', '1'], '4'),
      attribute('plate', 'text', [''], ''),
    ],
  },
  { name: 'tree', color: '#22c55e', type: 'polygon', attributes: [] },
  { name: 'day', color: '#facc15', type: 'tag', attributes: [] },
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
  { name: 'rain', color: '#3b82f6', type: 'tag', attributes: [attribute('strength', 'radio', ['light', 'heavy'], 'light')] },
];

async function makeTask(name) {
  const { labels: label, ...made } = await limn.makeTask({ name, labels: LABELS }, photos);
  return { ...made, label };
}

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const annotations = (job) => limn.api(`/api/jobs/${job}/annotations`);

async function openJob({ task, job }, query = '') {
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}${query}`);
  await page.locator('.ed-surface').waitFor();
  await frameIs(query.includes('frame=') ? Number(/frame=(\d+)/.exec(query)[1]) : 0);
}

const frameIs = (frame) => onFrame(page, frame);

async function save() {
  await press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
}

// In light and dark, with an accessibility scan of what is open.
async function pictures(name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`) });
    const found = await seriousFindings(page);
    check(found.length === 0, `${colorScheme}: ${found.join('\n')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

await signIn(page, limn.url, 'admin', 'password');

const tagged = await makeTask('classes');

await step('choose the workspace, which the job remembers', async () => {
  await openJob(tagged);
  await page.locator('.ed-workspace').click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(out, 'workspaces.png') });
  await page.locator('.ant-select-item-option', { hasText: 'Tags' }).click();
  await page.getByRole('region', { name: 'Tags' }).waitFor();
  await openJob(tagged);
  await page.getByRole('region', { name: 'Tags' }).waitFor();
});

const tagsByFrame = async () => {
  const { tags } = await annotations(tagged.job);
  const nameOf = new Map(Object.values(tagged.label).map((one) => [one.id, one.name]));
  return tags.sort((a, b) => a.frame - b.frame).map((tag) => `${tag.frame} ${nameOf.get(tag.label_id)}`);
};

await step('a digit tags the frame and brings the next one', async () => {
  await page.locator('.ed-surface').focus();
  for (const [frame, key] of ['2', '3', '3', '4', '2'].entries()) {
    await frameIs(frame);
    await press(key);
  }
  await frameIs(5);
  await pictures('tags');
  await save();
  check((await tagsByFrame()).join() === '0 day,1 night,2 night,3 rain,4 day', (await tagsByFrame()).join());
});

await step('undo shows the frame again; the digit of a tag that is there takes it off and stays', async () => {
  await press('Control+z');
  await frameIs(4);
  await press('d');
  await frameIs(3);
  await press('4');
  await page.getByText('No tag on this frame.').waitFor();
  await frameIs(3);
  await save();
  check((await tagsByFrame()).join() === '0 day,1 night,2 night', (await tagsByFrame()).join());
});

await step('only frames without a tag; the chosen tag by its key, another key for a label', async () => {
  await press('Home');
  await frameIs(0);
  await page.getByRole('switch', { name: 'Only frames without a tag' }).click();
  await page.getByRole('button', { name: 'rain', exact: true }).click();
  await frameIs(3);
  await press('n');
  await frameIs(4);
  await page.getByRole('button', { name: /^Key of rain: 4/ }).click();
  await page.getByRole('menuitem', { name: /^2/ }).click();
  await page.getByRole('button', { name: 'Key of day: 4. Change it' }).waitFor();
  await page.locator('.ed-surface').focus();
  await press('2');
  await frameIs(5);
  await save();
  check((await tagsByFrame()).join() === '0 day,0 rain,1 night,2 night,3 rain,4 rain', (await tagsByFrame()).join());
});

await step('attributes of a tag; keys of other workspaces are silent', async () => {
  await press('d');
  await frameIs(4);
  await page.getByLabel('Tags on this frame').getByRole('button', { name: 'rain', exact: true }).click();
  await page.getByRole('radio', { name: 'heavy', exact: true }).click();
  await page.locator('.ed-surface').focus();
  await press('Shift+r', 'Control+a', 'Delete');
  await save();
  const { tags, shapes } = await annotations(tagged.job);
  check(tags.length === 6 && shapes.length === 0, `${tags.length} tags, ${shapes.length} shapes`);
  check(tags.find((tag) => tag.frame === 4).attributes[0].value === 'heavy', 'the attribute was not set');
});

// Objects of one job: two boxes and a tag on the first frame, a track over all, a box on the fourth.
const cars = await makeTask('cars');
const spec = Object.fromEntries(cars.label.car.attributes.map((one) => [one.name, one.id]));
const box = (frame, points) => ({ type: 'rectangle', frame, label_id: cars.label.car.id, points, source: 'manual', group: 0, attributes: [] });
const TRACK = { frame: 0, label_id: cars.label.car.id, source: 'manual', group: 0, attributes: [], elements: [], shapes: [{ type: 'rectangle', frame: 0, points: [700, 400, 800, 480], outside: false, occluded: false, attributes: [] }] };
const TAG = { frame: 0, label_id: cars.label.rain.id, source: 'manual', group: 0, attributes: [] };
await limn.call('PUT', `/api/jobs/${cars.job}/annotations`, { shapes: [box(0, [100, 100, 140, 130]), box(0, [300, 200, 700, 500]), box(3, [10, 10, 90, 90])], tracks: [TRACK], tags: [TAG] });

const attributesPanel = page.getByRole('region', { name: 'Attributes' });
const objectIs = (text) => attributesPanel.getByText(text, { exact: true }).waitFor();

await step('attributes: a link opens the workspace, on the first object', async () => {
  await openJob(cars, '?defaultWorkspace=attributes&frame=0');
  await objectIs('Object 1 of 4 on this frame');
  await pictures('attributes');
});

const firstFrame = async () => (await annotations(cars.job)).shapes.filter((shape) => shape.frame === 0).sort((a, b) => a.points[0] - b.points[0]);
const value = (object, name) => object.attributes.find((entry) => entry.spec_id === spec[name])?.value;

await step('digits choose values, the arrows the attribute, Tab the object', async () => {
  await page.locator('.ed-surface').focus();
  await press('1', 'Tab');
  await objectIs('Object 2 of 4 on this frame');
  await pictures('attributes-box');
  await page.locator('.ed-surface').focus();
  await press('2', 'ArrowDown', '0', 'ArrowDown', '5');
  await page.keyboard.type('7');
  await press('Enter', 'ArrowDown', '1');
  await page.keyboard.type('B-XY 12');
  await press('Enter', 'Tab');
  await objectIs('Object 3 of 4 on this frame');
  await press('ArrowDown', '0');
  await save();
  const [small, large] = await firstFrame();
  const set = ['colour', 'parked', 'seats', 'plate'].map((name) => value(small, name)).join();
  check(set === 'blue,true,7,B-XY 12', set);
  check(value(large, 'colour') === 'red', `the second is ${value(large, 'colour')}`);
  check((await annotations(cars.job)).tags[0].attributes[0].value === 'heavy', 'the tag has no attribute');
});

await step('a mutable attribute of a track makes a keyframe; frames and Tab go on over the job', async () => {
  await press('Tab', 'f', 'f');
  await frameIs(2);
  await objectIs('Object 1 of 1 on this frame');
  await attributesPanel.getByRole('button', { name: /^parked/ }).click();
  await page.locator('.ed-surface').focus();
  await press('0');
  await press('Tab');
  await frameIs(3);
  await objectIs('Object 1 of 2 on this frame');
  await press('Shift+Tab');
  await frameIs(2);
  await save();
  const [track] = (await annotations(cars.job)).tracks;
  const parked = track.shapes.map((shape) => `${shape.frame} ${value(shape, 'parked')}`).join();
  check(parked === '0 undefined,2 true' || parked === '0 false,2 true', parked);
});

await step('a zoom of one’s own is kept from object to object, until it is given up', async () => {
  const kept = page.getByText('Your own zoom is kept.');
  check((await kept.count()) === 0, 'the own zoom came from nowhere');
  await press('Home');
  await frameIs(0);
  await press('Control+=');
  await kept.waitFor();
  await press('Tab', 'Tab');
  await kept.waitFor();
  await page.screenshot({ path: join(out, 'attributes-own-zoom.png') });
  await page.getByRole('button', { name: 'Fit each object' }).click();
  await page.getByText('The zoom suits each object.').waitFor();
});

await step('after a reload everything is there', async () => {
  await openJob(cars, '?defaultWorkspace=Attribute%20annotation&frame=0');
  await objectIs('Object 1 of 4 on this frame');
  await page.locator('.ed-surface').focus();
  await press('Tab');
  await page.getByRole('button', { name: 'blue', pressed: true }).waitFor();
});

// One polygon of three points on each empty frame; something is on the second frame already.
const trees = await makeTask('trees');
await limn.call('PUT', `/api/jobs/${trees.job}/annotations`, { shapes: [{ ...box(1, [5, 5, 50, 50]), label_id: trees.label.car.id }], tracks: [], tags: [] });
const singlePanel = page.getByRole('region', { name: 'Single shape' });
const triangle = async () => {
  const area = await page.locator('.ed-surface').boundingBox();
  for (const [x, y] of [[0.4, 0.4], [0.6, 0.45], [0.5, 0.6]]) {
    await page.mouse.click(area.x + area.width * x, area.y + area.height * y);
    await page.waitForTimeout(330); // two clicks near each other are not a double click
  }
};

await step('single shape: a link gives label and number of points; each shape brings the next empty frame', async () => {
  await openJob(trees, '?defaultWorkspace=single_shape&defaultLabel=tree&defaultPointsCount=3&frame=0');
  await singlePanel.getByText('Frame 1 of 11').waitFor();
  await triangle();
  await frameIs(2);
  await pictures('single');
  await page.locator('.ed-surface').focus();
  await triangle();
  await frameIs(3);
  await press('s');
  await frameIs(4);
  await singlePanel.getByText('2 drawn', { exact: true }).waitFor();
});

await step('undo goes back to the frame; Escape keeps the tool in hand', async () => {
  await press('Control+z');
  await frameIs(2);
  await singlePanel.getByText('1 drawn', { exact: true }).waitFor();
  await press('Escape', 'Escape');
  await triangle();
  await frameIs(3);
});

await step('at the end the results are submitted', async () => {
  for (let frame = 3; frame < FRAMES; frame += 1) {
    await frameIs(frame);
    await press('s');
  }
  await singlePanel.getByText('That was the last frame. 9 were left without a shape.').waitFor();
  await pictures('single-finished');
  await page.getByRole('button', { name: 'Back to frame 3' }).click();
  await frameIs(3);
  await triangle();
  await frameIs(4);
  for (let frame = 4; frame < FRAMES; frame += 1) {
    await frameIs(frame);
    await press('s');
  }
  await page.getByRole('button', { name: 'Submit results' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('button', { name: 'Results are submitted' }).waitFor();
  const { shapes, tracks } = await annotations(trees.job);
  const drawn = shapes.filter((shape) => shape.type === 'polygon');
  check(drawn.map((shape) => shape.frame).sort().join() === '0,2,3', `on ${drawn.map((shape) => shape.frame)}`);
  check(drawn.every((shape) => shape.points.length === 6 && shape.label_id === trees.label.tree.id), 'no triangles of trees');
  check(tracks.length === 0, 'tracks were made');
  check((await limn.api(`/api/jobs/${trees.job}`)).state === 'completed', 'the job is not completed');
});

await end(limn);
