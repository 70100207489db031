// What a team agrees on about its labels, in Chromium, on a server of its own: keys and the order of labels, kept with the
// label set, seen by everybody, and overridden by one's own choice.
// Screenshots go to tests/e2e/out/labels. Ends in "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, seriousFindings, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';

const { out, browser, totals, problems, newPage, step } = await startBrowser('out/labels');
const limn = await startLimn(join(out, 'data'));
const NAMES = ['car', 'bus', 'tram', 'bike', 'person', 'dog', 'cat', 'bird', 'tree'];

async function addMedia(task) {
  const photo = join(out, 'photo.jpg');
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', 'color=c=gray:size=640x360', '-frames:v', '1', photo]);
  const form = new FormData();
  form.append('image_quality', '90');
  form.append('client_files[0]', new Blob([readFileSync(photo)]), 'photo.jpg');
  await limn.finished((await limn.call('POST', `/api/tasks/${task}/data`, form)).rq_id);
  return (await limn.api(`/api/jobs?task_id=${task}`)).results[0].id;
}

const project = (await limn.call('POST', '/api/projects', { name: 'streets', labels: NAMES.map((name) => ({ name, attributes: [] })) })).id;
const task = (await limn.call('POST', '/api/tasks', { name: 'one', project_id: project })).id;
const job = await addMedia(task);

const page = await newPage({ viewport: { width: 1280, height: 1000 } });
const dark = await newPage({ viewport: { width: 1280, height: 1000 }, colorScheme: 'dark' });
for (const one of [page, dark]) await signIn(one, limn.url, 'admin', 'password');

const kept = async () => (await limn.api(`/api/labels?project_id=${project}&sort=position&hotkeys=true&page_size=all`)).results;
const openProject = async (one = page) => {
  await one.goto(`${limn.url}/projects/${project}`);
  await one.getByRole('button', { name: 'Edit car' }).waitFor();
};
const openJob = async (one = page) => {
  await one.goto(`${limn.url}/tasks/${task}/jobs/${job}`);
  await one.locator('.ed-surface').waitFor();
  await settled(one);
};
const save = () => page.getByRole('button', { name: 'Save labels' }).click();

await step('a label gets a key for everybody; keys of commands are refused, and of labels taken', page, async () => {
  await openProject();
  await page.getByRole('button', { name: 'Edit car' }).click();
  await page.getByRole('button', { name: 'Give car a key' }).click();
  await page.getByRole('textbox', { name: 'Keys' }).waitFor();
  await page.keyboard.press('l');
  await page.getByText('Commands keep their keys. Choose another one.').waitFor();
  check(await page.getByRole('button', { name: 'Assign', exact: true }).isDisabled(), 'a key of a command may be assigned');
  await page.screenshot({ path: join(out, 'refused.png') });
  await page.getByRole('button', { name: 'Cancel', exact: true }).first().click();
  await page.getByRole('button', { name: 'Give car a key' }).click();
  await page.getByRole('textbox', { name: 'Keys' }).waitFor();
  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByRole('button', { name: 'Key of car: W' }).waitFor();
  await page.getByRole('button', { name: 'Edit bus' }).click();
  await page.getByRole('button', { name: 'Give bus a key' }).click();
  await page.getByRole('textbox', { name: 'Keys' }).waitFor();
  await page.keyboard.press('w');
  await page.getByText('In use for “Label car” (W)').waitFor();
  await page.getByRole('button', { name: 'Unset there and assign here' }).click();
  await save();
  await until('the key is kept', async () => (await kept()).find(({ name }) => name === 'bus')?.hotkey === 'w');
  check((await kept()).find(({ name }) => name === 'car').hotkey === '', 'two labels have the key');
  const found = await seriousFindings(page, '.limn-labels');
  check(found.length === 0, found.join('\n'));
});

await step('saved labels change places, and the order is kept', page, async () => {
  await page.getByRole('button', { name: 'Move tram up' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('another order').waitFor();
  await save();
  await until('the order is kept', async () => (await kept()).slice(0, 3).map(({ name }) => name).join() === 'tram,car,bus');
  check((await limn.api(`/api/labels?project_id=${project}`)).results[0].name === 'car', 'others see another order');
  await page.getByRole('button', { name: 'Sort by name' }).click();
  await page.screenshot({ path: join(out, 'sorted.png') });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await openProject(dark);
  await dark.getByRole('button', { name: 'Edit bus' }).click();
  await dark.screenshot({ path: join(out, 'dark.png'), fullPage: true });
});

await step('in a job labels stand in the order of the team and have its keys', page, async () => {
  await openJob();
  await page.getByRole('tab', { name: 'Labels', exact: true }).click();
  const shown = await page.locator('.ed-labels li .ed-label-key').evaluateAll((keys) => keys.map((key) => key.getAttribute('aria-label')));
  check(shown.slice(0, 3).join() === 'Key of tram: 1,Key of car: 2,Key of bus: W', shown.join());
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('w');
  await page.getByText('What is drawn next is bus.').first().waitFor();
});

await step("one's own key goes before the team's, and can be given up", page, async () => {
  await page.getByRole('button', { name: 'Key of bus: W' }).click();
  await page.getByText('The team’s key is W.').waitFor();
  await page.screenshot({ path: join(out, 'own.png') });
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Unset there and assign here' }).click();
  await page.getByRole('button', { name: 'Key of bus: E' }).click();
  await page.getByRole('button', { name: 'As for the team: W' }).click();
  await page.getByRole('button', { name: 'Key of bus: W' }).waitFor();
  check((await kept()).find(({ name }) => name === 'bus').hotkey === 'w', 'the key of the team was changed');
});

await browser.close();
await limn.stop();
if (problems.length) {
  totals.failed += 1;
  console.log(`FAILED  the page threw ${problems.length} errors\n        ${problems.slice(0, 5).join('\n        ')}`);
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed ? 1 : 0);
