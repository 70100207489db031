// What a team agrees on about its labels, in Chromium, on a server of its own: keys and the order of labels, kept with the
// label set, seen by everybody, and overridden by one's own choice.
// Screenshots go to tests/e2e/out/labels. Ends in "N passed, N failed".
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, seriousFindings, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('labels');
const limn = await startLimn(join(out, 'data'));
const NAMES = ['car', 'bus', 'tram', 'bike', 'person', 'dog', 'cat', 'bird', 'tree'];

const photo = picture(join(out, 'photo.jpg'), 'color=c=gray:size=640x360');
const project = (await limn.call('POST', '/api/projects', { name: 'streets', labels: NAMES.map((name) => ({ name, attributes: [] })) })).id;
const { task, job } = await limn.makeTask({ name: 'one', project_id: project }, [photo]);

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
  let release;
  const held = new Promise((wake) => (release = wake));
  const ofProject = /\/api\/projects\/\d+$/;
  await page.route(ofProject, async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  await save();
  await until('nothing can be changed while it is saved', () => page.locator('.limn-labels').evaluate((labels) => labels.closest('[inert]') !== null));
  release();
  await page.locator('.limn-save-bar').waitFor({ state: 'detached' });
  await page.unroute(ofProject);
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

const circle = (number, x, y, name) => `<circle r="1.5" cx="${x}" cy="${y}" data-type="element node" data-element-id="${number}" data-node-id="${number}" data-label-name="${name}"></circle>`;
const parts = ['head', 'hand'].map((name) => ({ name, type: 'points', attributes: [] }));
const POSE = { name: 'pose', type: 'skeleton', attributes: [], svg: circle(1, 20, 20, 'head') + circle(2, 80, 80, 'hand'), sublabels: parts };
const { task: posed, job: posedJob, labels: { pose } } = await limn.makeTask({ name: 'poses', labels: [POSE] }, [photo]);
const point = (label, x, y) => ({ type: 'points', frame: 0, label_id: label.id, points: [x, y], occluded: false, outside: false, z_order: 0, attributes: [] });
await limn.call('PATCH', `/api/jobs/${posedJob}/annotations?action=create`, {
  version: 0,
  tags: [],
  tracks: [],
  shapes: [{ type: 'skeleton', frame: 0, label_id: pose.id, points: [], occluded: false, outside: false, z_order: 0, attributes: [], elements: [point(pose.sublabels[0], 200, 100), point(pose.sublabels[1], 400, 300)] }],
});
const elements = async () => (await limn.api(`/api/jobs/${posedJob}/annotations`)).shapes[0].elements;

await step('a saved skeleton gets a point and another name, and says before what that does', page, async () => {
  await dark.goto(`${limn.url}/tasks/${posed}/jobs/${posedJob}`);
  await dark.locator('.ed-surface').waitFor();
  await settled(dark);
  await page.goto(`${limn.url}/tasks/${posed}`);
  await page.getByRole('button', { name: 'Edit pose' }).click();
  await page.getByRole('button', { name: 'Add or rename points' }).click();
  const board = page.getByRole('group', { name: 'Drawing of the skeleton' });
  await board.waitFor();
  const box = await board.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByLabel('Name of the point').fill('tail');
  await page.getByRole('button', { name: 'Point hand' }).focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Point hand' }).waitFor(); // a saved one stays
  await page.getByLabel('Name of the point').fill('paw');
  await page.screenshot({ path: join(out, 'points.png') });
  await page.getByRole('button', { name: 'Take over' }).click();
  await save();
  const question = page.getByRole('dialog').filter({ hasText: 'Change the skeleton?' });
  await question.getByText('New: tail').waitFor();
  await question.getByText('“hand” is called “paw”').waitFor();
  await question.getByText(/1 object in 1 job get the new points/).waitFor();
  await page.screenshot({ path: join(out, 'question.png') });
  await question.getByRole('button', { name: 'Change and save' }).click();
  await until('the point is there', async () => (await elements()).length === 3);
  const [, , tail] = await elements();
  check(tail.outside && tail.points.join() === '300,200', JSON.stringify(tail));
});

await step('the job that was open is told, shows the new point among the parts, and saves it', dark, async () => {
  await dark.getByText('The labels of this task were changed. What you see here follows them.').first().waitFor();
  await until('the object has it', async () => {
    await dark.locator('.ed-surface').focus();
    await dark.keyboard.press('Escape');
    await dark.keyboard.press('Tab');
    return (await dark.getByText('tail', { exact: true }).count()) > 0;
  });
  await dark.getByText('paw', { exact: true }).first().waitFor();
  await dark.keyboard.press('ArrowRight');
  await dark.keyboard.press('Control+s');
  await dark.getByRole('button', { name: 'Saved' }).waitFor();
  check((await elements()).length === 3 && (await elements())[2].outside, JSON.stringify(await elements()));
});

await step('a backup of a task is restored into a project', page, async () => {
  const made = await limn.finished((await limn.call('POST', `/api/tasks/${task}/backup/export`)).rq_id);
  const answer = await fetch(made.result_url, { headers: { Authorization: `Basic ${btoa('admin:password')}` } });
  const file = join(out, 'backup.zip');
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  await openProject();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Restore a task from a backup' }).click();
  await page.getByText('Then it is put into streets').waitFor();
  await page.getByRole('dialog').locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('button', { name: 'Put it into streets' }).click();
  await page.getByRole('dialog').filter({ hasText: 'to a project' }).waitFor();
  await page.screenshot({ path: join(out, 'into.png') });
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await until('it is in the project', async () => (await limn.api(`/api/tasks?project_id=${project}`)).count === 2);
});

const settings = (one) => one.getByRole('dialog', { name: 'Settings' });
const stepOf = (one) => settings(one).getByLabel('Frames of a large step');
const openSettings = async (one) => {
  await openJob(one);
  await one.keyboard.press('F2');
  await settings(one).getByRole('tab', { name: 'Frames' }).click();
};

await step('what the editor begins with is given to everybody in a project', page, async () => {
  await openSettings(page);
  const give = settings(page).getByRole('tabpanel', { name: 'Frames' }).getByRole('button', { name: 'Give these to everybody in the project' });
  check(await give.isDisabled(), 'there is something to give before anything was changed');
  await stepOf(page).fill('7');
  await stepOf(page).press('Enter');
  await give.click();
  await page.getByText('Whoever has chosen nothing else gets these settings').first().waitFor();
  await page.screenshot({ path: join(out, 'settings.png') });
  check((await limn.api(`/api/projects/${project}/settings`))['editor.player'].step === 7, 'the project has them not');
});

await step('who has chosen nothing else has it, may choose, and goes back to it', dark, async () => {
  const ann = await newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  await limn.call('POST', '/api/auth/register', { username: 'annotator', email: 'ann@example.org', password1: 'Sekret-12345', password2: 'Sekret-12345', first_name: 'Ann', last_name: 'O' }, null);
  const { id } = await limn.call('GET', '/api/users/self', undefined, 'annotator:Sekret-12345');
  await limn.call('PATCH', `/api/jobs/${job}`, { assignee: id });
  await signIn(ann, limn.url, 'annotator', 'Sekret-12345');
  await openSettings(ann);
  check((await stepOf(ann).inputValue()) === '7', await stepOf(ann).inputValue());
  check((await settings(ann).getByRole('button', { name: 'Give these to everybody in the project' }).count()) === 0, 'may give what is not theirs to give');
  const back = settings(ann).getByRole('button', { name: 'Frames as in the project' });
  check(await back.isDisabled(), 'there is more to go back to');
  await stepOf(ann).fill('3');
  await stepOf(ann).press('Enter');
  await back.click();
  await until('it is as in the project', async () => (await stepOf(ann).inputValue()) === '7');
  await ann.screenshot({ path: join(out, 'settings-dark.png') });
});

await end(limn);
