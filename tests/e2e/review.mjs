// Reviewing in Chromium, on a server of its own: a reviewer opens issues by tool and from an object, and the annotator finds,
// answers and resolves them; what is typed survives a server that does not answer. Then objects are accepted and rejected by
// key, the job is sent back, finished with what speaks against it told, and accepted. Ends in "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, choose, seriousFindings, signIn, startBrowser } from './browser.mjs';
import { startLimn } from './limn.mjs';

const { out, browser, totals, problems, newPage, step } = await startBrowser('out-review');
const limn = await startLimn(join(out, 'data'));
const IMAGE = { width: 640, height: 360 };
const PASSWORD = 'Harbour-Light-42';
const RENATE = `renate:${PASSWORD}`;

for (const [username, first, last] of [['renate', 'Renate', 'Reviewer'], ['annika', 'Annika', 'Annotator']]) {
  await limn.call('POST', '/api/auth/register', { username, email: `${username}@example.com`, first_name: first, last_name: last, password1: PASSWORD, password2: PASSWORD }, null);
}

const LABELS = [
  { name: 'car', color: '#2f80ed', type: 'any', attributes: [{ name: 'make', mutable: false, input_type: 'select', default_value: '__undefined__', values: ['__undefined__', 'old', 'new'] }] },
  { name: 'person', color: '#eb5757', type: 'any', attributes: [] },
];

async function makeJob() {
  const task = await limn.call('POST', '/api/tasks', { name: 'Crossing', labels: LABELS }, RENATE);
  const form = new FormData();
  form.set('image_quality', '80');
  for (let i = 0; i < 4; i += 1) {
    const path = join(out, `street_${i}.jpg`);
    execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=1,hue=h=${30 * i}:s=0.3`, '-frames:v', '1', path]);
    form.set(`client_files[${i}]`, new Blob([readFileSync(path)], { type: 'image/jpeg' }), `street_${i}.jpg`);
  }
  await limn.finished((await limn.call('POST', `/api/tasks/${task.id}/data`, form, RENATE)).rq_id);
  const { results: jobs } = await limn.call('GET', `/api/jobs?task_id=${task.id}`, undefined, RENATE);
  const { results: labels } = await limn.call('GET', `/api/labels?task_id=${task.id}`, undefined, RENATE);
  const { results: people } = await limn.call('GET', '/api/users?search=annika', undefined);
  await limn.call('PATCH', `/api/jobs/${jobs[0].id}`, { assignee: people[0].id });
  const label = (name) => labels.find((one) => one.name === name);
  return { task: task.id, job: jobs[0].id, car: label('car'), person: label('person') };
}

const { task, job, car, person } = await makeJob();
const box = (frame, labelId, points, attributes = []) => ({ type: 'rectangle', frame, label_id: labelId, points, occluded: false, outside: false, z_order: 0, rotation: 0, source: 'manual', group: 0, attributes, elements: [] });
const make = (value) => [{ spec_id: car.attributes[0].id, value }];
await limn.call('PUT', `/api/jobs/${job}/annotations`, {
  version: 0,
  tags: [],
  tracks: [],
  shapes: [box(0, car.id, [60, 60, 220, 180], make('old')), box(0, person.id, [300, 80, 350, 220]), box(2, car.id, [400, 100, 560, 260], make('__undefined__'))],
}, RENATE);

const issues = async () => (await limn.call('GET', `/api/issues?job_id=${job}&sort=id`, undefined, RENATE)).results;
const comments = async () => (await limn.call('GET', `/api/comments?job_id=${job}&sort=id`, undefined, RENATE)).results;
const jobUrl = (query = '') => `${limn.url}/tasks/${task}/jobs/${job}${query}`;

async function openJob(page, query = '?frame=0') {
  await page.goto(jobUrl(query));
  await page.getByRole('button', { name: 'Select and edit' }).waitFor({ timeout: 30000 });
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state, .ed-opening'));
}
async function placed(page) {
  const surface = await page.locator('.ed-surface').boundingBox();
  const scale = Math.min((surface.width - 24) / IMAGE.width, (surface.height - 24) / IMAGE.height);
  const x0 = surface.x + surface.width / 2 - (IMAGE.width / 2) * scale;
  const y0 = surface.y + surface.height / 2 - (IMAGE.height / 2) * scale;
  return (x, y) => [x0 + x * scale, y0 + y * scale];
}
const near = (a, b) => a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= 2);
const tab = (page, name) => page.getByRole('tab', { name }).click();

const renate = await newPage();
await signIn(renate, limn.url, 'renate', PASSWORD);

await step('an issue by the tool: a box', renate, async () => {
  await openJob(renate);
  const at = await placed(renate);
  await renate.getByRole('button', { name: 'Open an issue', exact: true }).click();
  await renate.mouse.move(...at(420, 40));
  await renate.mouse.down();
  await renate.mouse.move(...at(480, 100), { steps: 4 });
  await renate.screenshot({ path: join(out, 'issue-under-way.png') });
  await renate.mouse.move(...at(520, 140), { steps: 4 });
  await renate.mouse.up();
  const card = renate.getByRole('dialog', { name: 'New issue' });
  await choose(renate, 'Severity', 'major');
  await card.getByRole('textbox').fill('Who stands here?');
  await renate.screenshot({ path: join(out, 'issue-new.png') });
  await renate.keyboard.press('Enter');
  await card.waitFor({ state: 'detached' });
  const [issue] = await issues();
  check(near(issue.position, [420, 40, 520, 140]) && issue.frame === 0, `frame ${issue.frame} ${issue.position}`);
  check((await comments())[0].message === 'Who stands here?', 'the text is another');
  check(issue.severity === 'major' && issue.assignee?.username === 'annika', `${issue.severity}, for ${issue.assignee?.username}`);
});

await step('an issue by the tool: a place, with words at hand', renate, async () => {
  const at = await placed(renate);
  await renate.keyboard.press('Escape');
  await renate.keyboard.press('i');
  await renate.mouse.click(...at(600, 300));
  await renate.getByRole('dialog', { name: 'New issue' }).getByRole('button', { name: 'Who stands here?' }).click();
  await renate.getByRole('dialog', { name: 'New issue' }).waitFor({ state: 'detached' });
  const [, issue] = await issues();
  check(near(issue.position, [600, 300]), `${issue.position}`);
});

await step('a quick issue from the menu of an object', renate, async () => {
  await tab(renate, 'Objects');
  await renate.locator('.ed-row', { hasText: 'car' }).click({ button: 'right' });
  await renate.getByText('Quick issue', { exact: true }).hover();
  await renate.getByRole('menuitem', { name: 'Incorrect position' }).waitFor();
  await renate.screenshot({ path: join(out, 'quick-issue.png') });
  await renate.getByRole('menuitem', { name: 'Incorrect position' }).click();
  await renate.getByRole('button', { name: /^Issue \d+: Incorrect position/ }).waitFor();
  const [, , issue] = await issues();
  check(near(issue.position, [60, 60, 220, 180]), `${issue.position}`);
});

await step('a comment that the server did not get is kept and sent again', renate, async () => {
  await renate.getByRole('button', { name: /^Issue \d+: Incorrect position/ }).click();
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  await renate.context().route('**/api/comments', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await card.getByRole('textbox').fill('The left side is cut off');
  await card.getByRole('button', { name: 'Comment', exact: true }).click();
  await card.getByText(/Your text is kept/).waitFor();
  await renate.screenshot({ path: join(out, 'comment-kept.png') });
  await card.getByRole('button', { name: 'Close' }).click();
  await renate.context().unroute('**/api/comments');
  await renate.getByRole('button', { name: /^Issue \d+: Incorrect position/ }).click();
  check((await card.getByRole('textbox').inputValue()) === 'The left side is cut off', 'the text was lost');
  await card.getByRole('textbox').press('Enter');
  await card.getByRole('listitem').filter({ hasText: 'The left side is cut off' }).waitFor();
  check((await comments()).length === 4, 'not stored once');
});

await step('an own comment is changed', renate, async () => {
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  await card.getByRole('listitem').last().getByRole('button', { name: 'Edit' }).click();
  await card.getByRole('textbox', { name: 'Your comment' }).fill('The left wheel is cut off');
  await card.getByRole('button', { name: 'Change' }).click();
  await card.getByText('The left wheel is cut off').waitFor();
  check((await comments()).at(-1).message === 'The left wheel is cut off', 'the old text is stored');
  await card.getByRole('button', { name: 'Close' }).click();
});

await step('an issue is graded later, and told in words on its mark', renate, async () => {
  await renate.getByRole('button', { name: /^Issue \d+: Incorrect position/ }).click();
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  await choose(renate, 'Severity', 'blocking');
  await renate.getByRole('button', { name: /^Issue \d+: blocking: Incorrect position/ }).waitFor();
  check((await issues())[2].severity === 'blocking', 'not graded on the server');
  await tab(renate, 'Issues');
  const rows = renate.getByRole('listbox', { name: 'Issues of this job' }).getByRole('option');
  await choose(renate, 'Order of the issues', 'Worst first');
  check(/blocking.*Incorrect position/.test(await rows.first().textContent()), 'the worst is not the first');
  await choose(renate, 'Which issues', 'major');
  await renate.keyboard.press('Escape');
  check((await rows.count()) === 1 && (await renate.locator('.ed-pin').count()) === 2, 'not filtered, or the open one is not drawn');
  await renate.screenshot({ path: join(out, 'issues-graded.png') });
  await renate.getByRole('combobox', { name: 'Which issues' }).focus();
  await renate.keyboard.press('Backspace');
  await renate.keyboard.press('Escape');
  await choose(renate, 'Order of the issues', 'By frame');
  await tab(renate, 'Objects');
  if (!(await card.isVisible())) await renate.getByRole('button', { name: /Incorrect position/ }).first().click();
});

await step('somebody is named behind an @, by keys', renate, async () => {
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  const text = card.getByRole('textbox');
  await text.pressSequentially('Can you mend it, @ann');
  await card.getByRole('listbox', { name: 'People who can see the job' }).getByRole('option', { name: /annika/ }).waitFor();
  await renate.screenshot({ path: join(out, 'mention.png') });
  await text.press('Enter');
  check((await text.inputValue()) === 'Can you mend it, @annika ', await text.inputValue());
  await text.press('Enter');
  await card.locator('.ed-mention', { hasText: '@annika' }).waitFor();
  check((await comments()).at(-1).mentions?.[0]?.username === 'annika', 'the server knows nobody');
  await text.pressSequentially('x @r');
  await text.press('Escape');
  check(await card.isVisible(), 'Escape closed the card instead of the list');
  await text.fill('');
  const found = await seriousFindings(renate, '.ed-issue-card');
  check(found.length === 0, found.join('\n'));
  await card.getByRole('button', { name: 'Close' }).click();
});

const pastePicture = (field) =>
  field.evaluate(async (element) => {
    const canvas = new OffscreenCanvas(60, 40);
    canvas.getContext('2d').fillRect(10, 10, 20, 20);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'crop.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });

await step('what is seen, and a pasted picture, go with a comment', renate, async () => {
  await renate.getByRole('button', { name: /^Issue \d+: blocking: Incorrect position/ }).click();
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  await card.getByRole('button', { name: 'Attach what I see' }).click();
  await pastePicture(card.getByRole('textbox'));
  const waiting = card.getByRole('list', { name: 'Pictures that go with it' }).locator('img');
  await card.locator('.ed-pictures img:not(.ed-waiting)').nth(1).waitFor();
  await renate.screenshot({ path: join(out, 'pictures-added.png') });
  await card.getByRole('button', { name: 'Take crop.png away' }).click();
  check((await waiting.count()) === 1, 'it is still there');
  await pastePicture(card.getByRole('textbox'));
  await card.locator('.ed-pictures img:not(.ed-waiting)').nth(1).waitFor();
  await card.getByRole('button', { name: 'Comment', exact: true }).click();
  const shown = card.getByRole('listitem').locator('a img');
  await shown.nth(1).waitFor();
  await renate.waitForFunction(() => [...document.querySelectorAll('.ed-pictures a img')].every((image) => image.naturalWidth > 0));
  check((await waiting.count()) === 0, 'what was sent is still beside the text');
  check(/!\[frame 0\.png\]\(\/api\/assets\//.test((await comments()).at(-1).message), (await comments()).at(-1).message);
  await renate.screenshot({ path: join(out, 'pictures-sent.png') });
  await card.getByRole('button', { name: 'Edit' }).last().click();
  await card.getByRole('button', { name: 'Take frame 0.png away' }).click();
  await card.getByRole('textbox', { name: 'Your comment' }).fill('This corner');
  await card.getByRole('button', { name: 'Change' }).click();
  await card.getByRole('textbox', { name: 'Your comment' }).waitFor({ state: 'detached' });
  check((await card.locator('a img').count()) === 1, 'the picture was not taken away');
  check((await comments()).at(-1).message.startsWith('This corner\n\n![crop.png]'), (await comments()).at(-1).message);
  const found = await seriousFindings(renate, '.ed-issue-card');
  check(found.length === 0, found.join('\n'));
  await card.getByRole('button', { name: 'Close' }).click();
});

const annika = await newPage();
await signIn(annika, limn.url, 'annika', PASSWORD);

await step('open issues wait on the list of jobs, and lead to where they are', annika, async () => {
  const [, , issue] = await issues();
  await annika.goto(`${limn.url}/jobs`);
  await annika.getByRole('button', { name: 'My open issues: 3' }).click();
  const links = annika.locator('.limn-my-issues a');
  check(/blocking.*This corner.*names you/s.test(await links.first().textContent()), await links.first().textContent());
  await annika.screenshot({ path: join(out, 'my-issues.png') });
  const found = await seriousFindings(annika);
  check(found.length === 0, found.join('\n'));
  await links.first().click();
  await annika.getByRole('dialog', { name: `Issue ${issue.id}` }).waitFor({ timeout: 30000 });
});

await step('the annotator follows a link to an issue, answers and resolves', annika, async () => {
  const [, , issue] = await issues();
  await openJob(annika, `?issue=${issue.id}`);
  const card = annika.getByRole('dialog', { name: `Issue ${issue.id}` });
  await card.getByText('The left wheel is cut off').waitFor();
  check(!annika.url().includes('issue='), 'the address still asks for it');
  check((await card.getByRole('button', { name: 'Edit' }).count()) === 0, 'comments of others may be edited');
  await card.getByRole('textbox').fill('Widened');
  await card.getByRole('button', { name: 'Comment and resolve' }).click();
  await card.getByText('resolved', { exact: true }).waitFor();
  check((await issues())[2].resolved, 'not resolved on the server');
  check((await comments()).at(-1).message === 'Widened', 'not answered');
  await card.getByRole('button', { name: 'Reopen' }).click();
  await card.getByText('resolved', { exact: true }).waitFor({ state: 'detached' });
  await card.getByRole('button', { name: 'Resolve' }).click();
  await card.getByText('resolved', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Close' }).click();
  await annika.getByRole('button', { name: `Issue ${issue.id}, resolved` }).waitFor({ state: 'detached' });
});

await step('the list leads from issue to issue, and shows resolved ones when asked', annika, async () => {
  await tab(annika, 'Issues');
  const list = annika.getByRole('listbox', { name: 'Issues of this job' });
  check((await list.getByRole('option').count()) === 2, 'not two open issues');
  await annika.getByLabel(/Show resolved ones/).check();
  check((await list.getByRole('option').count()) === 3, 'the resolved one is not listed');
  await annika.keyboard.press('f');
  await annika.getByRole('button', { name: 'Next frame with an issue' }).click();
  await annika.getByRole('dialog', { name: /^Issue/ }).waitFor();
  check((await annika.getByLabel('Frame number').inputValue()) === '0', 'not on the frame of the issue');
  await annika.getByRole('button', { name: 'Hide issues on the picture' }).click();
  check((await annika.locator('.ed-pin').count()) === 1, 'more is shown than the open thread');
  await annika.getByRole('button', { name: 'Show issues on the picture' }).click();
  const found = await seriousFindings(annika);
  check(found.length === 0, found.join('\n'));
});

await step('an issue is removed after a question', renate, async () => {
  const [, second] = await issues();
  await openJob(renate, `?issue=${second.id}`);
  await renate.getByRole('dialog', { name: `Issue ${second.id}` }).getByRole('button', { name: 'Delete this issue' }).click();
  await renate.locator('.ant-modal-confirm-title', { hasText: `The issue #${second.id} will be deleted.` }).waitFor();
  await renate.getByRole('button', { name: 'Delete issue' }).click();
  await renate.getByRole('dialog', { name: `Issue ${second.id}` }).waitFor({ state: 'detached' });
  check((await issues()).length === 2, 'it is still there');
});

const review = (page) => page.getByRole('listbox', { name: 'Objects to review on this frame' });
const stands = async () => {
  const { stage, state } = await limn.call('GET', `/api/jobs/${job}`, undefined, RENATE);
  return `${stage}, ${state}`;
};

await step('an issue about what is outlined', annika, async () => {
  const before = (await issues()).length;
  await openJob(annika);
  const at = await placed(annika);
  await annika.getByRole('button', { name: 'Open an issue', exact: true }).click();
  await annika.getByRole('group', { name: 'Tool options' }).getByText('Outline', { exact: true }).click();
  for (const corner of [[300, 200], [400, 220], [350, 300]]) {
    await annika.mouse.click(...at(...corner));
    await annika.waitForTimeout(330); // two clicks near each other are not a double click
  }
  await annika.screenshot({ path: join(out, 'issue-outline.png') });
  await annika.keyboard.press('n');
  const card = annika.getByRole('dialog', { name: 'New issue' });
  await card.getByRole('textbox').fill('This corner is missing');
  await annika.keyboard.press('Enter');
  await card.waitFor({ state: 'detached' });
  await annika.screenshot({ path: join(out, 'issue-outlined.png') });
  const all = await issues();
  check(near(all.at(-1).position, [300, 200, 400, 220, 350, 300]), `${all.at(-1).position}`);
  await limn.call('DELETE', `/api/issues/${all.at(-1).id}`);
  check((await issues()).length === before, 'it stays for the next steps');
});

await step('a job to be validated opens in Review, where nothing is edited', renate, async () => {
  await limn.call('PATCH', `/api/jobs/${job}`, { stage: 'validation' }, RENATE);
  await renate.goto(jobUrl('?frame=0'));
  await review(renate).waitFor({ timeout: 30000 });
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
  await renate.waitForFunction(() => document.querySelector('input[aria-label="Frame number"]').value === '2');
  const last = (await issues()).at(-1);
  check(near(last.position, [300, 80, 350, 220]) && (await comments()).at(-1).message === 'Incorrect label', 'no issue says why');
  await renate.getByText('2 of 3, 1 rejected').waitFor();
  await renate.keyboard.press('d');
  await renate.keyboard.press('d');
  await renate.waitForFunction(() => document.querySelector('input[aria-label="Frame number"]').value === '0');
  await renate.locator('.ed-mark').nth(1).waitFor();
});

await step('verdicts are there again the next time', renate, async () => {
  for (let i = 0; i < 50; i += 1) {
    if ((await limn.call('GET', '/api/users/self/settings', undefined, RENATE))['editor.review']?.[0]?.rejected) break;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await renate.reload();
  await renate.getByText('2 of 3, 1 rejected').waitFor({ timeout: 30000 });
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
  await annika.waitForFunction(() => document.querySelector('input[aria-label="Frame number"]').value === '2');
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
  await dialog.getByRole('button', { name: 'Import', exact: true }).click({ timeout: 60000 });
  await annika.locator('.ed-row', { hasText: 'person' }).waitFor({ timeout: 60000 });
  check((await annika.getByLabel('Frame number').inputValue()) === '3', 'not on the frame');
});

await step('the menu of the job exports and leads to the task', annika, async () => {
  await annika.getByRole('button', { name: 'Menu of the job' }).click();
  await annika.screenshot({ path: join(out, 'job-menu.png') });
  await annika.getByRole('menuitem', { name: 'Export job dataset…' }).click();
  await annika.getByRole('dialog').filter({ hasText: `job #${job}` }).waitFor();
  await annika.keyboard.press('Escape');
});

await step('the job is accepted', renate, async () => {
  await limn.call('PATCH', `/api/jobs/${job}`, { stage: 'validation' }, RENATE);
  await renate.goto(jobUrl('?frame=0'));
  await review(renate).waitFor({ timeout: 30000 });
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
  await renate.getByRole('dialog', { name: /^Issue/ }).waitFor({ timeout: 30000 });
  await review(renate).waitFor();
  await renate.screenshot({ path: join(out, 'dark-issue.png') });
  await renate.keyboard.press('Escape');
  await renate.keyboard.press('Tab');
  await renate.keyboard.press('r');
  await renate.getByRole('dialog', { name: 'Reason of the rejection' }).waitFor();
  const found = await seriousFindings(renate);
  check(found.length === 0, found.join('\n'));
});

await browser.close();
await limn.stop();
if (problems.length) console.log(`errors of the page: ${[...new Set(problems)].join('; ')}`);
console.log(`${totals.passed} passed, ${totals.failed + (problems.length ? 1 : 0)} failed`);
process.exit(totals.failed || problems.length ? 1 : 0);
