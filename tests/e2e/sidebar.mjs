// The sidebar of the editor in Chromium, on a server of its own: filtering, grouping, changing many objects at once, how things
// look and that it is kept, and a list of ten thousand objects. Screenshots go to tests/e2e/out/sidebar. Ends in "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, seriousFindings, settled, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';

const { out, browser, totals, problems, newPage, step } = await startBrowser('out/sidebar');
const limn = await startLimn(join(out, 'data'));

const LABELS = [
  {
    name: 'car',
    color: '#ff6b35',
    type: 'any',
    attributes: [
      {
        name: 'colour',
        mutable: false,
        input_type: 'select',
        default_value: 'red',
        values: ['red', 'blue'],
      },
    ],
  },
  {
    name: 'person',
    color: '#3b82f6',
    type: 'any',
    attributes: [
      {
        name: 'colour',
        mutable: false,
        input_type: 'select',
        default_value: 'red',
        values: ['red', 'blue'],
      },
    ],
  },
  { name: 'sign', color: '#10b981', type: 'any', attributes: [] },
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
];

/** A task of grey pictures with names of their own. */
async function makeTask(name, names) {
  const task = await limn.call('POST', '/api/tasks', { name, labels: LABELS });
  const form = new FormData();
  form.append('image_quality', '70');
  names.forEach((file, i) => {
    const path = join(out, file);
    execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `color=c=0x${(40 + 20 * i).toString(16).repeat(3)}:size=1280x720`, '-frames:v', '1', path]);
    form.append(`client_files[${i}]`, new Blob([readFileSync(path)]), file);
  });
  const { rq_id: request } = await limn.call('POST', `/api/tasks/${task.id}/data`, form);
  await limn.finished(request);
  const [job] = (await limn.api(`/api/jobs?task_id=${task.id}`)).results;
  const labels = (await limn.api(`/api/labels?job_id=${job.id}`)).results;
  const id = (label) => labels.find((one) => one.name === label).id;
  const attribute = (label, value) => {
    const [spec] = labels.find((one) => one.name === label).attributes;
    return spec ? [{ spec_id: spec.id, value }] : [];
  };
  return {
    task: task.id,
    job: job.id,
    id,
    attribute,
    address: `${limn.url}/tasks/${task.id}/jobs/${job.id}`,
  };
}

const box = (made, frame, label, [x, y, width, height], more = {}) => ({
  type: 'rectangle',
  frame,
  label_id: made.id(label),
  group: 0,
  source: 'manual',
  occluded: false,
  outside: false,
  z_order: 0,
  rotation: 0,
  points: [x, y, x + width, y + height],
  attributes: made.attribute(label, 'red'),
  elements: [],
  ...more,
});

const photos = await makeTask('sidebar', ['dawn.png', 'noon.png', 'dusk.png', 'midnight.png']);
await limn.call('PUT', `/api/jobs/${photos.job}/annotations`, {
  version: 0,
  tags: [
    {
      frame: 0,
      label_id: photos.id('night'),
      group: 0,
      source: 'manual',
      attributes: [],
    },
  ],
  shapes: [
    box(photos, 0, 'car', [100, 100, 200, 100]),
    box(photos, 0, 'car', [400, 100, 60, 60], {
      attributes: photos.attribute('car', 'blue'),
      occluded: true,
    }),
    box(photos, 0, 'person', [600, 100, 40, 120], { z_order: 2 }),
    box(photos, 0, 'person', [700, 100, 40, 120], { source: 'auto', group: 5 }),
    box(photos, 0, 'sign', [900, 300, 30, 30], { group: 5 }),
    box(photos, 2, 'sign', [900, 300, 30, 30]),
  ],
  tracks: [],
});

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

/** Waits until something holds. */
async function until(holds, what) {
  for (let i = 0; i < 60; i += 1) {
    if (await holds()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(typeof what === 'function' ? await what() : what);
}
const filter = () => page.getByLabel('Filter the objects');
const rows = () => page.locator('.ed-row:not(.ed-group-row)');
const names = async () => (await rows().locator('.ed-row-name').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
async function filterBy(text) {
  await filter().fill(text);
  await filter().press('Enter');
  await page.keyboard.press('Escape');
}
async function openJob(made, query = '') {
  await page.goto(made.address + query);
  await page.locator('.ed-surface canvas').first().waitFor();
  await settled(page);
}
const choose = async (button, item) => {
  await page.getByLabel(button, { exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await page.waitForTimeout(250);
};
const frameNow = () => page.getByLabel('Frame number').inputValue();

await step('everything on the frame is listed', page, async () => {
  await openJob(photos);
  check((await names()).join() === 'night 1,car 2,car 3,person 4,person 5,sign 6', `listed: ${await names()}`);
});

await step('a filter leaves what fits, in the list and on the canvas', page, async () => {
  await filterBy('label:car width>100');
  check((await names()).join() === 'car 2', `left: ${await names()}`);
  check((await page.locator('.ed-count').innerText()) === '1 of 6', 'the count does not tell what is left');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  check((await page.locator('.ed-details header').innerText()).includes('car 2'), 'the canvas selects what the filter hides');
  await page.keyboard.press('Escape');
});

await step('mistakes are said, and change nothing', page, async () => {
  await filterBy('label:carr');
  check((await page.locator('.ed-mistake').innerText()) === 'No label is called carr. Is car meant?', 'the mistake is not said');
  check((await names()).join() === 'car 2', 'the list changed');
  await filterBy('');
  check((await rows().count()) === 6, 'the filter is not taken away');
});

await step('fields, labels and values are completed', page, async () => {
  await filter().fill('');
  await filter().pressSequentially('lab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(100);
  await page.keyboard.type('per');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  check((await filter().inputValue()) === 'label:person', `completed to ${await filter().inputValue()}`);
  check((await names()).join() === 'person 4,person 5', `left: ${await names()}`);
  await filterBy('');
});

await step('a link shows one object', page, async () => {
  const { shapes } = await limn.api(`/api/jobs/${photos.job}/annotations`);
  const last = shapes.find((shape) => shape.frame === 2);
  await openJob(photos, `?serverID=${last.id}&type=shape`);
  await until(
    async () => (await frameNow()) === '2',
    async () => `frame ${await frameNow()} is shown`,
  );
  check((await rows().count()) === 1, 'other objects are listed, too');
});

await step('next and previous look for filtered and for empty frames', page, async () => {
  await openJob(photos);
  await filterBy('label:sign');
  await page.getByLabel(/^Next frame/).click({ button: 'right' });
  await page
    .getByRole('menuitem', {
      name: 'Next frame with objects that the filter leaves',
    })
    .click();
  await page.getByLabel(/^Next frame/).click();
  check((await frameNow()) === '2', `the filtered search went to ${await frameNow()}`);
  await page.getByLabel(/^Next frame/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Next frame without objects' }).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('ArrowRight');
  check((await frameNow()) === '3', `the empty search went to ${await frameNow()}`);
  await page.keyboard.press('ArrowLeft');
  check((await frameNow()) === '1', `the empty search went back to ${await frameNow()}`);
});

await step('the list is grouped, and groups close', page, async () => {
  await openJob(photos);
  await choose('Order and groups', 'By label');
  const heads = page.locator('.ed-group-row');
  const titles = (await heads.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  check(titles.join() === 'car 2,night 1,person 2,sign 1', `groups: ${titles}`);
  await heads.first().click();
  check((await rows().count()) === 4, 'a closed group shows its rows');
  await page.getByLabel('Close all groups').click();
  check((await rows().count()) === 0, 'closing all leaves rows');
  await page.getByLabel('Open all groups').click();
  check((await rows().count()) === 6, 'opening all does not bring the rows back');
});

await step('order and groups are kept with the account', page, async () => {
  await choose('Order and groups', 'Newest first');
  await page.waitForTimeout(900);
  await openJob(photos);
  await until(
    async () => (await names())[0] === 'car 3',
    async () => `first is ${(await names())[0]}`,
  );
  await choose('Order and groups', 'Not grouped');
  await choose('Order and groups', 'Oldest first');
});

await step('the keyboard walks through the list', page, async () => {
  await page.getByRole('grid', { name: 'Objects on this frame' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  check((await page.locator('.ed-row.ed-selected').count()) === 2, 'two rows are not selected');
  await page.keyboard.press('l');
  check((await page.locator('.ed-row').getByLabel('Unlock').count()) === 2, 'the key does not lock them');
  await page.keyboard.press('l');
  const findings = await seriousFindings(page);
  check(findings.length === 0, findings.join('\n'));
});

const many = await makeTask('many', ['field.png']);
await step('ten thousand objects are listed, scrolled through and filtered', page, async () => {
  await limn.call('PUT', `/api/jobs/${many.job}/annotations`, {
    version: 0,
    tags: [],
    shapes: Array.from({ length: 10000 }, (_, i) => box(many, 0, ['car', 'person', 'sign'][i % 3], [(i % 125) * 10, Math.floor(i / 125) * 9, 4 + (i % 5), 6])),
    tracks: [],
  });
  await openJob(many);
  check((await page.locator('.ed-count').innerText()) === '10,000 objects', `count: ${await page.locator('.ed-count').innerText()}`);
  check((await rows().count()) < 60, 'rows out of sight exist');
  const frames = await page.evaluate(async () => {
    const list = document.querySelector('.ed-list');
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 90; i += 1) {
      list.scrollTop += 400;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  });
  console.log(`        scrolling 10,000 objects: median ${frames[45].toFixed(1)} ms a frame, p95 ${frames[85].toFixed(1)} ms`);
  await page.evaluate(() => document.querySelector('.ed-list').scrollTo(0, 1e9));
  await page.waitForTimeout(100);
  check((await names()).at(-1) === 'car 10000', `last is ${(await names()).at(-1)}`);
  await filterBy('label:sign width>7');
  check(/^\d,\d{3} of 10,000$/.test(await page.locator('.ed-count').innerText()), `count: ${await page.locator('.ed-count').innerText()}`);
  check(
    (await names()).every((name) => name.startsWith('sign')),
    'something else is left',
  );
});

check(problems.length === 0, `errors of the page: ${problems.join('; ')}`);
await browser.close();
await limn.stop();
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed ? 1 : 0);
