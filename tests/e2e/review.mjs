// Issues in Chromium, on a server of its own: a reviewer opens them by tool and from an object, and the annotator finds, answers
// and resolves them; what is typed survives a server that does not answer. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, choose, seriousFindings, until } from './browser.mjs';
import { near, startReview, tab } from './reviewing.mjs';

const { out, limn, renate, annika, issues, comments, openJob, placed, step, end } = await startReview('review');

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
  await until('the text to be there again', async () => (await card.getByRole('textbox').inputValue()) === 'The left side is cut off');
  await card.getByRole('textbox').press('Enter');
  await card.getByRole('listitem').filter({ hasText: 'The left side is cut off' }).waitFor();
  check((await comments()).length === 4, 'not stored once');
});

await step('an own comment is changed', renate, async () => {
  const card = renate.getByRole('dialog', { name: /^Issue/ });
  await card.getByRole('listitem').last().getByRole('button', { name: 'Edit' }).click();
  await card.getByRole('textbox', { name: 'Your comment' }).fill('The left wheel is cut off');
  await card.getByRole('button', { name: 'Change' }).click();
  await until('the new text to be stored', async () => (await comments()).at(-1).message === 'The left wheel is cut off');
  await card.getByText('The left wheel is cut off').waitFor();
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
  await until('the worst to be the first', async () => /blocking.*Incorrect position/.test(await rows.first().textContent()));
  await choose(renate, 'Which issues', 'major');
  await renate.keyboard.press('Escape');
  await until('filtering, with the open one drawn', async () => (await rows.count()) === 1 && (await renate.locator('.ed-pin').count()) === 2);
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
  await annika.getByRole('dialog', { name: `Issue ${issue.id}` }).waitFor();
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
  await until('listing the resolved one', async () => (await list.getByRole('option').count()) === 3);
  await annika.keyboard.press('f');
  await annika.getByRole('button', { name: 'Next frame with an issue' }).click();
  await annika.getByRole('dialog', { name: /^Issue/ }).waitFor();
  check((await annika.getByLabel('Frame number').inputValue()) === '0', 'not on the frame of the issue');
  await annika.getByRole('button', { name: 'Hide issues on the picture' }).click();
  await until('showing the open thread alone', async () => (await annika.locator('.ed-pin').count()) === 1);
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

await end(limn);
