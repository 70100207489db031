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
  return { task: task.id, job: job.id, id, attribute, address: `${limn.url}/tasks/${task.id}/jobs/${job.id}` };
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
  tags: [{ frame: 0, label_id: photos.id('night'), group: 0, source: 'manual', attributes: [] }],
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

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

/** Waits until what is read is what is wanted. */
async function same(read, wanted, what) {
  let found;
  for (let i = 0; i < 80; i += 1) {
    found = await read();
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}
const filter = () => page.getByLabel('Filter the objects');
const rows = () => page.locator('.ed-row:not(.ed-group-row)');
const texts = async (where) => (await where.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
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
async function select(field, name) {
  await field.click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: name }).first().click();
}
const tab = (name) => page.getByRole('tab', { name, exact: true }).click();
const frameNow = () => page.getByLabel('Frame number').inputValue();
const saved = async () => {
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
  return (await limn.api(`/api/jobs/${photos.job}/annotations`)).shapes;
};

await step('everything on the frame is listed', page, async () => {
  await openJob(photos);
  await same(names, ['night 1', 'car 2', 'car 3', 'person 4', 'person 5', 'sign 6'], 'listed');
});

await step('a filter leaves what fits in the list and on the canvas', page, async () => {
  await filterBy('label:car width>100');
  await same(names, ['car 2'], 'left');
  await same(count, '1 of 6', 'count');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await same(() => texts(page.locator('.ed-details header strong')), ['car 2'], 'selected on the canvas');
  await page.keyboard.press('Escape');
});

await step('mistakes are said and change nothing', page, async () => {
  await filterBy('label:carr');
  await same(() => texts(page.locator('.ed-mistake')), ['No label is called carr. Is car meant?'], 'said');
  await same(names, ['car 2'], 'left');
  await filterBy('');
  await same(() => rows().count(), 6, 'rows without a filter');
});

await step('fields labels and values are completed', page, async () => {
  await filter().fill('');
  await filter().pressSequentially('lab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await same(() => filter().inputValue(), 'label:', 'field');
  await page.keyboard.type('per');
  await page.locator('.ant-select-item-option').filter({ hasText: 'person' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await same(() => filter().inputValue(), 'label:person', 'value');
  await same(names, ['person 4', 'person 5'], 'left');
  await filterBy('');
});

await step('a link shows one object', page, async () => {
  const { shapes } = await limn.api(`/api/jobs/${photos.job}/annotations`);
  const last = shapes.find((shape) => shape.frame === 2);
  await openJob(photos, `?serverID=${last.id}&type=shape`);
  await same(frameNow, '2', 'frame');
  await same(() => rows().count(), 1, 'rows');
});

await step('next and previous look for filtered and for empty frames', page, async () => {
  await openJob(photos, '?frame=0');
  await filterBy('label:sign');
  await page.getByLabel(/^Next frame/).click({ button: 'right' });
  await option('Next frame with objects that the filter leaves').click();
  await page.getByLabel(/^Next frame/).click();
  await same(frameNow, '2', 'the next frame with a sign');
  await page.getByLabel(/^Next frame/).click({ button: 'right' });
  await option('Next frame without objects').click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('ArrowRight');
  await same(frameNow, '3', 'the next empty frame');
  await page.keyboard.press('ArrowLeft');
  await same(frameNow, '1', 'the empty frame before');
});

await step('a frame is found by its name', page, async () => {
  await page.getByLabel('Find a frame by its name').click();
  await page.getByLabel('Name of the frame').pressSequentially('dus');
  await page.locator('.ant-select-item-option').filter({ hasText: 'dusk.png' }).waitFor();
  await page.keyboard.press('Enter');
  const dusk = await page.evaluate(() => document.querySelector('.ed-frame-name').textContent);
  check(dusk === 'dusk.png', `shown: ${dusk}`);
});

await step('the list is grouped and groups close', page, async () => {
  await openJob(photos, '?frame=0');
  await choose('By label');
  const heads = page.locator('.ed-group-row');
  await same(() => texts(heads), ['car 2', 'night 1', 'person 2', 'sign 1'], 'groups');
  await heads.first().locator('.ed-row-name').click();
  await same(() => rows().count(), 4, 'rows with one group closed');
  await page.getByLabel('Close all groups').click();
  await same(() => rows().count(), 0, 'rows with all groups closed');
  await page.getByLabel('Open all groups').click();
  await same(() => rows().count(), 6, 'rows with all groups open');
});

await step('order and groups are kept with the account', page, async () => {
  await choose('Newest first');
  await page.waitForTimeout(900);
  await openJob(photos, '?frame=0');
  await same(async () => (await names())[0], 'car 3', 'first');
  await choose('Not grouped');
  await choose('Oldest first');
});

await step('the keyboard walks through the list', page, async () => {
  await page.getByRole('grid', { name: 'Objects on this frame' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await same(selected, ['car 2', 'car 3'], 'selected');
  const unlock = page.locator('.ed-row').getByLabel('Unlock', { exact: true });
  await page.keyboard.press('l');
  await same(() => unlock.count(), 2, 'locked rows');
  await page.keyboard.press('l');
  await same(() => unlock.count(), 0, 'locked rows afterwards');
  const findings = await seriousFindings(page);
  check(findings.length === 0, findings.join('\n'));
});

await step('many objects are changed in one step of history', page, async () => {
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  const panel = page.locator('.ed-details');
  await same(() => texts(panel.locator('header strong')), ['5 objects: 2 car, 2 person, 1 sign'], 'summary');
  check((await panel.getByRole('button', { name: 'Occluded' }).getAttribute('aria-pressed')) === 'mixed', 'mixed flags do not show as mixed');
  await rows().filter({ hasText: 'car 2' }).locator('.ed-row-name').click();
  await page.keyboard.press('Control+Shift+a');
  await same(selected, ['car 2', 'car 3'], 'the same label');
  check((await panel.getByText('several values').count()) === 1, 'mixed values do not show as mixed');
  await select(panel.locator('.ed-attribute').filter({ hasText: 'colour' }).locator('.ant-select'), 'blue');
  await same(async () => (await saved()).filter((shape) => shape.frame === 0 && shape.attributes[0]?.value === 'blue').length, 2, 'blue cars');
  await panel.getByLabel('Layer').fill('4');
  await panel.getByLabel('Layer').press('Enter');
  await panel.getByLabel('Align left sides').click();
  await page.locator('.ed-surface').focus();
  await same(async () => (await saved()).filter((shape) => shape.z_order === 4).length, 2, 'shapes on layer 4');
  await page.keyboard.press('Delete');
  await same(() => rows().count(), 4, 'rows after deletion');
  await page.keyboard.press('Control+z');
  await same(() => rows().count(), 6, 'rows after undo');
});

await step('the history is a list to go back and forth in', page, async () => {
  await page.getByLabel('What was done').click();
  const steps = page.locator('.ed-step');
  await same(
    async () => (await texts(steps)).map((text) => text.replace(/ frame \d+$/, '')),
    ['As the job was opened', 'Changed attribute', 'Changed z order', 'Aligned objects', 'Removed objects'],
    'steps',
  );
  await steps.first().click();
  await same(() => page.locator('.ed-step.ed-undone').count(), 4, 'steps taken back');
  await page.keyboard.press('Escape');
  await page.locator('.ed-surface').click({ position: { x: 20, y: 300 } });
  await same(async () => (await saved()).filter((shape) => shape.z_order === 4).length, 0, 'shapes on layer 4 after going back');
});

await step('layers are shown one by one', page, async () => {
  const slider = page.getByRole('slider', { name: 'Topmost layer shown' });
  await slider.focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await same(selected, ['car 2', 'car 3', 'person 5', 'sign 6'], 'in view');
  await slider.focus();
  await page.keyboard.press('ArrowUp');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Escape');
});

/** Where a pixel of the image is on the page; the whole image is shown. */
async function at(x, y) {
  const area = await page.locator('.ed-surface').boundingBox();
  const scale = Math.min((area.width - 24) / 1280, (area.height - 24) / 720);
  return [area.x + area.width / 2 + (x - 640) * scale, area.y + area.height / 2 + (y - 360) * scale];
}

await step('what is selected is seen alone while a key is held', page, async () => {
  await rows().filter({ hasText: 'car 2' }).locator('.ed-row-name').click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.down('s');
  await page.mouse.click(...(await at(430, 130)));
  await same(selected, [], 'selected where something is hidden');
  await page.keyboard.up('s');
  await page.waitForTimeout(400);
  await page.mouse.click(...(await at(430, 130)));
  await same(selected, ['car 3'], 'selected afterwards');
});

await step('what is there is out of reach while drawing but for Alt', page, async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+r');
  await page.mouse.move(...(await at(440, 140)));
  await same(() => page.locator('.ed-row.ed-hovered').count(), 0, 'hovered');
  await page.keyboard.down('Alt');
  await page.mouse.click(...(await at(440, 140)));
  await page.keyboard.up('Alt');
  await same(selected, ['car 3'], 'selected with Alt');
  check(await page.locator('.ed-options').isVisible(), 'the drawing tool was put down');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

await step('labels are counted filtered and shown alone', page, async () => {
  await tab('Labels');
  await same(() => texts(page.locator('.ed-label-count')), ['2 / 2', '2 / 2', '1 / 2', '1 / 1'], 'counts');
  await page.getByLabel('Show car alone').click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await tab('Objects');
  await same(selected, ['car 2', 'car 3'], 'in view');
  await tab('Labels');
  await page.getByLabel('Show everything again').click();
  await page.getByLabel('Filter by sign').click();
  await tab('Objects');
  await same(names, ['sign 6'], 'left');
  await filterBy('');
});

const labelColour = async (name) => (await limn.api(`/api/labels?task_id=${photos.task}`)).results.find((one) => one.name === name).color;
await step('a label is given another colour, and keeps its own where that is refused', page, async () => {
  await tab('Labels');
  await page.getByLabel('Colour of sign, for everybody. Change it').click();
  const hex = page.locator('.ant-popover:not(.ant-popover-hidden) .ant-color-picker-hex-input input');
  await hex.fill('aa3377');
  await hex.press('Enter');
  await same(() => labelColour('sign'), '#aa3377', 'colour on the server');
  await page.screenshot({ path: join(out, 'label-colour.png') });
  await page.context().route('**/api/labels/*', (route) => route.fulfill({ status: 403, json: { detail: 'You may not.' } }));
  await hex.fill('112233');
  await hex.press('Enter');
  await page.getByText(/sign keeps its colour/).first().waitFor();
  await page.context().unroute('**/api/labels/*');
  await page.keyboard.press('Escape');
  const shown = await page.locator('.ed-labels li', { hasText: 'sign' }).locator('.ed-swatch').evaluate((one) => getComputedStyle(one).backgroundColor);
  check(shown === 'rgb(170, 51, 119)', `shown: ${shown}`);
  check((await labelColour('sign')) === '#aa3377', 'changed all the same');
  await tab('Objects');
});

await step('rows show what they are about as pictures', page, async () => {
  await choose('With pictures');
  const pictures = page.locator('.ed-row-picture');
  await same(() => pictures.count(), 5, 'pictures');
  const painted = (canvas) => canvas.getContext('2d').getImageData(17, 17, 1, 1).data[3];
  await same(() => pictures.first().evaluate(painted), 255, 'opacity in the middle');
  const height = await page.locator('.ed-row').first().evaluate((row) => row.getBoundingClientRect().height);
  check(height === 38, `${height} px high`);
  await page.screenshot({ path: join(out, 'pictures.png') });
  await choose('Without pictures');
  await same(() => pictures.count(), 0, 'pictures afterwards');
});

await step('a tag is taken off on the picture', page, async () => {
  await page.getByLabel('Take the tag night off').click();
  await same(() => rows().count(), 5, 'rows');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+z');
  await same(() => rows().count(), 6, 'rows after undo');
});

await step('how things look is kept with the account', page, async () => {
  await tab('View');
  await select(page.locator('.ed-field').filter({ hasText: 'Colour by' }).locator('.ant-select'), 'Attribute');
  await page.getByText('All', { exact: true }).click();
  await page.locator('.ed-field').filter({ hasText: 'Bitmap on black' }).getByRole('switch').click();
  await page.locator('.ed-surface.ed-bitmap').waitFor();
  await page.waitForTimeout(900);
  await openJob(photos, '?frame=0');
  await page.locator('.ed-surface.ed-bitmap').waitFor();
  const { 'editor.appearance': look, 'editor.text': text } = await limn.api('/api/users/self/settings');
  check(look.colourBy === 'attribute' && look.colourAttribute === 'colour' && look.bitmap && text.show === 'always', `kept: ${JSON.stringify({ look, text })}`);
  await tab('View');
  await page.locator('.ed-field').filter({ hasText: 'Bitmap on black' }).getByRole('switch').click();
  await same(() => page.locator('.ed-surface.ed-bitmap').count(), 0, 'bitmaps');
});

await step('a job opens as it was left', page, async () => {
  // Numbers in the list begin anew whenever a job is opened.
  const car = rows().filter({ hasText: 'car' }).first();
  const sign = rows().filter({ hasText: 'sign' });
  await tab('Objects');
  await car.locator('.ed-row-name').click();
  await page.keyboard.press('h');
  await sign.locator('.ed-row-name').click();
  await page.keyboard.press('l');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('f');
  await page.keyboard.press('f');
  await same(frameNow, '2', 'frame');
  await openJob(photos);
  await same(frameNow, '2', 'frame after opening');
  await page.keyboard.press('Home');
  await car.getByLabel('Show', { exact: true }).waitFor();
  await sign.getByLabel('Unlock', { exact: true }).waitFor();
});

await step('colours and a filter tell who changed what', page, async () => {
  const kinds = async () => (await names()).map((name) => name.split(' ')[0]).sort();
  await limn.call('POST', '/api/auth/register', { username: 'mia.lee', first_name: 'Mia', last_name: 'Lee', email: 'mia@example.org', password1: 'a long password 7', password2: 'a long password 7' });
  const [mia] = (await limn.api('/api/users?search=mia.lee')).results;
  await limn.call('PATCH', `/api/jobs/${photos.job}`, { assignee: mia.id });
  const sign = (await limn.api(`/api/jobs/${photos.job}/annotations`)).shapes.find((shape) => shape.frame === 0 && shape.label_id === photos.id('sign'));
  const answer = await fetch(`${limn.url}/api/jobs/${photos.job}/annotations?action=update`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', Authorization: `Basic ${btoa('mia.lee:a long password 7')}` },
    body: JSON.stringify({ version: 0, tags: [], tracks: [], shapes: [sign] }),
  });
  check(answer.ok, `Mia may not save: ${answer.status}`);
  await openJob(photos, '?frame=0');
  await tab('View');
  await select(page.locator('.ed-appearance .ant-select').first(), 'Author');
  await same(() => texts(page.locator('.ed-legend button')), ['You 5', 'Mia Lee 1'], 'legend');
  await page.screenshot({ path: join(out, 'authors.png') });
  await page.getByRole('button', { name: 'Mia Lee' }).click();
  await tab('Objects');
  await same(kinds, ['sign'], 'left');
  await rows().first().locator('.ed-row-name').click();
  await same(async () => (await page.locator('.ed-author').innerText()).replace(/ on .*/, ''), 'Changed by Mia Lee', 'said');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('ArrowRight');
  await same(() => page.locator('.ed-author').innerText(), 'Changed by you, not saved yet', 'said of an edit');
  await page.keyboard.press('Control+z');
  await filterBy('author:me');
  await same(kinds, ['car', 'car', 'night', 'person', 'person'], 'one\'s own');
  await filterBy('');
  await tab('View');
  await select(page.locator('.ed-appearance .ant-select').first(), 'Label');
  await tab('Objects');
});

await step('objects are linked, listed and drawn as arrows', page, async () => {
  const links = async () => (await limn.api(`/api/jobs/${photos.job}/annotations/links`)).links;
  const save = async () => {
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /Saved/ }).waitFor();
  };
  await openJob(photos, '?frame=0');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Alt+r');
  await page.getByLabel('Name of new links').fill('drives');
  await page.getByLabel('Name of new links').press('Enter');
  await page.mouse.click(...(await at(620, 160)));
  await page.mouse.move(...(await at(400, 250)));
  await page.screenshot({ path: join(out, 'link-under-way.png') });
  await page.mouse.click(...(await at(200, 150)));
  await page.mouse.click(...(await at(200, 150)));
  await page.mouse.click(...(await at(430, 130)));
  await page.keyboard.press('Escape');
  await tab('Links');
  const list = page.locator('.ed-links');
  await same(() => list.locator('.ed-link').count(), 2, 'listed');
  await list.getByText('Parent').last().click();
  await list.locator('.ed-link-name input').last().fill('tows');
  await list.locator('.ed-link-name input').last().press('Enter');
  await save();
  await same(async () => (await links()).map(({ kind, name }) => `${kind} ${name}`).sort(), ['link drives', 'parent tows'], 'saved');
  await list.locator('.ed-link').first().getByRole('button', { name: /^Turn the link round/ }).click();
  await list.locator('.ed-link-end').first().click();
  await page.screenshot({ path: join(out, 'links.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(out, 'links-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  const findings = await seriousFindings(page);
  check(findings.length === 0, findings.join('\n'));
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Delete');
  await save();
  check((await links()).length < 2, 'a link outlived its object');
  await page.keyboard.press('Control+z');
  await save();
  await same(async () => (await links()).length, 2, 'links after undo');
  await openJob(photos, '?frame=0');
  await tab('Links');
  await same(() => list.locator('.ed-link').count(), 2, 'listed after opening anew');
  await list.getByRole('button', { name: /^Remove the link/ }).first().click();
  await list.getByRole('button', { name: /^Remove the link/ }).first().click();
  await save();
  check((await links()).length === 0, 'links are left');
  await tab('Objects');
});

const many = await makeTask('many', ['field.png']);
await limn.call('PUT', `/api/jobs/${many.job}/annotations`, {
  version: 0,
  tags: [],
  shapes: Array.from({ length: 10000 }, (_, i) => box(many, 0, ['car', 'person', 'sign'][i % 3], [(i % 125) * 10, Math.floor(i / 125) * 9, 4 + (i % 5), 6])),
  tracks: [],
});

/** Times between the frames of ninety steps through the list, in order of length. */
const scrolled = () =>
  page.evaluate(async () => {
    const list = document.querySelector('.ed-list');
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 90; i += 1) {
      list.scrollTop += 60;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  });

await step('ten thousand objects with pictures are scrolled through', page, async () => {
  await openJob(many);
  await choose('With pictures');
  await page.locator('.ed-row-picture').first().waitFor();
  check((await rows().count()) < 60, 'rows out of sight exist');
  const times = await scrolled();
  console.log(`        scrolling 10,000 pictures: median ${times[45].toFixed(1)} ms a frame, p95 ${times[85].toFixed(1)} ms`);
  await choose('Without pictures');
});

await step('ten thousand objects are listed scrolled through and filtered', page, async () => {
  await openJob(many);
  await same(count, '10,000 objects', 'count');
  check((await rows().count()) < 60, 'rows out of sight exist');
  const frames = await scrolled();
  console.log(`        scrolling 10,000 objects: median ${frames[45].toFixed(1)} ms a frame, p95 ${frames[85].toFixed(1)} ms`);
  await page.evaluate(() => document.querySelector('.ed-list').scrollTo(0, 1e9));
  await same(async () => (await names()).at(-1), 'car 10000', 'last');
  await filterBy('label:sign width>7');
  await same(count, '666 of 10,000', 'count');
  check(
    (await names()).every((name) => name.startsWith('sign')),
    'something else is left',
  );
});

if (problems.length > 0) {
  totals.failed += 1;
  console.log(`FAILED  errors of the page: ${problems.join('; ')}`);
}
await browser.close();
await limn.stop();
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed ? 1 : 0);
