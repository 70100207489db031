// Long lists in Chromium, on a server of its own: they go on by themselves, keep their place, hold what is chosen together, show
// a change without being read again, ask for values that a filter lacks, and become cards on a narrow window. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, settled, signIn, startBrowser, until, widerBy } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture } from './media.mjs';

const { out, newPage, step, end } = await startBrowser('lists');
const limn = await startLimn(join(out, 'data'));
const page = await newPage();
await signIn(page, limn.url, 'admin', 'password');

await step('a list goes on by itself', page, async () => {
  for (let i = 10; i < 40; i += 1) await limn.call('POST', '/api/tasks', { name: `Row ${i}`, labels: [{ name: 'car' }] });
  const rows = page.locator('[data-item]');
  const place = () => page.locator('main').evaluate((main) => main.scrollTop);
  const second = ({ pathname, searchParams }) => pathname === '/api/tasks' && searchParams.get('page') === '2';
  await page.route(second, (route) => route.fulfill({ status: 500, body: 'out of order' }));
  await page.goto(`${limn.url}/tasks?search=Row`);
  await rows.last().focus();
  await page.getByRole('alert').filter({ hasText: 'More tasks could not be loaded' }).waitFor();
  check((await rows.count()) === 10, 'what was there is gone');
  await page.unroute(second);
  await page.getByRole('button', { name: 'Retry' }).click();
  await until('the end', async () => {
    await rows.last().scrollIntoViewIfNeeded();
    return page.getByText('End of the list: 30 tasks').isVisible();
  });
  const names = await rows.locator('.limn-main-link').allInnerTexts();
  check(names.join() === Array.from({ length: 30 }, (_, i) => `Row ${39 - i}`).join(), names.join());
  await page.getByText('1–30 of 30').waitFor();
  await page.getByRole('checkbox', { name: 'Select task Row 37' }).click();
  await page.getByRole('checkbox', { name: 'Select task Row 14' }).click({ modifiers: ['Shift'] });
  await page.getByText('24 tasks selected').waitFor();
  await page.getByRole('button', { name: 'Deselect' }).click();

  await page.getByRole('link', { name: 'Row 18' }).scrollIntoViewIfNeeded();
  const left = await place();
  check(left > 500, `only ${left} pixels down`);
  await page.getByRole('link', { name: 'Row 18' }).click();
  await page.getByRole('heading', { name: 'Row 18' }).waitFor();
  check((await place()) === 0, 'the task is not read from its top');
  await page.goBack();
  await page.getByRole('link', { name: 'Row 18' }).waitFor();
  check((await rows.count()) === 30 && (await place()) === left, `${await rows.count()} rows, ${await place()} instead of ${left} pixels down`);

  await page.getByRole('button', { name: 'Page 2' }).click();
  await page.waitForURL(/page=2/);
  await page.getByRole('link', { name: 'Row 39' }).waitFor({ state: 'detached' });
  check((await rows.first().locator('.limn-main-link').innerText()) === 'Row 29', 'does not begin at the second page');
  check((await rows.first().boundingBox()).y > 0, 'the second page is not read from its top');
  await page.goBack();
  await page.getByRole('link', { name: 'Row 39' }).waitFor();
  check((await place()) === left, 'back is another place');
});

await step('all that match stay chosen while the list goes on', page, async () => {
  await page.goto(`${limn.url}/tasks?search=Row&pageSize=20`);
  await page.getByRole('checkbox', { name: 'Select task Row 39' }).click();
  await page.getByRole('button', { name: 'Select all 30' }).click();
  await page.getByText('30 tasks selected').waitFor();
  await page.locator('[data-item="19"]').focus();
  await page.getByText('End of the list: 30 tasks').waitFor();
  await page.getByText('30 tasks selected').waitFor();
  check(await page.getByRole('checkbox', { name: 'Select task Row 10' }).isChecked(), 'the last one is not chosen');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.screenshot({ path: join(out, 'delete-30.png') });
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('30 of 30 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('No task matches').waitFor();
});

await step('a deleted row leaves a long list without its pages being read again', page, async () => {
  for (let i = 10; i < 28; i += 1) await limn.call('POST', '/api/tasks', { name: `Line ${i}`, labels: [{ name: 'car' }] });
  await page.goto(`${limn.url}/tasks?search=Line&pageSize=5`);
  const names = () => page.locator('[data-item] .limn-main-link').allInnerTexts();
  await page.locator('[data-item="4"]').focus();
  await until('the second page', async () => (await names()).length >= 10);
  await settled(page);
  const asked = [];
  const note = (request) => new URL(request.url()).pathname === '/api/tasks' && request.method() === 'GET' && asked.push(request.url());
  page.on('request', note);
  await page.getByRole('button', { name: 'Actions for task Line 26' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete task' }).click();
  await page.getByRole('link', { name: 'Line 26' }).waitFor({ state: 'detached' });
  await settled(page);
  check(!asked.some((url) => new URL(url).searchParams.get('page') === '1'), asked.join());
  page.off('request', note);
  await until('the end', async () => {
    await page.locator('[data-item]').last().scrollIntoViewIfNeeded();
    return page.getByText('End of the list: 17 tasks').isVisible();
  });
  const left = Array.from({ length: 18 }, (_, i) => `Line ${27 - i}`).filter((name) => name !== 'Line 26');
  check((await names()).join() === left.join(), (await names()).join());
});

await step('who has ticked a box takes all with Ctrl+A', page, async () => {
  await page.goto(`${limn.url}/tasks?search=Line&pageSize=5`);
  await page.getByRole('checkbox', { name: 'Select task Line 27' }).click();
  await page.getByText('1 task selected').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText(/^\d\d? tasks selected$/).waitFor();
  check(await page.getByRole('checkbox', { name: 'Select task Line 25' }).isChecked(), 'not all are chosen');
});

await step('a condition without a value is not applied, and says so', page, async () => {
  await page.goto(`${limn.url}/tasks?search=Line`);
  await page.getByRole('link', { name: 'Line 27' }).waitFor();
  await page.getByRole('button', { name: 'Filter' }).click();
  const builder = page.locator('form.limn-filter');
  const told = builder.getByRole('alert').filter({ hasText: 'A value is missing' });
  const apply = builder.getByRole('button', { name: 'Apply' });
  const fields = ['Name', 'ID', 'Status', 'Updated', 'Assignee'];
  for (const [i, field] of fields.entries()) {
    await builder.getByRole('button').filter({ hasText: 'Condition' }).click();
    await builder.getByRole('combobox', { name: 'Field' }).nth(i).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: new RegExp(`^${field}$`) }).click();
  }
  await apply.click();
  await until('each says so', async () => (await told.count()) === fields.length);
  await until('the focus in the first of them', () => builder.getByLabel('Value of Name').evaluate((field) => field === document.activeElement));
  check(!page.url().includes('filter='), 'it was applied');
  check((await builder.locator('input[aria-invalid=true]').count()) === fields.length, 'not every field is marked');
  await page.screenshot({ path: join(out, 'filter-without-values.png') });
  await page.keyboard.type('2');
  await until('one less', async () => (await told.count()) === fields.length - 1);
  for (let left = fields.length; left > 1; left -= 1) await builder.getByRole('button', { name: 'Remove this condition' }).last().click();
  await apply.click();
  await page.waitForURL(/filter=/);
  await page.getByRole('link', { name: 'Line 18' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Line 27' }).waitFor();
});

await step('what counts in a row has room on windows of every width', page, async () => {
  await limn.makeTask({ name: 'Photo', labels: [{ name: 'car' }] }, [picture(join(out, 'photo.jpg'), 'color=c=gray:size=640x360')]);
  for (const width of [768, 900, 991, 992, 1024, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    for (const [path, column] of [['/tasks', 'name'], ['/jobs', 'job']]) {
      await page.goto(limn.url + path);
      await settled(page);
      const room = await page.locator(`th[data-column="${column}"]`).evaluate((cell) => cell.getBoundingClientRect().width);
      check(room >= 110, `${path}: ${room} pixels of ${width}`);
    }
  }
});

await step('a row across the table takes no room of columns that are left out', page, async () => {
  const filledBy = () =>
    page.locator('.limn-rows').evaluate((table) => {
      const titles = [...table.querySelectorAll('thead :is(th, td)')].filter((cell) => cell.checkVisibility());
      return titles.reduce((sum, cell) => sum + cell.getBoundingClientRect().width, 0) / table.getBoundingClientRect().width;
    });
  await page.setViewportSize({ width: 900, height: 720 });
  await page.goto(`${limn.url}/tasks?search=nosuchthing`);
  await page.getByText('No task matches').waitFor();
  check((await filledBy()) > 0.99, `columns fill ${await filledBy()} of the table`);
  await page.screenshot({ path: join(out, 'middling-empty.png') });
});

await step('rows are cards on a narrow window, nothing wider than it', page, async () => {
  await page.setViewportSize({ width: 640, height: 720 });
  for (const path of ['/tasks', '/jobs', '/requests']) {
    await page.goto(limn.url + path);
    await settled(page);
    const wide = await widerBy(page);
    check(wide <= 0, `${path} is ${wide} pixels wider than the window`);
    await page.screenshot({ path: join(out, `narrow${path.replace('/', '-')}.png`) });
  }
  await page.goto(`${limn.url}/tasks?search=Line`);
  await page.getByRole('link', { name: 'Line 27' }).waitFor();
  await page.getByRole('checkbox', { name: 'Select all tasks shown' }).click();
  await page.getByText('10 tasks selected').waitFor();
  check(await page.getByRole('columnheader', { name: 'Progress' }).isHidden(), 'a title of a column is shown above cards');
});

await end(limn);
