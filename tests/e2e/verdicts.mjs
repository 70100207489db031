// Verdicts in Chromium, on a server of its own: objects are accepted and rejected by key, the job is sent back, finished with what
// speaks against it told, and accepted. Ends in "N passed, N failed".
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, hasFocus, onFrame, seriousFindings, until } from './browser.mjs';
import { near, RENATE, startReview } from './reviewing.mjs';

const { out, limn, job, person, renate, annika, issues, comments, jobUrl, openJob, step, end } = await startReview('verdicts');

await limn.call('POST', '/api/issues', { job, frame: 0, position: [420, 40, 520, 140], message: 'Who stands here?' }, RENATE);
const review = (page) => page.getByRole('listbox', { name: 'Objects to review on this frame' });
const stands = async () => {
  const { stage, state } = await limn.call('GET', `/api/jobs/${job}`, undefined, RENATE);
  return `${stage}, ${state}`;
};

await step('a job to be validated opens in Review, where nothing is edited', renate, async () => {
  await limn.call('PATCH', `/api/jobs/${job}`, { stage: 'validation' }, RENATE);
  await renate.goto(jobUrl('?frame=0'));
  await review(renate).waitFor();
  await renate.waitForFunction(() => !document.querySelector('.ed-frame-state, .ed-opening'));
  check((await renate.getByRole('button', { name: 'Rectangle', exact: true }).count()) === 0, 'there are tools to draw');
  await review(renate).locator('[aria-selected=true]').filter({ hasText: 'car' }).waitFor();
  await renate.keyboard.press('Delete');
  check((await review(renate).getByRole('option').count()) === 2, 'an object was removed');
});

await step('objects are accepted and rejected by key, one after the other', renate, async () => {
  await renate.keyboard.press('a');
  await review(renate).getByRole('option', { name: /car.*accepted/ }).waitFor();
  check((await review(renate).locator('[aria-selected=true]').textContent()).includes('person'), 'not on to the next');
  await renate.keyboard.press('r');
  const card = renate.getByRole('dialog', { name: 'Reason of the rejection' });
  await card.getByText('Incorrect label').waitFor();
  await renate.screenshot({ path: join(out, 'reject-reason.png') });
  await renate.keyboard.press('2');
  await card.waitFor({ state: 'detached' });
  await onFrame(renate, 2);
  const last = (await issues()).at(-1);
  check(near(last.position, [300, 80, 350, 220]) && (await comments()).at(-1).message === 'Incorrect label', 'no issue says why');
  await renate.getByText('2 of 3, 1 rejected').waitFor();
  await renate.keyboard.press('d');
  await renate.keyboard.press('d');
  await onFrame(renate, 0);
  await renate.locator('.ed-mark').nth(1).waitFor();
});

await step('verdicts are there again the next time', renate, async () => {
  const settings = () => limn.call('GET', '/api/users/self/settings', undefined, RENATE);
  await until('keeping the verdict', async () => (await settings())['editor.review']?.[0]?.rejected);
  await renate.reload();
  await renate.getByText('2 of 3, 1 rejected').waitFor();
  const found = await seriousFindings(renate);
  check(found.length === 0, found.join('\n'));
});

await step('the job is rejected, and the annotator has it back', renate, async () => {
  await renate.keyboard.press('Control+Shift+Enter');
  const dialog = renate.getByRole('dialog').filter({ hasText: 'Would you like to reject the job?' });
  await dialog.getByText(/issues tell what to change/).waitFor();
  await dialog.getByRole('button', { name: 'Reject job' }).click();
  await renate.getByRole('button', { name: `Job ${job}: annotation, rejected` }).waitFor();
  check((await stands()) === 'annotation, rejected', await stands());
  await openJob(annika, '?issue=open');
  await annika.getByRole('dialog', { name: /^Issue/ }).waitFor();
});

await step('statistics count, copy and lead to objects', annika, async () => {
  await annika.keyboard.press('Escape');
  await annika.locator('.ed-surface').focus();
  await annika.keyboard.press('Shift+T');
  const dialog = annika.getByRole('dialog').filter({ hasText: 'in numbers' });
  await dialog.getByRole('button', { name: 'car, Rectangle shapes: 2; select' }).waitFor();
  await annika.screenshot({ path: join(out, 'statistics.png') });
  await dialog.getByRole('button', { name: 'Copy as CSV' }).click();
  await annika.getByText('The table is on the clipboard, as CSV.').first().waitFor();
  const csv = await annika.evaluate(() => navigator.clipboard.readText());
  check(csv === 'Label,Rectangle shapes,Manually,Interpolated,Total\r\ncar,2,2,0,2\r\nperson,1,1,0,1\r\nTotal,3,3,0,3\r\n', csv);
  await dialog.getByRole('button', { name: 'person, Total: 1; select' }).click();
  await annika.locator('.ed-row.ed-selected', { hasText: 'person' }).waitFor();
});

await step('finishing tells what is left to do', annika, async () => {
  await annika.locator('.ed-surface').focus();
  await annika.keyboard.press('Control+Enter');
  const dialog = annika.getByRole('dialog').filter({ hasText: 'Would you like to finish the job?' });
  await dialog.getByText('2 issues not resolved.').waitFor();
  const missing = dialog.locator('.ed-warning', { hasText: '1 attribute without a value, the first one being make.' });
  await annika.screenshot({ path: join(out, 'finish.png') });
  await missing.getByRole('button', { name: 'Show' }).click();
  await onFrame(annika, 2);
  await annika.locator('.ed-row.ed-selected', { hasText: 'car' }).waitFor();
  await annika.locator('.ed-surface').focus();
  await annika.keyboard.press('Control+Enter');
  await dialog.getByRole('button', { name: 'Finish' }).click();
  await annika.getByText('You tagged the job as completed.').first().waitFor();
  check((await stands()) === 'annotation, completed', await stands());
});

await step('a frame and a range are deleted after a question, and come back', annika, async () => {
  const count = async () => (await limn.call('GET', `/api/jobs/${job}/annotations`, undefined, RENATE)).shapes.length;
  const save = async () => {
    await annika.keyboard.press('Control+s');
    await annika.getByRole('button', { name: 'Saved' }).waitFor();
  };
  await annika.getByRole('button', { name: 'Delete frame' }).click();
  const frame = annika.getByRole('dialog').filter({ hasText: 'Do you want to delete frame #2?' });
  await frame.getByRole('button', { name: 'Delete frame' }).click();
  await annika.getByText('Frame deleted').waitFor();
  await annika.locator('.ed-surface').focus();
  await annika.keyboard.press('Control+z');
  await annika.getByText('Frame deleted').waitFor({ state: 'detached' });
  await annika.getByRole('button', { name: 'Menu of the job' }).click();
  await annika.getByRole('menuitem', { name: 'Remove annotations…' }).click();
  const dialog = annika.getByRole('dialog').filter({ hasText: 'Remove annotations' });
  await dialog.getByText('3 objects affected').waitFor();
  await dialog.getByLabel('From frame').fill('1');
  await dialog.getByText('1 object affected').waitFor();
  await annika.screenshot({ path: join(out, 'remove-annotations.png') });
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await annika.locator('.ed-surface').focus();
  await save();
  check((await count()) === 2, `${await count()} shapes are left`);
  await annika.keyboard.press('Control+z');
  await save();
  check((await count()) === 3, 'it did not come back');
});

await step('removing a track is asked about, with what may have been meant', annika, async () => {
  await limn.call('PATCH', `/api/jobs/${job}/annotations?action=create`, {
    version: 0,
    tags: [],
    shapes: [],
    tracks: [{ frame: 0, label_id: person.id, group: 0, source: 'manual', attributes: [], elements: [], shapes: [{ type: 'rectangle', frame: 0, points: [380, 200, 440, 300], occluded: false, outside: false, z_order: 0, rotation: 0, attributes: [] }] }],
  }, RENATE);
  await openJob(annika, '?frame=1');
  const row = annika.locator('.ed-row', { hasText: 'person' });
  await row.click();
  await annika.locator('.ed-surface').focus();
  await annika.keyboard.press('Delete');
  const dialog = annika.getByRole('dialog').filter({ hasText: 'Remove object' });
  await dialog.getByText(/disappears from all its frames/).waitFor();
  await annika.screenshot({ path: join(out, 'remove-track.png') });
  await dialog.getByRole('button', { name: 'Set outside here' }).click();
  await annika.keyboard.press('Control+s');
  await annika.getByRole('button', { name: 'Saved' }).waitFor();
  const { tracks } = await limn.call('GET', `/api/jobs/${job}/annotations`, undefined, RENATE);
  check(tracks[0].shapes.map((one) => `${one.frame}${one.outside}`).join() === '0false,1true', 'not outside from here on');
});

await step('annotations are uploaded, and the job is read anew on its frame', annika, async () => {
  const file = join(out, 'more.xml');
  writeFileSync(file, '<annotations><version>1.1</version><image id="3" name="street_3.jpg" width="640" height="360"><box label="person" source="manual" occluded="0" xtl="10" ytl="10" xbr="60" ybr="90" z_order="0"></box></image></annotations>');
  await openJob(annika, '?frame=3');
  await annika.getByRole('button', { name: 'Menu of the job' }).click();
  await annika.getByRole('menuitem', { name: 'Upload annotations…' }).click();
  const dialog = annika.getByRole('dialog').filter({ hasText: `Import annotations into job #${job}` });
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'See what changes' }).click();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await annika.locator('.ed-row', { hasText: 'person' }).waitFor();
  check((await annika.getByLabel('Frame number').inputValue()) === '3', 'not on the frame');
});

await step('the menu of the job exports and leads to the task', annika, async () => {
  await annika.getByRole('button', { name: 'Menu of the job' }).click();
  await annika.screenshot({ path: join(out, 'job-menu.png') });
  await annika.getByRole('menuitem', { name: 'Export job dataset…' }).click();
  await hasFocus(annika.getByRole('dialog').filter({ hasText: `job #${job}` }));
  await annika.keyboard.press('Escape');
});

await step('the job is accepted', renate, async () => {
  await limn.call('PATCH', `/api/jobs/${job}`, { stage: 'validation' }, RENATE);
  await renate.goto(jobUrl('?frame=0'));
  await review(renate).waitFor();
  await renate.keyboard.press('Control+Enter');
  const dialog = renate.getByRole('dialog').filter({ hasText: 'Would you like to accept the job?' });
  await dialog.getByText(/without a verdict/).waitFor();
  await dialog.getByRole('button', { name: 'Accept job' }).click();
  await renate.getByRole('button', { name: `Job ${job}: acceptance, completed` }).waitFor();
  check((await stands()) === 'acceptance, completed', await stands());
});

await step('Review and its questions in the dark', renate, async () => {
  await limn.call('PATCH', `/api/jobs/${job}`, { stage: 'validation' }, RENATE);
  await renate.emulateMedia({ colorScheme: 'dark' });
  await renate.goto(jobUrl('?issue=open'));
  await renate.getByRole('dialog', { name: /^Issue/ }).waitFor();
  await review(renate).waitFor();
  await renate.screenshot({ path: join(out, 'dark-issue.png') });
  await renate.keyboard.press('Escape');
  await renate.keyboard.press('Tab');
  await renate.keyboard.press('r');
  await renate.getByRole('dialog', { name: 'Reason of the rejection' }).waitFor();
  const found = await seriousFindings(renate);
  check(found.length === 0, found.join('\n'));
});

await end(limn);
