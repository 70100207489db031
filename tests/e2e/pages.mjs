// Every page around the editor, light and dark, as a person with something on every page sees it: a picture of each (in
// tests/e2e/out/pages), no serious accessibility finding, nothing wider than the window, no error inside the page. Ends in
// "N passed, N failed".
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { check, choose, seriousFindings, settled, signIn, startBrowser, widerBy } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('pages');
const limn = await startLimn(join(out, 'data'));

// --- something to see on every page
const pictures = [0, 60, 120, 180, 240, 300].map((hue, i) => picture(join(out, `img_${i}.jpg`), `testsrc2=size=640x360:rate=1,hue=h=${hue}`));
const makeTask = async (name, parameters) => (await limn.makeTask({ name, ...parameters }, pictures)).task;

await limn.call('POST', '/api/auth/register', { username: 'berta', email: 'berta@example.com', first_name: 'Berta', last_name: 'Berg', password1: 'Harbour-Light-42', password2: 'Harbour-Light-42' }, null);
const organization = await limn.call('POST', '/api/organizations', { slug: 'acme', name: 'Acme Labelling', description: 'Street scenes', contact: { email: 'office@example.com' } });
const inAcme = { 'X-Organization': 'acme' };
await limn.call('POST', '/api/invitations', { email: 'berta@example.com', role: 'supervisor' }, undefined, inAcme);
const labels = [
  { name: 'car', color: '#2080c0', attributes: [{ name: 'parked', mutable: true, input_type: 'checkbox', values: ['false'], default_value: 'false' }] },
  { name: 'person', color: '#c06060' },
];
const project = await limn.call('POST', '/api/projects', { name: 'City streets', labels });
for (const name of ['Rivers', 'Mountain roads', 'Harbour at night']) await limn.call('POST', '/api/projects', { name, labels });
const task = await makeTask('Morning rush', { project_id: project.id, segment_size: 2, subset: 'Train' });
const single = await makeTask('Evening', { labels, segment_size: 3 });
const job = (await limn.call('GET', `/api/jobs?task_id=${single}`)).results[0];
await limn.call('PATCH', `/api/jobs/${job.id}`, { stage: 'validation' });
const groundTruth = await limn.call('POST', '/api/jobs', { type: 'ground_truth', task_id: single, frame_selection_method: 'random_uniform', frame_count: 2 });
check(groundTruth.type === 'ground_truth', 'no ground truth job');
await limn.call('POST', '/api/guides', { project_id: project.id, markdown: '# How to annotate\n\nMark **every car**, parked ones too.\n\n| what | how |\n|---|---|\n| car | box |\n| person | box |\n\n- [x] read this\n- [ ] ask when unsure\n' });
await limn.call('POST', '/api/auth/access_tokens', { name: 'training script', read_only: true });
await limn.finished((await limn.call('POST', `/api/tasks/${single}/dataset/export?format=COCO%201.0&save_images=false`)).rq_id);

const boxes = '<annotations><version>1.1</version><image id="0" name="img_0.jpg" width="640" height="360"><box label="car" occluded="0" xtl="10" ytl="10" xbr="90" ybr="60"></box></image></annotations>';
const file = new FormData();
file.set('annotation_file', new Blob([boxes], { type: 'text/xml' }), 'boxes.xml');
await limn.finished((await limn.call('POST', `/api/tasks/${single}/annotations?format=CVAT%201.1&dry_run=true`, file)).rq_id);

const served = async (path) => (await limn.status(path)) !== 404;
const withClouds = await served('/api/cloudstorages');
const withWebhooks = await served('/api/webhooks');
if (withWebhooks) await limn.call('POST', '/api/webhooks', { target_url: 'http://localhost:9/hook', type: 'project', project_id: project.id, events: ['create:task', 'update:job'], description: 'Tell the chat' });

const PAGES = [
  ['projects', '/projects'],
  ['project-create', '/projects/create'],
  ['project', `/projects/${project.id}`],
  ['project-guide', `/projects/${project.id}/guide`],
  ['tasks', '/tasks'],
  ['tasks-nothing-matches', '/tasks?search=nosuchthing'],
  ['task-create', '/tasks/create'],
  ['task', `/tasks/${single}`],
  ['task-in-project', `/tasks/${task}`],
  ['task-guide', `/tasks/${single}/guide`],
  ['ground-truth-create', `/tasks/${task}/jobs/create`],
  ['validation', `/tasks/${single}/quality-control`],
  ['jobs', '/jobs'],
  ['requests', '/requests'],
  ['organization-none', '/organization'],
  ['organization-create', '/organizations/create'],
  ['invitations', '/invitations'],
  ['profile', '/profile'],
  ['not-found', '/tasks/999999'],
  ['no-number', '/tasks/abc'],
  ...(withClouds ? [['cloudstorages', '/cloudstorages'], ['cloudstorage-create', '/cloudstorages/create']] : []),
  ...(withWebhooks ? [['webhooks', `/projects/${project.id}/webhooks`], ['webhook-create', `/webhooks/create?projectId=${project.id}`]] : []),
];

// Things that open over a page: [name, path, what opens it].
const OPENED = [
  ['filter', '/tasks', async (page) => {
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Condition' }).click();
    await page.getByRole('button', { name: 'Group' }).click();
  }],
  ['sort', '/tasks', (page) => page.getByRole('button', { name: /^Sort:/ }).click()],
  ['views', '/tasks', (page) => page.getByRole('button', { name: 'Views' }).click()],
  ['selection', '/tasks', (page) => page.getByRole('checkbox', { name: 'Select all tasks shown' }).click()],
  ['card-menu', '/projects', (page) => page.getByRole('button', { name: 'Actions for project City streets' }).click()],
  ['palette', '/tasks', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do anything' }).fill('even');
    await page.getByRole('option', { name: /^Evening/ }).first().waitFor();
  }],
  ['settings', '/tasks', async (page) => {
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByRole('tab').first().waitFor();
  }],
  ['workspaces', '/tasks', (page) => page.getByRole('button', { name: /^Workspace:/ }).click()],
  ['notifications', '/tasks', (page) => page.getByRole('button', { name: 'Notifications' }).click()],
  ['token-form', '/profile', (page) => page.getByRole('button', { name: 'New token' }).click()],
  ['export', `/tasks/${single}`, async (page) => {
    await page.getByRole('button', { name: 'Actions for this task' }).click();
    await page.getByRole('menuitem', { name: 'Export dataset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).waitFor();
  }],
  ['move', `/tasks/${single}`, async (page) => {
    await page.getByRole('button', { name: 'Actions for this task' }).click();
    await page.getByRole('menuitem', { name: 'Move to a project' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Project' }).fill('Rivers');
    await page.locator('.ant-select-item-option').filter({ hasText: 'Rivers' }).click();
    await page.getByRole('checkbox', { name: 'Clear the attributes of car' }).check();
    await page.getByText('The attributes of “car” are cleared.').waitFor();
  }],
  ['skeleton', '/projects/create', async (page) => {
    await page.getByRole('button', { name: 'Set up skeleton' }).click();
    await page.getByRole('combobox', { name: 'Begin with a template' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'Face, 68 points' }).click();
    await page.getByText('Move pairs together (29)').waitFor();
  }],
];

const page = await newPage();

/** Brings a page up, with what opens over it. */
async function bring(page, path, open) {
  await page.goto(limn.url + path);
  await page.locator('h1').first().waitFor();
  await settled(page);
  if (!open) return;
  await open(page);
  await page.waitForTimeout(300);
  await settled(page);
}

async function look(name, colorScheme, path, open) {
  await bring(page, path, open);
  await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`) });
  const wide = await widerBy(page);
  check(wide <= 0, `${wide} pixels wider than the window`);
  const found = await seriousFindings(page);
  check(found.length === 0, found.join('\n'));
}

await page.goto(`${limn.url}/auth/login`);
await settled(page);
for (const [name, path] of [['login', '/auth/login'], ['register', '/auth/register'], ['forgotten', '/auth/password/reset'], ['email-sent', '/auth/email-verification-sent'], ['email-confirmed', '/auth/email-confirmation'], ['email-wrong', '/auth/incorrect-email-confirmation']]) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await step(`${name}, ${colorScheme}`, page, () => look(name, colorScheme, path));
  }
}
await signIn(page, limn.url, 'admin', 'password');
const only = process.env.PAGES?.split(',');
for (const colorScheme of ['light', 'dark']) {
  await page.emulateMedia({ colorScheme });
  for (const [name, path, open] of [...PAGES, ...OPENED]) {
    if (only && !only.includes(name)) continue;
    await step(`${name}, ${colorScheme}`, page, () => look(name, colorScheme, path, open));
  }
}

await step('an organisation', page, async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${limn.url}/tasks`);
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await page.getByRole('button', { name: /Acme Labelling/ }).click();
  await page.getByText('No tasks yet').waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const [name, path] of [['organization', '/organization'], ['empty-tasks', '/tasks'], ['empty-projects', '/projects'], ['empty-jobs', '/jobs']]) {
      await look(name, colorScheme, path);
    }
  }
});
check(organization.slug === 'acme', 'no organisation');

await step('the page in German and in Arabic', page, async () => {
  const spoken = await newPage();
  await signIn(spoken, limn.url, 'admin', 'password');
  await spoken.getByRole('heading', { name: 'Tasks' }).waitFor();
  await settled(spoken);
  await spoken.keyboard.press('F2');
  await choose(spoken, 'Language', 'Deutsch');
  await spoken.locator('html[lang=de][dir=ltr]').waitFor();
  await spoken.getByRole('heading', { name: 'Aufgaben' }).waitFor();
  await limn.keeps('language', (language) => language === 'de'); // or the page would send it later
  await limn.call('PATCH', '/api/users/self/settings', { language: 'ar' });
  await spoken.reload();
  await spoken.locator('html[lang=ar][dir=rtl]').waitFor();
  for (const [name, path] of [['tasks', '/tasks'], ['task', `/tasks/${single}`], ['task-create', '/tasks/create']]) {
    await spoken.goto(limn.url + path);
    await spoken.locator('h1').first().waitFor();
    await settled(spoken);
    const wide = await widerBy(spoken);
    check(wide <= 0, `${name}: ${wide} pixels wider than the window`);
    const found = await seriousFindings(spoken);
    check(found.length === 0, found.join('\n'));
    await spoken.screenshot({ path: join(out, `${name}-arabic.png`) });
  }
  await limn.call('PATCH', '/api/users/self/settings', { language: null });
  await spoken.context().close();
});

const phone = await newPage({ viewport: { width: 390, height: 800 } });
await step('a phone: nothing is wider than the window', phone, async () => {
  await signIn(phone, limn.url, 'admin', 'password');
  const wide = [];
  for (const [name, path, open] of [...PAGES, ['gallery', `/tasks/${single}/gallery`], ...OPENED]) {
    await bring(phone, path, open);
    const pixels = await widerBy(phone);
    if (pixels > 0) wide.push(`${name}: ${pixels} pixels`);
    await phone.screenshot({ path: join(out, `${name}-phone.png`) });
  }
  check(wide.length === 0, wide.join(', '));
});

await step('a 4K screen', page, async () => {
  const large = await newPage({ viewport: { width: 3840, height: 2160 } });
  await signIn(large, limn.url, 'admin', 'password');
  for (const [name, path] of [['projects', '/projects'], ['task', `/tasks/${single}`]]) {
    await large.goto(limn.url + path);
    await settled(large);
    await large.screenshot({ path: join(out, `${name}-4k.png`) });
  }
  await large.context().close();
});

await step('a list loads at most 360 kB of program', page, async () => {
  const fresh = await newPage();
  await signIn(fresh, limn.url, 'admin', 'password');
  const state = await fresh.context().storageState();
  await fresh.context().close();
  const measured = await newPage({ storageState: state });
  const sizes = [];
  measured.on('response', (answer) => {
    if (/\/assets\/.*\.js$/.test(new URL(answer.url()).pathname)) sizes.push(answer.body().then((body) => gzipSync(body).length));
  });
  await measured.goto(`${limn.url}/tasks`);
  await settled(measured);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  console.log(`        tasks: ${Math.round(total / 1000)} kB of program, compressed`);
  check(total <= 360_000, `${total} bytes`);
});

await end(limn);
