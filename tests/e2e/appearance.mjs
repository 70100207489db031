// How objects look in the editor and that it is kept, in Chromium on a server of its own: labels and their colours, pictures in the
// list, who changed what, links. Screenshots go to tests/e2e/out/appearance. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, seriousFindings } from './browser.mjs';
import { same, select, startSidebar, texts } from './sidebarView.mjs';

const { out, limn, page, step, end, photos, rows, names, selected, filterBy, openJob, choose, tab, frameNow, at } = await startSidebar('appearance');

await step('labels are counted filtered and shown alone', async () => {
  await openJob(photos, '?frame=0');
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
await step('a label is given another colour, and keeps its own where that is refused', async () => {
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

await step('rows show what they are about as pictures', async () => {
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

await step('a tag is taken off on the picture', async () => {
  await page.getByLabel('Take the tag night off').click();
  await same(() => rows().count(), 5, 'rows');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+z');
  await same(() => rows().count(), 6, 'rows after undo');
});

await step('how things look is kept with the account', async () => {
  await tab('View');
  await select(page.locator('.ed-field').filter({ hasText: 'Colour by' }).locator('.ant-select'), 'Attribute');
  await page.getByText('All', { exact: true }).click();
  await page.locator('.ed-field').filter({ hasText: 'Bitmap on black' }).getByRole('switch').click();
  await page.locator('.ed-surface.ed-bitmap').waitFor();
  await limn.keeps('editor.appearance', (look) => look?.bitmap);
  await openJob(photos, '?frame=0');
  await page.locator('.ed-surface.ed-bitmap').waitFor();
  const { 'editor.appearance': look, 'editor.text': text } = await limn.api('/api/users/self/settings');
  check(look.colourBy === 'attribute' && look.colourAttribute === 'colour' && look.bitmap && text.show === 'always', `kept: ${JSON.stringify({ look, text })}`);
  await tab('View');
  await page.locator('.ed-field').filter({ hasText: 'Bitmap on black' }).getByRole('switch').click();
  await same(() => page.locator('.ed-surface.ed-bitmap').count(), 0, 'bitmaps');
});

await step('a job opens as it was left', async () => {
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

await step('colours and a filter tell who changed what', async () => {
  const kinds = async () => (await names()).map((name) => name.split(' ')[0]).sort();
  await limn.call('POST', '/api/auth/register', { username: 'mia.lee', first_name: 'Mia', last_name: 'Lee', email: 'mia@example.org', password1: 'a long password 7', password2: 'a long password 7' });
  const [mia] = (await limn.api('/api/users?search=mia.lee')).results;
  await limn.call('PATCH', `/api/jobs/${photos.job}`, { assignee: mia.id });
  const sign = (await limn.api(`/api/jobs/${photos.job}/annotations`)).shapes.find((shape) => shape.frame === 0 && shape.label_id === photos.labels.sign.id);
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

await step('objects are linked, listed and drawn as arrows', async () => {
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

await end(limn);
