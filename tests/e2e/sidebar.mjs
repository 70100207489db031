// The list of objects in Chromium, on a server of its own: filtering, grouping, finding frames, changing many objects at once,
// history, layers, and a list of ten thousand objects. Screenshots go to tests/e2e/out/sidebar. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, opened, seriousFindings } from './browser.mjs';
import { box, same, select, startSidebar, texts } from './sidebarView.mjs';

const { out, limn, page, step, end, makeTask, photos, filter, rows, names, count, selected, filterBy, openJob, option, choose, frameNow, saved, at } = await startSidebar('sidebar');

await step('everything on the frame is listed', async () => {
  await openJob(photos);
  await same(names, ['night 1', 'car 2', 'car 3', 'person 4', 'person 5', 'sign 6'], 'listed');
});

await step('a filter leaves what fits in the list and on the canvas', async () => {
  await filterBy('label:car width>100');
  await same(names, ['car 2'], 'left');
  await same(count, '1 of 6', 'count');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await same(() => texts(page.locator('.ed-details header strong')), ['car 2'], 'selected on the canvas');
  await page.keyboard.press('Escape');
});

await step('mistakes are said and change nothing', async () => {
  await filterBy('label:carr');
  await same(() => texts(page.locator('.ed-mistake')), ['No label is called carr. Is car meant?'], 'said');
  await same(names, ['car 2'], 'left');
  await filterBy('');
  await same(() => rows().count(), 6, 'rows without a filter');
});

await step('fields labels and values are completed', async () => {
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

await step('a link shows one object', async () => {
  const { shapes } = await limn.api(`/api/jobs/${photos.job}/annotations`);
  const last = shapes.find((shape) => shape.frame === 2);
  await openJob(photos, `?serverID=${last.id}&type=shape`);
  await same(frameNow, '2', 'frame');
  await same(() => rows().count(), 1, 'rows');
});

await step('next and previous look for filtered and for empty frames', async () => {
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

await step('a frame is found by its name', async () => {
  await page.getByLabel('Find a frame by its name').click();
  await page.getByLabel('Name of the frame').pressSequentially('dus');
  await page.locator('.ant-select-item-option').filter({ hasText: 'dusk.png' }).waitFor();
  await page.keyboard.press('Enter');
  const dusk = await page.evaluate(() => document.querySelector('.ed-frame-name').textContent);
  check(dusk === 'dusk.png', `shown: ${dusk}`);
});

await step('the list is grouped and groups close', async () => {
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

await step('in Arabic groups open the way the text runs, and frames still go from left to right', async () => {
  await limn.keeps('editor.list', (list) => list?.grouping === 'label'); // or the page would send it later
  const inLanguage = async (language, direction) => {
    await limn.call('PATCH', '/api/users/self/settings', { language });
    await page.reload();
    await page.locator(`html[dir=${direction}]`).waitFor();
    await opened(page);
  };
  await inLanguage('ar', 'rtl');
  const list = page.locator('.ed-list[role=grid]');
  await list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp'); // from the first object to the head of its group
  await page.keyboard.press('ArrowRight');
  await same(() => rows().count(), 4, 'rows with one group closed');
  await page.keyboard.press('ArrowLeft');
  await same(() => rows().count(), 6, 'rows with all groups open');
  await page.locator('[data-node-key=issues]').click();
  const steps = page.locator('.ed-issues-head .ed-frame-steps button');
  const [before, after] = await Promise.all([0, 1].map((i) => steps.nth(i).boundingBox()));
  check(before.x < after.x, `previous at ${before.x}, next at ${after.x}`);
  const turned = await steps.first().locator('svg').evaluate((sign) => getComputedStyle(sign).transform);
  check(turned === 'none', `the sign of the previous frame is turned round: ${turned}`);
  await page.screenshot({ path: join(out, 'arabic.png') });
  await page.locator('[data-node-key=objects]').click();
  await inLanguage('en', 'ltr');
});

await step('order and groups are kept with the account', async () => {
  await choose('Newest first');
  await limn.keeps('editor.list', (list) => list?.order === 'newest');
  await openJob(photos, '?frame=0');
  await same(async () => (await names())[0], 'car 3', 'first');
  await choose('Not grouped');
  await choose('Oldest first');
});

await step('the keyboard walks through the list', async () => {
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

await step('many objects are changed in one step of history', async () => {
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
  await panel.getByLabel('Layer').press('Control+s'); // what is typed is taken and saved, and the browser saves no page
  await panel.getByLabel('Align left sides').click();
  await page.locator('.ed-surface').focus();
  await same(async () => (await saved()).filter((shape) => shape.z_order === 4).length, 2, 'shapes on layer 4');
  await page.keyboard.press('Delete');
  await same(() => rows().count(), 4, 'rows after deletion');
  await page.keyboard.press('Control+z');
  await same(() => rows().count(), 6, 'rows after undo');
});

await step('the history is a list to go back and forth in', async () => {
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

await step('layers are shown one by one', async () => {
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

await step('what is selected is seen alone while a key is held', async () => {
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

await step('what is there is out of reach while drawing but for Alt', async () => {
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

await step('ten thousand objects with pictures are scrolled through', async () => {
  await openJob(many);
  await choose('With pictures');
  await page.locator('.ed-row-picture').first().waitFor();
  check((await rows().count()) < 60, 'rows out of sight exist');
  const times = await scrolled();
  console.log(`        scrolling 10,000 pictures: median ${times[45].toFixed(1)} ms a frame, p95 ${times[85].toFixed(1)} ms`);
  await choose('Without pictures');
});

await step('ten thousand objects are listed scrolled through and filtered', async () => {
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

await end(limn);
