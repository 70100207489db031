// What the tests of the sidebar share: labels, a job with a few objects, and reading what is listed.
import { join } from 'node:path';
import { settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [{ name: 'colour', mutable: false, input_type: 'select', default_value: 'red', values: ['red', 'blue'] }] },
  {
    name: 'person',
    color: '#3b82f6',
    type: 'any',
    attributes: [{ name: 'colour', mutable: false, input_type: 'select', default_value: 'red', values: ['red', 'blue'] }],
  },
  { name: 'sign', color: '#10b981', type: 'any', attributes: [] },
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
];

export const box = (made, frame, label, [x, y, width, height], more = {}) => ({
  type: 'rectangle',
  frame,
  label_id: made.labels[label].id,
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

/** Waits until what is read is what is wanted. */
export async function same(read, wanted, what) {
  let found;
  const fits = async () => JSON.stringify((found = await read())) === JSON.stringify(wanted);
  await until(what, fits).catch((error) => {
    throw new Error(`${error.message}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  });
}
export const texts = async (where) => (await where.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

/** Chooses from the list that a field opens. */
export async function select(field, name) {
  await field.click();
  await field.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: name }).first().click();
}

/** A browser and a server with a job of a few objects, and somebody who is signed in; no job is open yet. */
export async function startSidebar(name) {
  const started = await startBrowser(name);
  const limn = await startLimn(join(started.out, 'data'));

  // A task of grey pictures with names of their own.
  const makeTask = async (title, files) => {
    const greys = files.map((file, i) => picture(join(started.out, file), `color=c=0x${(40 + 20 * i).toString(16).repeat(3)}:size=1280x720`));
    const made = await limn.makeTask({ name: title, labels: LABELS }, greys);
    const attribute = (label, value) => made.labels[label].attributes.map((spec) => ({ spec_id: spec.id, value }));
    return { ...made, attribute, address: `${limn.url}/tasks/${made.task}/jobs/${made.job}` };
  };
  const photos = await makeTask('sidebar', ['dawn.png', 'noon.png', 'dusk.png', 'midnight.png']);
  await limn.call('PUT', `/api/jobs/${photos.job}/annotations`, {
    version: 0,
    tags: [{ frame: 0, label_id: photos.labels.night.id, group: 0, source: 'manual', attributes: [] }],
    shapes: [
      box(photos, 0, 'car', [100, 100, 200, 100]),
      box(photos, 0, 'car', [400, 100, 60, 60], { attributes: photos.attribute('car', 'blue'), occluded: true }),
      box(photos, 0, 'person', [600, 100, 40, 120], { z_order: 2 }),
      box(photos, 0, 'person', [700, 100, 40, 120], { source: 'auto', group: 5 }),
      box(photos, 0, 'sign', [900, 300, 30, 30], { group: 5 }),
      box(photos, 2, 'sign', [900, 300, 30, 30]),
    ],
    tracks: [],
  });
  const page = await started.newPage();
  const step = (title, act) => started.step(title, page, act);
  await signIn(page, limn.url, 'admin', 'password');

  const filter = () => page.getByLabel('Filter the objects');
  const rows = () => page.locator('.ed-row:not(.ed-group-row)');
  const names = () => texts(rows().locator('.ed-row-name'));
  const count = () => page.locator('.ed-count').innerText();
  const selected = () => texts(page.locator('.ed-row.ed-selected .ed-row-name'));
  async function filterBy(text) {
    await filter().fill(text);
    await filter().press('Enter');
    await filter().press('Escape');
  }
  async function openJob(made, query = '') {
    await page.goto('about:blank');
    await page.goto(made.address + query);
    await page.locator('.ed-layer-shapes').waitFor();
    await settled(page);
  }
  const option = (name) => page.locator('.ant-dropdown:not(.ant-dropdown-hidden)').getByRole('menuitem', { name, exact: true });
  async function choose(name) {
    await page.getByLabel('Order and groups', { exact: true }).click();
    await option(name).click();
  }
  const tab = (name) => page.getByRole('tab', { name, exact: true }).click();
  const frameNow = () => page.getByLabel('Frame number').inputValue();
  const saved = async () => {
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /Saved/ }).waitFor();
    return (await limn.api(`/api/jobs/${photos.job}/annotations`)).shapes;
  };
  /** Where a pixel of the image is on the page; the whole image is shown. */
  async function at(x, y) {
    const area = await page.locator('.ed-surface').boundingBox();
    const scale = Math.min((area.width - 24) / 1280, (area.height - 24) / 720);
    return [area.x + area.width / 2 + (x - 640) * scale, area.y + area.height / 2 + (y - 360) * scale];
  }

  return { ...started, step, limn, page, makeTask, photos, filter, rows, names, count, selected, filterBy, openJob, option, choose, tab, frameNow, saved, at };
}
