// The work that annotators do all day, in Chromium, with every click, key and drag counted: each task must be done in as few of them
// as it says, and what is saved must be right. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, signIn, startBrowser } from './browser.mjs';
import { flatJpeg } from './flatJpeg.mjs';
import { startLimn } from './limn.mjs';

const { out, newPage, step, end } = await startBrowser('actions');
const limn = await startLimn(join(out, 'data'));
const IMAGE = { width: 1280, height: 720 };
const NODES = 17;

const circle = (id) =>
  `<circle r="1.5" cx="${10 + 5 * id}" cy="${20 + ((id * 37) % 60)}" data-type="element node" data-element-id="${id}" data-node-id="${id}" data-label-name="node ${id}"></circle>`;
const line = (id) => `<line data-type="edge" data-node-from="${id}" data-node-to="${id + 1}"></line>`;
const ids = Array.from({ length: NODES }, (_, i) => i + 1);
const LABELS = [
  { name: 'car', color: '#d9480f', type: 'any', attributes: [] },
  { name: 'person', color: '#1971c2', type: 'any', attributes: [] },
  {
    name: 'body',
    color: '#2f9e44',
    type: 'skeleton',
    attributes: [],
    sublabels: ids.map((id) => ({ name: `node ${id}`, type: 'points', attributes: [] })),
    svg: [...ids.map(circle), ...ids.slice(0, -1).map(line)].join(''),
  },
];
const CLASSES = ['sun', 'rain', 'snow'].map((name) => ({ name, type: 'tag', attributes: [] }));

async function makeTask(name, labels, frames) {
  const photo = (i) => flatJpeg(IMAGE.width, IMAGE.height, (x, y) => [90 + 9 * i, 130 + ((x + y) % 2) * 12, 120]);
  const { task, job, labels: found } = await limn.makeTask({ name, labels }, Array.from({ length: frames }, (_, i) => [`${i}.jpg`, photo(i)]));
  return { task, job, label: Object.fromEntries(Object.entries(found).map(([label, { id }]) => [label, id])) };
}

const page = await newPage({ viewport: { width: 1440, height: 900 } });
await signIn(page, limn.url, 'admin', 'password');

const annotations = ({ job }) => limn.api(`/api/jobs/${job}/annotations`);
const create = ({ job }, data) => limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, { shapes: [], tracks: [], tags: [], ...data });
const shape = (label_id, frame, more) => ({ frame, label_id, group: 0, source: 'manual', occluded: false, z_order: 0, rotation: 0, attributes: [], ...more });

let origin = null;
async function open({ task, job }, query = '?frame=0') {
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}${query}`);
  await page.locator('.ed-surface').waitFor();
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state, .ed-opening'));
  await page.waitForTimeout(800);
  const box = await page.locator('.ed-surface').boundingBox();
  const scale = Math.min((box.width - 24) / IMAGE.width, (box.height - 24) / IMAGE.height);
  origin = { scale, x: box.x + box.width / 2 - (IMAGE.width / 2) * scale, y: box.y + box.height / 2 - (IMAGE.height / 2) * scale };
}
const screen = ([x, y]) => [origin.x + x * origin.scale, origin.y + y * origin.scale];
const frameIs = (frame) => page.waitForFunction((wanted) => document.querySelector('[aria-label="Frame number"]')?.value === wanted, String(frame));
async function save() {
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
}

// What a person does; each counts.
let actions = 0;
const press = async (key) => {
  actions += 1;
  await page.keyboard.press(key);
};
const click = async (place) => {
  actions += 1;
  await page.mouse.move(...screen(place));
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForTimeout(40);
};
const dragOnScreen = async (from, to) => {
  actions += 1;
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await page.mouse.move(...to, { steps: 3 });
  await page.mouse.up();
};
const drag = (from, to) => dragOnScreen(screen(from), screen(to));

/** A task that takes so many actions. */
const task = (title, most, act) =>
  step(`${title}: ${most} actions`, page, async () => {
    const check = await act(() => {
      actions = 0;
    });
    const done = actions;
    await check();
    if (done > most) throw new Error(`it took ${done} actions`);
  });

const work = await makeTask('work', LABELS, 4);
const grid = Array.from({ length: 20 }, (_, i) => [60 + (i % 5) * 240, 40 + Math.floor(i / 5) * 170]);

await task('twenty boxes of one label, one key and forty clicks', 41, async (start) => {
  await open(work);
  start();
  await press('Shift+R');
  for (const [x, y] of grid) {
    await click([x, y]);
    await click([x + 120, y + 100]);
  }
  return async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await save();
    const { shapes } = await annotations(work);
    check(shapes.length === 20 && shapes.every(({ type, label_id }) => type === 'rectangle' && label_id === work.label.car), `${shapes.length} shapes`);
  };
});

await task('another label for fifteen objects, a drag and a key', 2, async (start) => {
  start();
  await page.keyboard.down('Shift');
  await drag([20, 20], [1270, 520]);
  await page.keyboard.up('Shift');
  await press('2');
  return async () => {
    await page.keyboard.press('Escape');
    await save();
    const { shapes } = await annotations(work);
    const persons = shapes.filter(({ label_id }) => label_id === work.label.person);
    check(persons.length === 15 && persons.every(({ points }) => points[1] < 500), `${persons.length} have it`);
  };
});

await task('a skeleton of seventeen nodes, one occluded and one not there', 19, async (start) => {
  await open(work, '?frame=1');
  start();
  await press('Shift+S');
  for (let i = 0; i < NODES; i += 1) {
    if (i === 4) await press('q');
    if (i === 9) await press('o');
    else await click([100 + 60 * i, 200 + ((i * 97) % 300)]);
  }
  return async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await save();
    const [body] = (await annotations(work)).shapes.filter(({ type }) => type === 'skeleton');
    check(body?.elements.length === NODES, `${body?.elements.length} nodes`);
    const { results } = await limn.api(`/api/labels?task_id=${work.task}`);
    const nodes = results.find(({ name }) => name === 'body').sublabels;
    const flags = ids.map((id) => body.elements.find(({ label_id }) => label_id === nodes.find(({ name }) => name === `node ${id}`).id));
    check(flags[4].occluded && flags[9].outside && flags.filter(({ occluded, outside }) => occluded || outside).length === 2, 'other nodes are marked');
  };
});

await task('a mask that came by itself corrected with the brush', 4, async (start) => {
  const side = 100;
  const points = [0, side * side, 400, 300, 400 + side - 1, 300 + side - 1];
  await create(work, { shapes: [shape(work.label.car, 2, { type: 'mask', points, source: 'auto' })] });
  await open(work, '?frame=2');
  start();
  await click([450, 350]);
  await page.keyboard.down('Shift');
  actions += 1;
  await page.mouse.dblclick(...screen([450, 350]));
  await page.keyboard.up('Shift');
  await drag([500, 350], [560, 350]);
  await press('n');
  return async () => {
    await page.keyboard.press('Escape');
    await save();
    const masks = (await annotations(work)).shapes.filter(({ type }) => type === 'mask');
    check(masks.length === 1, `${masks.length} masks`);
    const [left, top, right, bottom] = masks[0].points.slice(-4);
    check(left === 400 && right > 550 && top <= 300 && bottom >= 399, `it lies from ${left}, ${top} to ${right}, ${bottom}`);
  };
});

await task('everything of the frame before, by one key', 1, async (start) => {
  await create(work, { shapes: [shape(work.label.person, 2, { type: 'polygon', points: [700, 100, 800, 120, 760, 220] })] });
  await open(work, '?frame=3');
  start();
  await press('Shift+V');
  return async () => {
    await page.getByText(/^2 objects: 1 car, 1 person/).waitFor();
    await page.keyboard.press('Escape');
    await save();
    const { shapes } = await annotations(work);
    check(shapes.filter(({ frame }) => frame === 3).map(({ type }) => type).sort().join() === 'mask,polygon', 'other copies');
  };
});

const moving = await makeTask('moving', LABELS, 12);

await task('a track that drifts, by one drag on the timeline', 1, async (start) => {
  const key = (frame, x) => ({ type: 'rectangle', frame, points: [x, 200, x + 200, 350], occluded: false, outside: false, z_order: 0, rotation: 0, attributes: [] });
  await create(moving, { tracks: [{ label_id: moving.label.car, frame: 0, group: 0, source: 'manual', attributes: [], elements: [], shapes: [key(0, 100), key(9, 800)] }] });
  await open(moving);
  const rows = await page.locator('.ed-tl-rows').evaluate((element) => ({ left: element.getBoundingClientRect().left, width: element.clientWidth }));
  const row = await page.locator('.ed-tl-row').first().boundingBox();
  const at = (frame) => [rows.left + 168 + 16 + (frame * (rows.width - 168 - 32)) / 11, row.y + 12];
  start();
  await dragOnScreen(at(9), at(6));
  return async () => {
    await save();
    const [{ shapes }] = (await annotations(moving)).tracks;
    check(shapes.map(({ frame }) => frame).join() === '0,6', `keyframes on ${shapes.map(({ frame }) => frame)}`);
  };
});

const judged = await makeTask('judged', LABELS, 2);

await task('five objects of a frame reviewed, a key each, and on to the next', 5, async (start) => {
  const boxes = Array.from({ length: 5 }, (_, i) => shape(judged.label.car, 0, { type: 'rectangle', points: [50 + 200 * i, 100, 180 + 200 * i, 250] }));
  await create(judged, { shapes: [...boxes, shape(judged.label.car, 1, { type: 'rectangle', points: [50, 50, 200, 200] })] });
  await limn.call('PATCH', `/api/jobs/${judged.job}`, { stage: 'validation' });
  await open(judged);
  start();
  for (let i = 0; i < 5; i += 1) await press('a');
  return async () => {
    await frameIs(1);
    await page.getByText('5 of 6').waitFor();
  };
});

const classes = await makeTask('classes', CLASSES, 12);

await task('twelve images classified, a digit each', 12, async (start) => {
  await open(classes, '?frame=0&defaultWorkspace=tags');
  await page.getByRole('region', { name: 'Tags' }).waitFor();
  start();
  const began = Date.now();
  for (let i = 0; i < 12; i += 1) {
    await frameIs(i);
    await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
    await press(String(1 + (i % 3)));
  }
  console.log(`        ${((12 * 1000) / (Date.now() - began)).toFixed(1)} images a second`);
  return async () => {
    await save();
    const { tags } = await annotations(classes);
    const wanted = CLASSES.map(({ name }) => classes.label[name]);
    check(tags.length === 12 && tags.every(({ frame, label_id }) => label_id === wanted[frame % 3]), `${tags.length} tags`);
  };
});

await task('work of a tab that crashed, one click', 1, async (start) => {
  const doomed = await page.context().newPage();
  await doomed.goto(`${limn.url}/tasks/${moving.task}/jobs/${moving.job}?frame=0`);
  await doomed.locator('.ed-surface').waitFor();
  await doomed.waitForTimeout(1500);
  await doomed.keyboard.press('Shift+R');
  for (const place of [[300, 500], [420, 600]]) {
    await doomed.mouse.move(...screen(place));
    await doomed.mouse.down();
    await doomed.mouse.up();
  }
  await doomed.waitForTimeout(900);
  const crashed = doomed.waitForEvent('crash');
  doomed.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await doomed.close();
  await page.goto(`${limn.url}/tasks/${moving.task}/jobs/${moving.job}`);
  const dialog = page.getByRole('dialog').filter({ hasText: 'Unsaved work was found' });
  await dialog.waitFor();
  start();
  actions += 1;
  await dialog.getByRole('button', { name: 'Restore' }).click();
  return async () => {
    await dialog.waitFor({ state: 'detached' });
    await save();
    check((await annotations(moving)).shapes.length === 1, 'the box is not there');
  };
});

/** Files as they are dropped from a folder. */
async function dropFiles(files) {
  actions += 1;
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of list) transfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }));
    return transfer;
  }, files.map(({ name, content }) => ({ name, bytes: [...content] })));
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer: data });
}

await task('more images for a task, dropped on its page, and on to work', 3, async (start) => {
  const file = (name, value) => ({ name, content: flatJpeg(640, 480, () => [value, 100, 100]) });
  await page.goto(`${limn.url}/tasks/${classes.task}`);
  await page.getByRole('button', { name: 'Add images' }).waitFor();
  start();
  await dropFiles([file('new-10.jpg', 30), file('new-9.jpg', 60), file('3.jpg', 90), file('twin.jpg', 30)]);
  const dialog = page.getByRole('dialog', { name: /^Add images to task/ });
  await dialog.getByText('2 new frames from 12 on, in 1 new job').waitFor();
  await dialog.getByText('2 files are left out').click();
  await dialog.getByText('3.jpg: the task has this name already').waitFor();
  await dialog.getByText('twin.jpg: the same as new-10.jpg').waitFor();
  await dialog.getByText('New jobs: frames 12–13').waitFor();
  await dialog.getByText('First: new-9.jpg, new-10.jpg').waitFor();
  await page.screenshot({ path: join(out, 'add-images.png') });
  actions += 1;
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('2 frames were added, in 1 new job.').waitFor();
  await page.screenshot({ path: join(out, 'added-images.png') });
  actions += 1;
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return async () => {
    const jobs = (await limn.api(`/api/jobs?task_id=${classes.task}&sort=id`)).results;
    check(jobs.map(({ start_frame, stop_frame }) => `${start_frame}-${stop_frame}`).join() === '0-11,12-13', JSON.stringify(jobs.map((one) => [one.start_frame, one.stop_frame])));
    await page.getByRole('link', { name: `Job #${jobs[1].id}` }).first().waitFor();
    const { frames } = await limn.api(`/api/tasks/${classes.task}/data/meta`);
    check(frames.slice(-2).map(({ name }) => name).join() === 'new-9.jpg,new-10.jpg', 'another order');
    await open({ task: classes.task, job: jobs[1].id }, '?frame=13&defaultWorkspace=tags');
    await frameIs(13);
  };
});

await step('files that arrived before a tab was closed are added later', page, async () => {
  const form = new FormData();
  form.append('client_files[0]', new Blob([flatJpeg(320, 240, () => [7, 8, 9])]), 'late/one.jpg');
  await limn.call('POST', `/api/tasks/${classes.task}/frames`, form, undefined, { 'Upload-Multiple': 'true' });
  await page.goto(`${limn.url}/tasks/${classes.task}`);
  await page.getByRole('button', { name: '1 sent file was not added yet' }).click();
  const dialog = page.getByRole('dialog', { name: /^Add images to task/ });
  await dialog.getByText('1 new frame from 14 on').waitFor();
  await page.screenshot({ path: join(out, 'add-waiting.png') });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('1 frame was added, in 1 new job.').waitFor({ timeout: 30000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const { frames } = await limn.api(`/api/tasks/${classes.task}/data/meta`);
  check(frames.at(-1).name === 'late/one.jpg', frames.at(-1).name);
});

await step('a box drawn, labelled and saved, and on to the next frame, by keyboard alone', page, async () => {
  await open(moving, '?frame=2');
  const before = (await annotations(moving)).shapes.length;
  const keys = ['Shift+R', 'Enter', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Alt+ArrowDown'];
  for (const key of keys) await page.keyboard.press(key);
  await page.screenshot({ path: join(out, 'by-keys.png') });
  for (const key of ['Enter', 'Escape', 'Escape', 'Tab', 'Tab', '2', 'Control+s', 'f']) await page.keyboard.press(key);
  await frameIs(3);
  await page.getByRole('button', { name: /Saved/ }).waitFor();
  const { shapes } = await annotations(moving);
  const made = shapes.find(({ frame }) => frame === 2);
  check(shapes.length === before + 1 && made, `${shapes.length} shapes`);
  check(made.label_id === moving.label.person, 'it has the other label');
  const [left, top, right, bottom] = made.points;
  check(Math.abs(right - left - 100 / origin.scale) <= 2 && Math.abs(bottom - top - 50 / origin.scale - 1) <= 2, `it is ${right - left} by ${bottom - top}`);
});

await end(limn);
