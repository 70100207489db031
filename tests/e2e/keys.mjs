// Keys and settings in Chromium, on a server of its own: keys are changed, used, kept with the account and taken from each
// other; presets, sequences, files of keys, keys of labels; settings that take effect at once; the palette within the editor.
// Screenshots go to tests/e2e/out/keys. Ends in "N passed, N failed".
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, onFrame, seriousFindings, settled, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('keys');
const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [] },
  { name: 'bus', color: '#3b82f6', type: 'any', attributes: [] },
  ...Array.from({ length: 8 }, (_, i) => ({ name: `thing ${i}`, color: '#8b5cf6', type: 'any', attributes: [] })),
  { name: 'night', color: '#111827', type: 'tag', attributes: [] },
];

const limn = await startLimn(join(out, 'data'));
const page = await newPage();
const photos = [0, 1, 2].map((i) => picture(join(out, `photo_${i}.jpg`), 'color=c=gray:size=640x360'));
const { task, job, labels: made } = await limn.makeTask({ name: 'keys', labels: LABELS }, photos);
await limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, {
  version: 0,
  tags: [],
  tracks: [],
  shapes: [{ type: 'rectangle', frame: 0, label_id: made.car.id, points: [200, 100, 440, 260], occluded: false, outside: false, z_order: 0, rotation: 0, source: 'manual', group: 0, attributes: [], elements: [] }],
});

const surface = () => page.locator('.ed-surface');
// What is edited is saved first, so that nothing is offered for recovery.
async function openEditor() {
  if (await surface().count()) {
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Saved' }).waitFor();
  }
  await page.goto(`${limn.url}/tasks/${task}/jobs/${job}`);
  await surface().waitFor();
  await settled(page);
  await surface().focus();
}
const frame = () => page.getByLabel('Frame number').inputValue();
const window_ = () => page.getByRole('dialog', { name: 'Keys', exact: true });
const row = (title) => window_().getByRole('listitem').filter({ has: page.getByText(title, { exact: true }) });
const tab = (name) => page.getByRole('tab', { name, exact: true });

await signIn(page, limn.url, 'admin', 'password');
await openEditor();

await step('a key is added, works, and is still there after loading', page, async () => {
  await page.keyboard.press('F1');
  await window_().getByLabel('Search keys').fill('Next frame');
  await window_().getByLabel('Add keys for Next frame', { exact: true }).click();
  await page.keyboard.press('w');
  await window_().getByRole('button', { name: 'Assign', exact: true }).click();
  await row('Next frame').getByText('W', { exact: true }).waitFor();
  await limn.keeps('editor.keys', (value) => value?.own.next_frame?.join() === 'f,w');
  await page.keyboard.press('F1');
  await window_().waitFor({ state: 'hidden' });
  await openEditor();
  await page.keyboard.press('w');
  await onFrame(page, 1);
  await page.keyboard.press('d');
  await onFrame(page, 0);
});

await step('Escape closes what has just opened, before that has the focus, and nothing behind it', page, async () => {
  await page.keyboard.press('Shift+r');
  const taken = () => page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: /^Rectangle/, pressed: true }).count();
  check((await taken()) === 1, 'no tool was taken up');
  for (const key of ['F1', 'F2', 'Control+k']) {
    await page.keyboard.press(key);
    const dialog = page.locator('[role=dialog][aria-modal=true]:visible');
    await dialog.waitFor();
    await surface().focus(); // as it is until a moment after the dialog is seen
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    check((await taken()) === 1, `Escape after ${key} put the tool down`);
  }
  await surface().focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter', exact: true }).evaluate(async (button) => {
    button.click();
    while (!document.querySelector('.ed-filters-panel')) await new Promise((wake) => setTimeout(wake));
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', keyCode: 27, bubbles: true, cancelable: true }));
  });
  await page.locator('.ed-filters-panel').waitFor({ state: 'hidden' });
  await surface().focus();
});

await step('a key that is in use is shown, and can be taken over', page, async () => {
  await page.keyboard.press('F1');
  await window_().getByLabel('Add keys for Lock', { exact: true }).click();
  await page.keyboard.press('h');
  await window_().getByText('In use for “Hide; the mask being painted” (H)').waitFor();
  await window_().getByRole('button', { name: 'Cancel', exact: true }).click();
  check((await row('Lock').locator('kbd').allTextContents()).join() === 'L', 'cancelling changed keys');
  await window_().getByLabel('Add keys for Lock', { exact: true }).click();
  await page.keyboard.press('h');
  await window_().getByRole('button', { name: 'Unset there and assign here' }).click();
  await row('Lock').getByText('H', { exact: true }).waitFor();
  check((await row('Hide; the mask being painted').locator('kbd').count()) === 0, 'the other command kept the key');
  await page.screenshot({ path: join(out, 'window.png') });
  const found = await seriousFindings(page, '.ant-modal');
  check(found.length === 0, found.join('\n'));
});

await step('one command, and all, go back to the preset', page, async () => {
  await window_().getByLabel('Restore the keys of Hide; the mask being painted').click();
  await page.getByRole('button', { name: 'Unset there and restore' }).click();
  await row('Hide; the mask being painted').getByText('H', { exact: true }).waitFor();
  check((await row('Lock').locator('kbd').allTextContents()).join() === 'L', 'Lock kept what was taken back');
  await window_().getByRole('button', { name: 'Restore all' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Restore', exact: true }).click();
  await limn.keeps('editor.keys', (value) => Object.keys(value.own).length === 0);
});

await step('a preset changes keys at once', page, async () => {
  await window_().getByLabel('Preset').getByText('CVAT').click();
  check((await row('Automatic bordering').locator('kbd').allTextContents()).join() === 'Ctrl+A', 'not the keys of CVAT');
  await page.keyboard.press('F1');
  await surface().focus();
  await page.keyboard.press('Control+a');
  await page.getByText('Automatic bordering is on.').first().waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('F1');
  await window_().getByLabel('Preset').getByText('Limn').click();
  await limn.keeps('editor.keys', (value) => value.preset === 'limn');
});

await step('the presets are those of programs that hands may know', page, async () => {
  await window_().getByLabel('Preset').getByText('Label Studio').click();
  check((await row('Rectangle').locator('kbd').allTextContents()).join() === 'R', 'not the keys of Label Studio');
  await window_().getByLabel('Preset').getByText('Roboflow, V7').click();
  check((await row('Rectangle').locator('kbd').allTextContents()).join() === 'B', 'not the keys of Roboflow');
  await window_().getByLabel('Preset').getByText('Limn').click();
});

await step('keys held beside the mouse are changed, and what had them loses them', page, async () => {
  const copy = 'Leave it and move a copy';
  const frames = 'Select by a frame: rightwards what lies inside, leftwards what it touches';
  await window_().getByLabel('Search keys').fill('frame: rightwards');
  check((await row(frames).locator('kbd').allTextContents()).join() === 'Shift + drag', 'not found by its name');
  await window_().getByLabel('Search keys').fill('');
  await window_().getByLabel(`Add keys for ${copy}`).click();
  await page.getByRole('menuitem', { name: 'Shift + drag an object', exact: true }).click();
  await window_().getByText(`In use for “${frames}” (Shift)`).waitFor();
  await page.screenshot({ path: join(out, 'mouse.png') });
  await window_().getByRole('button', { name: 'Unset there and assign here' }).click();
  check((await row(frames).locator('kbd').count()) === 0, 'the other gesture kept the key');
  await limn.keeps('editor.keys', (value) => value?.mouse?.copy?.join() === 'alt,shift' && value.mouse.marquee.length === 0);
  await page.keyboard.press('F1');
  await window_().waitFor({ state: 'hidden' });
  const box = await surface().boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.keyboard.down('Shift');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 10, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.getByText('2 objects', { exact: true }).waitFor();
  await surface().focus();
  await page.keyboard.press('Control+z');
  await page.getByText('1 object', { exact: true }).waitFor();
  await page.keyboard.press('F1');
  await window_().getByRole('button', { name: 'Restore all' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Restore', exact: true }).click();
  await limn.keeps('editor.keys', (value) => Object.keys(value.mouse).length === 0);
});

await step('keys are saved to a file, and read from it', page, async () => {
  await window_().getByLabel('Add keys for Measure', { exact: true }).click();
  await page.keyboard.press('y');
  await window_().getByRole('button', { name: 'Add a following key' }).click();
  await page.keyboard.press('x');
  await window_().getByRole('button', { name: 'Assign', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), window_().getByRole('button', { name: 'Export' }).click()]);
  const file = join(out, 'keys.json');
  await download.saveAs(file);
  check(JSON.parse(readFileSync(file, 'utf8')).own.measure.join() === 'shift+x,y x', 'the file lacks the sequence');
  await window_().getByLabel('Take Y X from Measure').click();
  await limn.keeps('editor.keys', (value) => !value.own.measure);
  await page.locator('input[type=file][aria-label="File of keys"]').setInputFiles(file);
  await row('Measure').getByText('Y X', { exact: true }).waitFor();
  const broken = join(out, 'broken.json');
  writeFileSync(broken, 'no keys');
  await page.locator('input[type=file][aria-label="File of keys"]').setInputFiles(broken);
  await page.getByText('Your keys are as they were. This file is no JSON.').waitFor();
  await row('Measure').getByText('Y X', { exact: true }).waitFor();
  await page.keyboard.press('F1');
});

await step('a sequence shows how it goes on, and Escape gives it up', page, async () => {
  await surface().focus();
  await page.keyboard.press('t');
  await page.getByRole('status').getByText('Hide or show everything').waitFor();
  await page.screenshot({ path: join(out, 'pending.png') });
  await page.keyboard.press('Escape');
  await page.locator('.ed-pending').waitFor({ state: 'hidden' });
  await page.keyboard.press('t');
  await page.keyboard.press('h');
  await page.getByRole('button', { name: /^Show all/ }).waitFor();
  await page.keyboard.press('t');
  await page.keyboard.press('h');
  await page.getByRole('button', { name: /^Hide all/ }).waitFor();
  await page.keyboard.press('t');
  await page.locator('.ed-pending').waitFor();
  await page.locator('.ed-pending').waitFor({ state: 'hidden' }); // by itself
});

await step('a label gets a key, takes it from another, and keeps it', page, async () => {
  await tab('Labels').click();
  await page.getByRole('button', { name: 'Give thing 7 a key' }).click({ force: true });
  await page.keyboard.press('2');
  await page.getByText('In use for “Label bus” (2)').waitFor();
  await page.screenshot({ path: join(out, 'label.png') });
  await page.getByRole('button', { name: 'Unset there and assign here' }).click();
  await page.getByRole('button', { name: 'Key of thing 7: 2' }).waitFor();
  await page.getByRole('button', { name: 'Give bus a key' }).waitFor();
  await limn.keeps('editor.labelKeys', (value) => value?.[`task/${task}`] !== undefined);
  await openEditor();
  await page.keyboard.press('Tab'); // selects the object
  await page.keyboard.press('2');
  await tab('Objects').click();
  await page.locator('.ed-sidebar').getByText('thing 7').first().waitFor();
});

await step('the palette runs commands and labels of the editor', page, async () => {
  await surface().focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Find or do anything' });
  await palette.fill('label car');
  await page.getByRole('option', { name: /^Label car/ }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'hidden' });
  await page.locator('.ed-sidebar').getByText('car').first().waitFor();
  await page.keyboard.press('Control+k');
  await palette.waitFor();
  await page.keyboard.type('next frame'); // the focus is in the field
  await page.screenshot({ path: join(out, 'palette.png') });
  await page.keyboard.press('Enter');
  await onFrame(page, 1);
  check((await frame()) === '1', 'not on the next frame');
});

await step('tags stand on the picture, are taken off there, and hidden by a setting', page, async () => {
  const palette = page.getByRole('combobox', { name: 'Find or do anything' });
  const tags = page.getByRole('list', { name: 'Tags of this frame' });
  const toggle = async () => {
    await page.keyboard.press('Control+k');
    await palette.fill('label night');
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'hidden' });
  };
  await toggle();
  await tags.getByText('night').waitFor();
  await page.screenshot({ path: join(out, 'tags.png') });
  await page.getByRole('button', { name: 'Take the tag night off' }).click();
  await tags.waitFor({ state: 'hidden' });
  await toggle();
  await tags.waitFor();
  await page.keyboard.press('F2');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Objects' }).click();
  await settings.getByLabel('Tags of the frame on the picture').click();
  await tags.waitFor({ state: 'hidden' });
  await page.keyboard.press('F2');
  await settings.waitFor({ state: 'hidden' });
});

await step('texts of buttons tell the keys as they are', page, async () => {
  await page.keyboard.press('F1');
  await window_().getByLabel('Add keys for Next frame', { exact: true }).click();
  await page.keyboard.press('w');
  await window_().getByRole('button', { name: 'Assign', exact: true }).click();
  await window_().getByLabel('Take F from Next frame').click();
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: 'Next frame (W)' }).waitFor();
});

await step('settings take effect at once, and stay', page, async () => {
  await page.keyboard.press('F2');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Frames of a large step').fill('2');
  await settings.getByRole('tab', { name: 'Drawing' }).click();
  await page.screenshot({ path: join(out, 'settings-drawing.png') });
  await settings.getByLabel('Go on drawing after a shape').click();
  await settings.getByRole('tab', { name: 'Objects' }).click();
  await page.screenshot({ path: join(out, 'settings-objects.png') });
  const found = await seriousFindings(page, '.ant-modal');
  check(found.length === 0, found.join('\n'));
  await settings.getByRole('tab', { name: 'Saving' }).click();
  await limn.keeps('editor.player', (value) => value?.step === 2);
  await limn.keeps('editor.editing', (value) => value?.stayInTool === false);
  await page.keyboard.press('F2');
  await settings.waitFor({ state: 'hidden' });
  await openEditor();
  await page.keyboard.press('v');
  await onFrame(page, 2);
  await page.keyboard.press('Shift+R');
  const box = await surface().boundingBox();
  await page.mouse.click(box.x + box.width / 2 - 60, box.y + box.height / 2 - 40);
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40, { steps: 4 });
  await page.mouse.click(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40);
  await page.getByRole('button', { name: 'Select and edit', pressed: true }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys and gestures' }).waitFor();
});

await step('a tab of the settings is put back as at first', page, async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Frames as at first' }).click();
  await limn.keeps('editor.player', (value) => value?.step === undefined);
  check((await settings.getByLabel('Frames of a large step').inputValue()) === '10', 'the field shows something else');
  check(await settings.getByRole('button', { name: 'Frames as at first' }).isDisabled(), 'there is more to put back');
  await limn.keeps('editor.editing', (value) => value?.stayInTool === false);
  await page.keyboard.press('F2');
  await settings.waitFor({ state: 'hidden' });
});

await step('the tools are one stop of Tab, and the canvas is skipped to', page, async () => {
  await page.getByRole('link', { name: 'Skip to the canvas' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ed-surface'));
  await page.getByRole('button', { name: 'Select and edit' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Rectangle');
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => !document.activeElement.closest('[role=toolbar]')), 'Tab stays among the tools');
});

await step('an action runs on the shapes of all frames, and one undo takes it back', page, async () => {
  await openEditor();
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Run an action' });
  await dialog.getByRole('combobox', { name: 'Action' }).click({ force: true });
  await page.locator('.ant-select-item-option', { hasText: 'Give the label' }).click();
  await dialog.getByRole('combobox', { name: 'New label' }).fill('bus');
  await page.keyboard.press('Enter');
  await page.screenshot({ path: join(out, 'action.png') });
  const found = await seriousFindings(page, '.ant-modal');
  check(found.length === 0, found.join('\n'));
  await dialog.getByRole('button', { name: 'Run on 3 objects' }).click();
  await surface().focus();
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Saved' }).waitFor();
  const labels = async () => (await limn.api(`/api/jobs/${job}/annotations`)).shapes.map((shape) => shape.label_id);
  const bus = (await limn.api(`/api/labels?task_id=${task}`)).results.find((one) => one.name === 'bus').id;
  check((await labels()).join() === [bus, bus].join(), (await labels()).join());
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Saved' }).waitFor();
  check(!(await labels()).includes(bus), 'it is still a bus');
});

await end(limn);
