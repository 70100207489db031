// What people do around the editor, in Chromium on a server of its own: an organisation with members and roles, the errors of
// a cloud storage form, ground truth, a guide, a backup and back, a move with label mapping, tokens, bulk work, saved views,
// a skeleton, the keyboard, the palette. Ends in "N passed, N failed".
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, choose, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { ffmpeg, picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('flows');
const limn = await startLimn(join(out, 'data'));
const BERTA = 'berta:Harbour-Light-42';

const pictures = [0, 90, 180, 270].map((hue, i) => picture(join(out, `img_${i}.jpg`), `testsrc2=size=320x180:rate=1,hue=h=${hue}`));
const makeTask = async (name, labels) => (await limn.makeTask({ name, labels, segment_size: 2 }, pictures)).task;

await limn.call('POST', '/api/auth/register', { username: 'berta', email: 'berta@example.com', first_name: 'Berta', last_name: 'Berg', password1: 'Harbour-Light-42', password2: 'Harbour-Light-42' }, null);
const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

await step('an organisation is made and entered', page, async () => {
  await page.goto(`${limn.url}/organizations/create`);
  await page.getByLabel('Short name').fill('acme!');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Only Latin letters').waitFor();
  await page.getByLabel('Short name').fill('acme');
  await page.getByLabel('Full name').fill('Acme Labelling');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL('**/organization');
  await page.getByRole('heading', { name: 'Acme Labelling' }).waitFor();
  check(await page.getByRole('button', { name: 'Workspace: Acme Labelling' }).isVisible(), 'not in the organisation');
});

await step('a member is invited and given a role', page, async () => {
  await page.getByRole('button', { name: 'Invite members' }).click();
  await page.getByLabel('E-mail address 1').fill('berta@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('cell', { name: 'berta Berta Berg' }).waitFor();
  await choose(page, 'Role of berta', 'Supervisor');
  const members = () => limn.call('GET', '/api/memberships?org=acme');
  await until('the new role', async () => (await members()).results.find((m) => m.user.username === 'berta')?.role === 'supervisor');
});

await step('the other one works in the organisation', page, async () => {
  const theirs = await newPage();
  await signIn(theirs, limn.url, 'berta', 'Harbour-Light-42');
  await theirs.getByRole('button', { name: /^Workspace:/ }).click();
  await theirs.getByRole('button', { name: /Acme Labelling/ }).click();
  await theirs.goto(`${limn.url}/projects/create`);
  await theirs.getByLabel('Name', { exact: true }).first().fill('Shared streets');
  await theirs.getByRole('button', { name: 'Create and open' }).click();
  await theirs.waitForURL(/\/projects\/\d+$/);
  const { results } = await limn.call('GET', '/api/projects?org=acme', undefined, BERTA);
  check(results[0]?.name === 'Shared streets', 'the project is not in the organisation');
  await theirs.context().close();
});

await step('a link into another workspace opens there', page, async () => {
  const { results } = await limn.call('GET', '/api/projects?org=acme');
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await page.getByRole('button', { name: 'Personal workspace' }).click();
  await page.getByRole('button', { name: 'Workspace: Personal workspace' }).waitFor();
  await page.goto(`${limn.url}/projects/${results[0].id}`);
  await page.getByRole('heading', { name: 'Shared streets' }).waitFor();
  await page.getByRole('button', { name: 'Workspace: Acme Labelling' }).waitFor();
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await page.getByRole('button', { name: 'Personal workspace' }).click();
  await page.waitForURL('**/projects');
});

await step('a cloud storage form says what is wrong', page, async () => {
  await page.goto(`${limn.url}/cloudstorages/create`);
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.getByText('A cloud storage needs a name').waitFor();
  await page.getByText('Enter the bucket').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Pictures');
  await page.getByLabel('Bucket').fill('Not A Bucket');
  await page.getByLabel('Access key id').fill('key');
  await page.getByLabel('Secret access key').fill('secret');
  await page.getByRole('button', { name: 'Attach' }).click();
  await page.locator('.ant-form-item').filter({ has: page.getByLabel('Bucket') }).locator('.ant-form-item-explain-error').waitFor();
  check((await limn.call('GET', '/api/cloudstorages')).count === 0, 'something was attached');
});

const labels = [{ name: 'car', attributes: [{ name: 'parked', mutable: false, input_type: 'checkbox', values: ['false'], default_value: 'false' }] }, { name: 'person' }];
const task = await makeTask('Rush hour', labels);
const spare = await makeTask('Spare', [{ name: 'car' }]);

await step('a ground truth job', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}`);
  await page.getByRole('link', { name: 'Ground truth job' }).click();
  await page.getByLabel('Frames of the task').fill('2');
  check((await page.getByLabel('Per cent of the task').inputValue()).startsWith('50'), 'the share does not follow the number');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(`**/tasks/${task}`);
  await page.getByText('ground truth', { exact: true }).waitFor();
  const { results } = await limn.call('GET', `/api/jobs?task_id=${task}&type=ground_truth`);
  check(results[0]?.frame_count === 2, 'not two frames');
});

await step('a validation frame is excluded and restored', page, async () => {
  await page.getByRole('link', { name: 'Validation' }).click();
  await page.getByRole('button', { name: 'Exclude', exact: true }).first().click();
  await page.getByRole('button', { name: 'Restore', exact: true }).waitFor();
  check((await limn.call('GET', `/api/tasks/${task}/validation_layout`)).disabled_frames.length === 1, 'not excluded');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await until('the frame', async () => (await limn.call('GET', `/api/tasks/${task}/validation_layout`)).disabled_frames.length === 0);
});

await step('a guide with a picture', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}/guide`);
  await page.getByLabel('Guide, in Markdown').fill('# Cars\n\nMark **every** car.\n');
  await page.getByLabel('Pictures or PDFs for the guide').setInputFiles(pictures[0]);
  await page.locator('.limn-markdown img').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
  const { guide_id: guide } = await limn.call('GET', `/api/tasks/${task}`);
  const { markdown } = await limn.call('GET', `/api/guides/${guide}`);
  check(/^# Cars[^]*!\[img_0\.jpg\]\(\/api\/assets\//.test(markdown), markdown);
  check(await page.locator('.limn-markdown img').evaluate((image) => image.complete && image.naturalWidth > 0), 'the picture is not shown');
});

await step('unsaved text is not left by accident', page, async () => {
  await page.getByLabel('Guide, in Markdown').press('End');
  await page.getByLabel('Guide, in Markdown').pressSequentially(' more');
  await page.getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
  check(page.url().endsWith('/guide'), 'the page was left');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
});

await step('jobs are assigned together and their table copied', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}`);
  await page.getByRole('checkbox', { name: 'Select all jobs shown' }).click();
  await page.getByRole('button', { name: 'Set state' }).click();
  await choose(page, 'New state', 'in progress');
  await page.getByRole('dialog').getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByText('3 of 3 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const { results } = await limn.call('GET', `/api/jobs?task_id=${task}`);
  check(results.every((job) => job.state === 'in progress'), 'not all are in progress');
  await page.getByRole('button', { name: 'Copy table' }).click();
  await page.getByText('The table of jobs is on the clipboard').waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  check(text.split('\n').length === 4 && text.includes('\t'), text);
});

await step('a filter, a saved view, and back by its link', page, async () => {
  await page.goto(`${limn.url}/tasks`);
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('button', { name: 'Condition' }).click();
  await page.getByLabel('Value of Name').fill('Rush');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('link', { name: 'Spare' }).waitFor({ state: 'detached' });
  check(page.url().includes('filter='), 'the filter is not in the address');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('Name of the view').fill('Rush only');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await until('the view on the server', async () => (await limn.call('GET', '/api/users/self/settings')).views?.tasks?.length === 1);
  await page.goto(`${limn.url}/tasks`);
  await page.getByRole('link', { name: 'Spare' }).waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('link', { name: 'Rush only' }).click();
  await page.getByRole('link', { name: 'Spare' }).waitFor({ state: 'detached' });
});

await step('a list by keyboard alone', page, async () => {
  await page.goto(`${limn.url}/tasks`);
  await page.getByRole('link', { name: 'Spare' }).waitFor();
  await page.locator('[data-item="0"]').focus();
  await page.keyboard.press(' ');
  await page.getByText('1 task selected').waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 tasks selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('tasks selected').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/tasks\/\d+$/);
});

await step('the palette finds a task', page, async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do anything' }).fill('rush');
  await page.getByRole('option', { name: /Rush hour/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Rush hour' }).waitFor();
});

await step('a backup and back', page, async () => {
  await page.goto(`${limn.url}/tasks/${task}`);
  await page.getByRole('button', { name: 'Actions for this task' }).click();
  await page.getByRole('menuitem', { name: 'Back up' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Back up' }).click();
  const archive = join(out, 'backup.zip');
  await (await download).saveAs(archive);
  await page.goto(`${limn.url}/tasks`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Restore a task from a backup' }).click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(archive);
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('link', { name: 'Open the restored task' }).click();
  await page.waitForURL(/\/tasks\/\d+$/);
  check(Number(page.url().split('/').pop()) !== task, 'the same task');
  await until('the page of the restored task', async () => (await page.getByText('4 frames, images').count()) === 1); // no list any more
});

await step('a move into a project, labels mapped', page, async () => {
  const project = await limn.call('POST', '/api/projects', { name: 'Traffic', labels: [{ name: 'vehicle' }] });
  await page.goto(`${limn.url}/tasks/${spare}`);
  await page.getByRole('button', { name: 'Actions for this task' }).click();
  await page.getByRole('menuitem', { name: 'Move to a project' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Project' }).fill('Traffic');
  await page.locator('.ant-select-item-option').filter({ hasText: 'Traffic' }).click();
  await choose(page, 'What becomes of car', 'vehicle');
  await page.getByText('“car” becomes “vehicle”').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await until('the move', async () => (await limn.call('GET', `/api/tasks/${spare}`)).project_id === project.id);
});

await step('a move that leaves attributes behind', page, async () => {
  const labels = [{ name: 'car', attributes: [{ name: 'colour', mutable: false, input_type: 'text', default_value: 'red', values: [] }] }];
  const project = await limn.call('POST', '/api/projects', { name: 'Bare', labels: [{ name: 'car' }] });
  const moved = await limn.call('POST', '/api/tasks', { name: 'Painted', labels });
  await page.goto(`${limn.url}/tasks/${moved.id}`);
  await page.getByRole('button', { name: 'Actions for this task' }).click();
  await page.getByRole('menuitem', { name: 'Move to a project' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Project' }).fill('Bare');
  await page.locator('.ant-select-item-option').filter({ hasText: 'Bare' }).click();
  await page.getByText('“car” of the project gets the attribute “colour”').waitFor();
  await page.getByRole('checkbox', { name: 'Clear the attributes of car' }).check();
  await page.getByText('The attributes of “car” are cleared.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await until('the move', async () => (await limn.call('GET', `/api/tasks/${moved.id}`)).project_id === project.id);
  const { results } = await limn.call('GET', `/api/labels?project_id=${project.id}`);
  check(results.length === 1 && results[0].attributes.length === 0, JSON.stringify(results));
});

await step('an access token', page, async () => {
  await page.goto(`${limn.url}/profile`);
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('Name', { exact: true }).fill('script');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const value = (await page.getByRole('dialog').locator('code').innerText()).trim();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const self = await fetch(`${limn.url}/api/users/self`, { headers: { Authorization: `Bearer ${value}` } });
  check(self.status === 200, `the token is answered ${self.status}`);
  await page.getByRole('button', { name: 'Actions for token script' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No access tokens').waitFor();
  const refused = await fetch(`${limn.url}/api/users/self`, { headers: { Authorization: `Bearer ${value}` } });
  check(refused.status === 401, `the revoked token is answered ${refused.status}`);
});

await step('a skeleton is drawn', page, async () => {
  await page.goto(`${limn.url}/projects/create`);
  await page.getByLabel('Name', { exact: true }).first().fill('Bodies');
  await page.getByRole('button', { name: 'Set up skeleton' }).click();
  await page.getByLabel('Name of the skeleton').fill('pose');
  const board = await page.locator('.limn-board').boundingBox();
  const at = (x, y) => [board.x + (board.width * x) / 100, board.y + (board.height * y) / 100];
  await page.mouse.click(...at(20, 20));
  await page.mouse.click(...at(70, 60));
  await page.getByText('Join').click();
  await page.mouse.click(...at(20, 20));
  await page.mouse.click(...at(70, 60));
  await page.getByText(/^2 points, 1 line/).waitFor();
  await page.screenshot({ path: join(out, 'skeleton-dialog.png') });
  await page.getByRole('button', { name: 'Add skeleton' }).click();
  await page.getByRole('button', { name: 'Create and open' }).click();
  await page.waitForURL(/\/projects\/\d+$/);
  const { results } = await limn.call('GET', `/api/labels?project_id=${page.url().split('/').pop()}`);
  check(results[0]?.type === 'skeleton' && results[0].sublabels.length === 2, JSON.stringify(results));
  check(/data-label-id/.test(results[0].svg) && /data-node-from="1"/.test(results[0].svg), results[0].svg);
});

await step('an example picture of a label is kept in the guide', page, async () => {
  const project = await limn.call('POST', '/api/projects', { name: 'Examples', labels: [{ name: 'car' }] });
  await page.goto(`${limn.url}/projects/${project.id}`);
  await page.getByRole('button', { name: 'Edit car' }).click();
  await page.getByLabel('Example picture of car').setInputFiles(pictures[0]);
  await page.getByRole('button', { name: 'Another example picture' }).waitFor();
  const guide = async () => (await limn.call('GET', `/api/guides/${(await limn.call('GET', `/api/projects/${project.id}`)).guide_id}`)).markdown;
  check(/^!\[car\]\(\/api\/assets\/[\w-]+\)$/m.test(await guide()), await guide());
  check((await page.locator('.limn-label-thumb').evaluate((img) => img.decode().then(() => img.naturalWidth))) > 0, 'no picture');
  await page.getByLabel('Name', { exact: true }).fill('vehicle');
  await page.getByRole('button', { name: 'Save labels' }).click();
  await until('the new name in the guide', async () => (await guide()).includes('![vehicle]('));
  await page.screenshot({ path: join(out, 'label-picture.png') });
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await until('the guide without it', async () => !(await guide()).includes('/api/assets/'));
});

await step('settings follow the user to another browser', page, async () => {
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByText('Dark', { exact: true }).click();
  await until('the setting', async () => (await limn.call('GET', '/api/users/self/settings')).theme === 'dark');
  const other = await newPage();
  await signIn(other, limn.url, 'admin', 'password');
  await other.locator('html[data-theme=dark]').waitFor();
  await other.context().close();
});

await step('a session that ended is taken up in place', page, async () => {
  await page.goto(`${limn.url}/tasks`);
  await settled(page);
  await page.context().clearCookies({ name: 'sessionid' });
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('rush');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Your session has ended' });
  await dialog.getByLabel('Password').fill('password');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Rush hour' }).first().waitFor();
});

await step('one job is changed from its menu', page, async () => {
  await page.goto(`${limn.url}/jobs?sort=id`);
  await page.getByRole('button', { name: /^Actions for job #/ }).first().click();
  await page.getByRole('menuitem', { name: 'Set stage' }).click();
  await choose(page, 'New stage', 'acceptance');
  await page.getByRole('dialog').getByRole('button', { name: 'Set', exact: true }).click();
  await page.getByText('1 of 1 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.locator('[data-item="0"]').getByText('acceptance').waitFor();
});

await step('many tasks are looked at before they are made', page, async () => {
  const video = (name) => {
    const path = join(out, name);
    ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=size=160x96:rate=5', '-frames:v', '5', '-pix_fmt', 'yuv420p', path]);
    return path;
  };
  const empty = join(out, 'c.mp4');
  writeFileSync(empty, '');
  await page.goto(`${limn.url}/tasks/create?many=true`);
  await page.getByLabel('New label names, parted by commas').fill('car');
  await page.keyboard.press('Enter');
  await page.locator('input[type=file]').first().setInputFiles([video('a.mp4'), video('b.mp4'), empty]);
  await page.getByLabel('Name', { exact: true }).first().fill('{{index}}: {{file_name}}');
  const plan = page.getByRole('region', { name: 'Tasks that will be made' });
  await plan.getByRole('row', { name: /1: b\.mp4/ }).waitFor();
  await plan.getByText('Left out: The file is empty').waitFor();
  await page.screenshot({ path: join(out, 'plan.png'), fullPage: true });
  await page.getByRole('button', { name: 'Create 2 tasks' }).click();
  await page.getByText('Completed: 2').waitFor();
  check(!(await page.getByText('A task needs a name').count()), 'the emptied form was sent as well');
  const { results } = await limn.call('GET', '/api/tasks?search=mp4&sort=id');
  check(results.map((one) => `${one.name} ${one.size}`).join() === '0: a.mp4 5,1: b.mp4 5', results.map((one) => one.name).join());
});

await step('an import tells what it would change, and adds what is new', page, async () => {
  const [job] = (await limn.call('GET', `/api/jobs?task_id=${task}&type=annotation&sort=id`)).results;
  const [car] = (await limn.call('GET', `/api/labels?task_id=${task}`)).results;
  const box = (x) => ({ type: 'rectangle', frame: 0, label_id: car.id, points: [x, 20, x + 60, 80], attributes: [] });
  await limn.call('PUT', `/api/jobs/${job.id}/annotations`, { shapes: [box(10)], tags: [], tracks: [] });
  const written = (x) => `<box label="${car.name}" source="manual" occluded="0" xtl="${x}" ytl="20" xbr="${x + 60}" ybr="80" z_order="0"></box>`;
  const file = join(out, 'boxes.xml');
  writeFileSync(file, `<annotations><version>1.1</version><image id="0" name="img_0.jpg" width="320" height="180">${written(10)}${written(200)}</image></annotations>`);
  await page.goto(`${limn.url}/jobs?search=Rush&sort=id`);
  await page.getByRole('button', { name: `Actions for job #${job.id}` }).click();
  await page.getByRole('menuitem', { name: 'Import annotations' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByText('Keep them and add what is not there yet').click();
  await dialog.getByRole('button', { name: 'See what changes' }).click();
  const shapes = dialog.getByRole('row', { name: /^Shapes/ });
  await shapes.waitFor();
  await page.screenshot({ path: join(out, 'import-trial.png') });
  check((await shapes.getByRole('cell').allInnerTexts()).join() === '1,2,1,0,1,2', (await shapes.innerText()));
  const stored = async () => (await limn.call('GET', `/api/jobs/${job.id}/annotations`)).shapes.length;
  check((await stored()) === 1, 'looking has changed something');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.getByText('Imported.').waitFor();
  check((await stored()) === 2, `${await stored()} boxes`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

await step('an import that was only tried out is told from others among the requests', page, async () => {
  const form = new FormData();
  form.set('annotation_file', new Blob([readFileSync(join(out, 'boxes.xml'))], { type: 'text/xml' }), 'boxes.xml');
  await limn.finished((await limn.call('POST', `/api/tasks/${task}/annotations?format=CVAT%201.1&import_mode=append_new&dry_run=true`, form)).rq_id);
  await page.goto(`${limn.url}/requests`);
  const trial = page.getByRole('row').filter({ hasText: 'Trial import' });
  await trial.getByText('Nothing was changed. The import would change nothing.').click();
  const shapes = trial.getByRole('row', { name: /^Shapes/ });
  check((await shapes.getByRole('cell').allInnerTexts()).join() === '2,2,2,0,0,2', await shapes.innerText());
  await page.getByRole('row').filter({ hasText: 'Import annotations' }).getByText('1 object added.').waitFor();
});

await step('signing in asks who it is, then for the password, and leads to this site only', page, async () => {
  const fresh = await newPage();
  await fresh.goto(`${limn.url}/auth/login?next=${encodeURIComponent('/\t/example.org')}`);
  await fresh.getByLabel('User name or e-mail').fill('somebody');
  await fresh.keyboard.press('Enter');
  await fresh.getByRole('button', { name: 'Change', exact: true }).click();
  await fresh.getByLabel('User name or e-mail').fill('admin');
  await fresh.keyboard.press('Enter');
  await fresh.keyboard.type('wrong');
  await fresh.keyboard.press('Enter');
  await fresh.getByRole('alert').filter({ hasText: 'Unable to log in' }).waitFor();
  await fresh.getByLabel('Password', { exact: true }).fill('password');
  await fresh.keyboard.press('Enter');
  await fresh.waitForURL(`${limn.url}/tasks`);
  await fresh.context().close();
});

await end(limn);
