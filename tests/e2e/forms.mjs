// Forms around the editor, in Chromium, on a server of its own: what was typed is made or asked about, what stands in the way
// is in sight, and who is refused something is shown a way on.
// Screenshots go to tests/e2e/out/forms. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, settled, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('forms');
const limn = await startLimn(join(out, 'data'));
const photo = picture(join(out, 'photo.jpg'), 'color=c=gray:size=640x360');
const project = (await limn.call('POST', '/api/projects', { name: 'streets', labels: [{ name: 'car' }] })).id;

const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

const labelsOf = async (owner, id) => (await limn.api(`/api/labels?${owner}_id=${id}`)).results.map(({ name }) => name).sort().join();
const idOf = () => Number(page.url().split('/').pop());
const newTask = async (name, query = '') => {
  await page.goto(`${limn.url}/tasks/create${query}`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.locator('input[type=file]').first().setInputFiles(photo);
};
const create = (how = 'open') => page.getByRole('button', { name: `Create and ${how}` });
const leaving = () => page.getByRole('dialog').filter({ hasText: 'Leave without saving?' });

await step('a label whose name was typed, and not added, is made with the task', page, async () => {
  await newTask('typed');
  await page.getByPlaceholder(/type a name and press Enter/).fill('dog, cat');
  await create().click();
  await page.waitForURL(/\/tasks\/\d+$/);
  check((await labelsOf('task', idOf())) === 'cat,dog', await labelsOf('task', idOf()));
});

await step('labels written as text, and not applied, are made with the task; with a mistake, none is made', page, async () => {
  await newTask('written');
  await page.getByText('Raw JSON').click();
  await page.getByLabel('Labels as JSON').fill('[{"name": "tree", "kind": 1}]');
  await create().click();
  await page.getByText(/unknown member “kind”/).waitFor();
  await page.getByLabel('Labels as JSON').fill('[{"name": "tree"}]');
  await create().click();
  await page.waitForURL(/\/tasks\/\d+$/);
  check((await labelsOf('task', idOf())) === 'tree', await labelsOf('task', idOf()));
});

await step('a mistake in the closed part of the form opens it', page, async () => {
  await newTask('hidden');
  const advanced = page.getByRole('button', { name: 'Advanced' });
  await advanced.click();
  await page.getByLabel('Segment size').fill('3');
  await page.getByLabel('Overlap').fill('5');
  await advanced.click();
  await page.getByLabel('Overlap').waitFor({ state: 'hidden' });
  await create().click();
  await page.getByText('Must be less than the segment size').waitFor();
  await page.getByLabel('Overlap').fill('1');
  await page.getByLabel('Issue tracker').fill('nowhere');
  await advanced.click();
  await page.getByLabel('Overlap').waitFor({ state: 'hidden' });
  await create().click();
  await page.getByText(/Enter a full address/).waitFor();
});

await step('two clicks make one task', page, async () => {
  await newTask('once', `?projectId=${project}`);
  let asked = 0;
  await page.route(/\/api\/projects\/\d+$/, async (route) => {
    asked += 1;
    await new Promise((wake) => setTimeout(wake, 500));
    await route.continue();
  });
  await create('continue').dblclick();
  await page.getByText('Frames: ready').waitFor();
  await page.unroute(/\/api\/projects\/\d+$/);
  check((await limn.api(`/api/tasks?project_id=${project}`)).count === 1, 'the task was made twice');
  check(asked > 0, 'the project was not waited for');
});

await step('a new project that has labels is not left without a question', page, async () => {
  await page.goto(`${limn.url}/projects/create`);
  await page.getByPlaceholder(/type a name and press Enter/).fill('road');
  await page.getByPlaceholder(/type a name and press Enter/).press('Enter');
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await leaving().getByRole('button', { name: 'Stay' }).click();
  await leaving().waitFor({ state: 'hidden' });
  await page.getByLabel('Name', { exact: true }).first().fill('Roads');
  await page.getByPlaceholder(/type a name and press Enter/).fill('bridge');
  await create().click();
  await page.waitForURL(/\/projects\/\d+$/);
  check((await labelsOf('project', idOf())) === 'bridge,road', await labelsOf('project', idOf()));
});

await step('labels that others add meanwhile stay', page, async () => {
  await page.goto(`${limn.url}/projects/${project}`);
  const field = page.getByPlaceholder(/type a name and press Enter/);
  await field.fill('bus');
  await field.press('Enter');
  await page.getByText('1 label to add').waitFor();
  await limn.call('PATCH', `/api/projects/${project}`, { labels: [{ name: 'tram' }] });
  await page.waitForTimeout(5100); // what was read is good for five seconds
  const reading = page.waitForResponse((answer) => answer.url().includes(`/api/labels?`) && answer.url().includes(`project_id=${project}`));
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await reading;
  await settled(page);
  check((await page.locator('.limn-save-bar').innerText()).includes('1 label to add'), await page.locator('.limn-save-bar').innerText());
  check(!(await page.locator('.limn-save-bar').innerText()).includes('delete'), 'the label of others is to be deleted');
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await leaving().getByRole('button', { name: 'Stay' }).click();
  await leaving().waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Save labels' }).click();
  await until('all are there', async () => (await labelsOf('project', project)) === 'bus,car,tram');
  await page.getByRole('button', { name: 'Edit tram' }).waitFor();
});

await step('what the server refuses of a long form comes into sight', page, async () => {
  await page.goto(`${limn.url}/cloudstorages/create`);
  await page.getByLabel('Name', { exact: true }).fill('pictures');
  await page.getByLabel('Bucket').fill('no-bucket');
  await page.getByLabel('Endpoint').fill('http://127.0.0.1:9');
  await page.getByLabel('Access key id').fill('one');
  await page.getByLabel('Secret access key').fill('two');
  await page.route(/\/api\/cloudstorages(\?|$)/, (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 400, contentType: 'text/plain', body: 'resource: The storage cannot be reached' }) : route.continue(),
  );
  await page.getByRole('button', { name: 'Attach' }).click();
  const said = page.locator('.ant-form-item-explain-error').filter({ hasText: 'The storage cannot be reached' });
  await said.waitFor();
  await until('it is in sight', () => said.evaluate((one) => { const { top, bottom } = one.getBoundingClientRect(); return top > 44 && bottom < window.innerHeight; }));
});

await step('a worker comes from a job to the jobs, and is told of a task that is closed', page, async () => {
  const who = 'worker:Harbour-Light-42';
  await limn.call('POST', '/api/auth/register', { username: 'worker', email: 'worker@example.com', password1: 'Harbour-Light-42', password2: 'Harbour-Light-42', first_name: 'Wanda', last_name: 'O' }, null);
  const inAcme = { 'X-Organization': 'acme' };
  await limn.call('POST', '/api/organizations', { slug: 'acme', name: 'Acme' });
  await limn.call('POST', '/api/invitations', { email: 'worker@example.com', role: 'worker' }, undefined, inAcme);
  const { id: worker } = await limn.call('GET', '/api/users/self', undefined, who);
  const { task, job } = await limn.makeTask({ name: 'shared', labels: [{ name: 'car' }] }, [photo]);
  await limn.call('PATCH', `/api/tasks/${task}`, { organization_id: (await limn.api('/api/organizations')).results[0].id });
  await limn.call('PATCH', `/api/jobs/${job}`, { assignee: worker });
  const theirs = await newPage();
  await signIn(theirs, limn.url, 'worker', 'Harbour-Light-42');
  await theirs.goto(`${limn.url}/tasks/${task}/jobs/${job}`);
  await theirs.locator('.ed-surface').waitFor();
  await theirs.getByRole('link', { name: 'Back to the jobs' }).click();
  await theirs.getByRole('link', { name: `Job #${job}` }).waitFor();
  await theirs.goto(`${limn.url}/tasks/${task}`);
  await theirs.getByText(/This is open to its owner/).waitFor();
  await theirs.screenshot({ path: join(out, 'closed.png') });
  await theirs.getByRole('link', { name: 'Your jobs of this task' }).click();
  await theirs.getByRole('link', { name: `Job #${job}` }).waitFor();
  await theirs.context().close();
});

await step('who may not make something is told at once, in place of the form', page, async () => {
  const inAcme = { 'X-Organization': 'acme' };
  const { id: worker } = await limn.call('GET', '/api/users/self', undefined, 'worker:Harbour-Light-42');
  const { id: own } = await limn.call('POST', '/api/projects', { name: 'theirs', labels: [{ name: 'car' }], assignee_id: worker }, undefined, inAcme);
  const { id: other } = await limn.call('POST', '/api/projects', { name: 'not theirs', labels: [{ name: 'car' }] }, undefined, inAcme);
  const theirs = await newPage();
  await signIn(theirs, limn.url, 'worker', 'Harbour-Light-42');
  await theirs.getByRole('button', { name: /^Workspace:/ }).click();
  await theirs.getByRole('button', { name: 'Acme' }).click();
  await theirs.getByRole('button', { name: 'Workspace: Acme' }).waitFor();
  const form = theirs.locator('main form');
  for (const [path, made, by] of [['/tasks/create', 'tasks', 'a supervisor or a maintainer'], [`/tasks/create?projectId=${other}`, 'tasks', 'a supervisor or a maintainer'], ['/projects/create', 'projects', 'a supervisor or a maintainer'], ['/cloudstorages/create', 'cloud storages', 'a maintainer']]) {
    await theirs.goto(limn.url + path);
    await theirs.getByText(`In Acme you are a worker; ${made} are made by ${by}.`).waitFor();
    await form.waitFor({ state: 'hidden' });
  }
  await theirs.screenshot({ path: join(out, 'refused.png') });
  await theirs.goto(`${limn.url}/tasks/create?projectId=${own}`);
  await theirs.getByLabel('Name', { exact: true }).fill('in a project of their own');
  await settled(theirs);
  check(await form.isVisible(), 'refused to who is assigned to the project');
  await theirs.context().close();
});

await end(limn);
