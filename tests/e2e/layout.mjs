// The editor in windows of all sizes, on a server of its own: the sidebar beside, over and below the picture, tools without
// room, options within reach, hints that are put away, large buttons, what a browser lacks, and notices that come again.
// Screenshots go to tests/e2e/out-layout. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, choose as pick, seriousFindings, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture, withContext } from './media.mjs';

const { out, newPage, step: named, end } = await startBrowser('layout');
const limn = await startLimn(join(out, 'data'));

const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [{ name: 'parked', mutable: false, input_type: 'checkbox', default_value: 'false', values: ['false'] }] },
  { name: 'person', color: '#3b82f6', type: 'any', attributes: [] },
  { name: 'night', color: '#8b5cf6', type: 'tag', attributes: [] },
];

// Pictures that others go with, as from further cameras.
async function makeTask() {
  const files = ['one.jpg', 'two.jpg', 'three.jpg'].map((file, i) => picture(join(out, file), `testsrc2=size=1280x720:rate=1,hue=h=${i * 60}`));
  const related = withContext(join(out, 'related.zip'), files, ['left', 'right']);
  const { task, job, labels } = await limn.makeTask({ name: 'windows', labels: LABELS }, [related]);
  const box = (x, label) => ({
    type: 'rectangle', frame: 0, label_id: labels[label].id, group: 0, source: 'manual', occluded: false, outside: false, z_order: 0, rotation: 0,
    points: [x, 200, x + 150, 330], attributes: [], elements: [],
  });
  await limn.call('PUT', `/api/jobs/${job}/annotations`, { version: 0, tags: [], shapes: [box(200, 'car'), box(500, 'person'), box(800, 'car')], tracks: [] });
  return `${limn.url}/tasks/${task}/jobs/${job}`;
}

const address = await makeTask();

async function open(page, query = '') {
  await page.goto(address + query);
  await page.locator('.ed-surface').waitFor();
  await page.waitForFunction(() => !document.querySelector('.ed-frame-state'));
}

// In light and dark, with an accessibility scan of what is open; of that alone where it covers a part of something else.
async function pictures(page, name, within = undefined) {
  const problemsFound = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`) });
    problemsFound.push(...(await seriousFindings(page, within)).map((finding) => `${colorScheme}: ${finding}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  check(problemsFound.length === 0, problemsFound.join('\n'));
}

// Nothing is wider than the window.
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
// Each is all within the window, and the topmost thing at its middle is part of it.
const inReach = (locator) =>
  locator.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, top, right, bottom, width } = element.getBoundingClientRect();
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return !(width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && at && (element.contains(at) || at.contains(element)));
      })
      .map((element) => element.getAttribute('aria-label') || element.textContent),
  );
const sidebar = (page) => page.getByRole('button', { name: 'Sidebar', exact: true });
const tool = (page, name) => page.getByRole('button', { name, exact: true });

const page = await newPage();
const step = (title, act, on = page) => named(title, on, act);
await signIn(page, limn.url, 'admin', 'password');

await step('1280 pixels, with context images: the options of every tool are within reach', async () => {
  await open(page);
  await page.getByRole('region', { name: 'Context image: left.jpg' }).waitFor();
  for (const name of ['Rectangle', 'Polygon', 'Mask', 'Cuboid']) {
    await tool(page, name).click();
    const options = page.getByRole('group', { name: 'Tool options' });
    const cut = await inReach(options.locator('button, .ant-select, .ant-input-number, .ant-segmented-item'));
    check(cut.length === 0, `${name}: out of reach: ${cut.join(' | ')}`);
  }
  await pictures(page, 'full');
  await page.keyboard.press('Escape');
});

await step('the sidebar goes and comes, by button and key', async () => {
  const width = () => page.locator('.ed-views').evaluate((element) => element.clientWidth);
  const before = await width();
  await sidebar(page).click();
  await until('the canvas is wider', async () => (await width()) === before + 301 || (await width()) === before + 300);
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('\\');
  await until('the sidebar is back', async () => (await width()) === before);
});

await step('the objects and the guide in a window of their own', async () => {
  const id = Number(address.match(/tasks\/(\d+)/)[1]);
  const guide = await limn.call('POST', '/api/guides', { task_id: id });
  await limn.call('PATCH', `/api/guides/${guide.id}`, { markdown: '# Mind the gap' });
  await open(page);
  await page.getByRole('dialog', { name: 'Guide' }).getByRole('button', { name: 'Close' }).click(); // it opens by itself once
  const away = async () => {
    const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'In a window of its own' }).click()]);
    await opened.locator('.ed-row').first().waitFor();
    return opened;
  };
  const rows = (where) => where.locator('.ed-row');
  const chosen = (where) => where.locator('.ed-row.ed-selected');
  let second = await away();
  // Not in the middle, where buttons appear.
  const choose = (n, button = 'left') => rows(second).nth(n).click({ button, position: { x: 60, y: 12 } });
  check((await rows(page).count()) === 0 && (await rows(second).count()) === 3, 'the list is in the wrong window');
  await page.getByText('The objects are in a window of their own.').waitFor();
  // What is chosen there is chosen on the picture, and the other way round.
  await choose(1);
  await until('the selection', async () => (await chosen(second).count()) === 1);
  await second.locator('.ed-details').getByText('person').first().waitFor();
  await second.screenshot({ path: join(out, 'aside-light.png') });
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+a');
  await until('all of them', async () => (await chosen(second).count()) === 3);
  // Its keys, menus and lists work, and are undone in either window.
  await choose(0);
  await second.keyboard.press('q');
  await until('occluded by key', async () => (await second.locator('.ed-details').getByRole('button', { name: 'Occluded', pressed: true }).count()) === 1);
  await pick(second, 'Label', 'person');
  await until('another label', async () => (await rows(second).nth(0).innerText()).includes('person'));
  await choose(2, 'right');
  await second.getByRole('menu').first().waitFor();
  await second.keyboard.press('Escape');
  await until('the menu is closed', async () => (await second.getByRole('menu').count()) === 0);
  await choose(2);
  await second.keyboard.press('Delete');
  await until('deleted', async () => (await rows(second).count()) === 2);
  await page.keyboard.press('Control+z');
  await until('brought back in the first window', async () => (await rows(second).count()) === 3);
  await second.keyboard.press('Control+z');
  await until('the label taken back in the second', async () => (await rows(second).nth(0).innerText()).includes('car'));
  await second.getByRole('tab', { name: 'Guide' }).click();
  await second.getByRole('heading', { name: 'Mind the gap' }).waitFor();
  await second.getByRole('tab', { name: 'Objects' }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await second.emulateMedia({ colorScheme: 'dark' });
  await until('the theme', async () => (await second.evaluate(() => document.documentElement.dataset.theme)) === 'dark');
  await second.screenshot({ path: join(out, 'aside-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  const findings = await seriousFindings(second);
  check(findings.length === 0, findings.join('\n'));
  // Closing either loses nothing.
  await second.close();
  await rows(page).first().waitFor();
  check((await rows(page).count()) === 3, 'the list has not come back');
  second = await away();
  await second.keyboard.press('Control+s');
  await page.getByRole('button', { name: /Saved/ }).waitFor();
  const gone = second.waitForEvent('close');
  await page.goto(`${limn.url}/jobs`);
  await gone;
  // A browser that lets no window open: that is said.
  await open(page);
  await page.evaluate(() => (window.open = () => null));
  await page.getByRole('button', { name: 'In a window of its own' }).click();
  await page.getByText('The browser has blocked the window.').first().waitFor();
  check((await rows(page).count()) === 3, 'the list is gone');
});

await step('what a tool says about itself can be put away, and comes back from the settings', async () => {
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Alt+j');
  const options = page.getByRole('group', { name: 'Tool options' });
  await options.getByText('end by crossing the outline').waitFor();
  await pictures(page, 'hint');
  await options.getByRole('button', { name: 'Do not show again' }).click();
  await until('the hint is gone', async () => (await options.getByText('crossing').count()) === 0);
  await page.reload();
  await open(page);
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Alt+j');
  await options.getByRole('button', { name: 'Show the hints for this tool again' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await page.getByRole('tab', { name: 'Drawing' }).click();
  await page.getByRole('button', { name: 'Show all hints again' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Alt+j');
  await options.getByText('end by crossing the outline').waitFor();
  await page.keyboard.press('Escape');
});

await step('tools without room stand behind a button', async () => {
  await page.setViewportSize({ width: 1280, height: 480 });
  const more = page.getByRole('button', { name: /^More tools/ });
  await more.click();
  await tool(page, 'Zoom in').waitFor();
  await pictures(page, 'more-tools', '.ed-tools');
  check((await inReach(page.getByRole('toolbar', { name: 'Tools' }).locator('button'))).length === 0, 'a tool is out of reach');
  await page.keyboard.press('Escape');
  await until('the return of the focus', () => more.evaluate((element) => element === document.activeElement));
  await until('what is closed out of reach of the keyboard', async () => (await page.locator('.ed-tools-flow [inert]').count()) > 0);
  await more.click();
  await tool(page, 'Measure').click();
  await until('the rest is closed', async () => (await page.locator('.ed-tools-flow[data-open]').count()) === 0);
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Escape');
});

await step('1000 pixels: the sidebar lies over the picture, which stays in its place', async () => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await open(page);
  check(await fits(page), 'something is wider than the window');
  const place = () => page.locator('.ed-surface').evaluate((element) => JSON.stringify(element.getBoundingClientRect()));
  const before = await place();
  await sidebar(page).click();
  await page.getByRole('tab', { name: 'Objects' }).waitFor();
  check((await place()) === before, 'the picture has moved');
  await until('the focus is in the sidebar', () => page.evaluate(() => document.activeElement?.closest('.ed-sidebar') !== null));
  await pictures(page, 'over', '.ed-sidebar');
  await page.reload();
  await open(page);
  await page.getByRole('tab', { name: 'Objects' }).waitFor();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Escape');
  await until('Escape closes it', async () => !(await page.locator('.ed-sidebar').isVisible()));
  await page.keyboard.press('\\');
  await page.getByRole('tab', { name: 'Labels' }).click();
  await page.keyboard.press('Escape');
  await until('Escape closes it from within', async () => !(await page.locator('.ed-sidebar').isVisible()));
  check(await page.evaluate(() => document.activeElement?.id === 'canvas'), 'the keys do not belong to the picture');
  await pictures(page, 'medium');
});

await step('a narrow window puts drawing aside, says why, and a wide one brings it back', async () => {
  await page.setViewportSize({ width: 640, height: 900 });
  await page.getByText('Drawing wants a window of 900 pixels').waitFor();
  check((await tool(page, 'Rectangle').count()) === 0, 'drawing tools are there');
  check(await fits(page), 'something is wider than the window');
  await page.setViewportSize({ width: 1280, height: 720 });
  await tool(page, 'Rectangle').waitFor();
});

await step('zoomed to 200 percent nothing is lost', async () => {
  await page.setViewportSize({ width: 640, height: 360 });
  await page.getByRole('button', { name: 'Draw here all the same' }).click();
  await page.getByRole('button', { name: /^More tools/ }).waitFor();
  check(await fits(page), 'something is wider than the window');
  await page.screenshot({ path: join(out, 'zoomed.png') });
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Shift+R');
  await page.getByRole('group', { name: 'Tool options' }).getByRole('combobox').first().waitFor();
  await page.screenshot({ path: join(out, 'zoomed-drawing.png') });
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 720 });
});

const tablet = await newPage({ viewport: { width: 800, height: 1100 }, hasTouch: true });
await signIn(tablet, limn.url, 'admin', 'password');
await step('a tablet: a sheet below the picture, and buttons for fingers', async () => {
  await open(tablet);
  await tablet.getByText('Drawing wants a window of 900 pixels').waitFor();
  check(await fits(tablet), 'something is wider than the window');
  const small = await tablet.locator('.ed-root button:visible').evaluateAll((buttons) =>
    buttons.filter((button) => button.getBoundingClientRect().height < 43 && !button.closest('.ant-tabs-nav-operations, .ant-slider, .ant-alert, .ed-tl')).map((button) => button.getAttribute('aria-label') || button.textContent),
  );
  check(small.length === 0, `too small for a finger: ${small.join(' | ')}`);
  await pictures(tablet, 'tablet');
  await tablet.getByRole('button', { name: 'Close the lists' }).tap();
  await until('the sheet is closed', async () => !(await tablet.locator('.ed-sidebar').isVisible()));
  await tablet.getByRole('button', { name: 'Lists and details' }).tap();
  await tablet.getByRole('button', { name: 'Next', exact: true }).tap();
  await tablet.getByRole('button', { name: /Accept$/ }).tap();
  await tablet.getByText('1 of 3').first().waitFor();
}, tablet);

await step('tags and attributes on a tablet', async () => {
  await tablet.locator('.ed-workspace').tap();
  await tablet.locator('.ant-select-item-option', { hasText: 'Tags' }).tap();
  await tablet.getByRole('button', { name: 'night', exact: true }).tap();
  await tablet.waitForTimeout(400);
  await pictures(tablet, 'tablet-tags');
  await tablet.locator('.ed-workspace').tap();
  await tablet.locator('.ant-select-item-option', { hasText: 'Attributes' }).tap();
  await tablet.waitForTimeout(400);
  await pictures(tablet, 'tablet-attributes');
}, tablet);

await step('a large screen', async () => {
  await page.setViewportSize({ width: 2560, height: 1440 });
  await open(page);
  await tool(page, 'Polygon').click();
  await pictures(page, 'large');
  await page.setViewportSize({ width: 1280, height: 720 });
});

const lacking = await newPage();
await lacking.addInitScript(() => {
  delete window.VideoDecoder;
});
await step('what a browser lacks is told once', async () => {
  await lacking.goto(limn.url);
  const notice = lacking.getByRole('status', { name: 'About this browser' });
  await notice.getByText('Videos come as pictures').waitFor();
  await lacking.screenshot({ path: join(out, 'lacking.png') });
  await notice.getByRole('button', { name: 'Do not show again' }).click();
  await lacking.reload();
  await lacking.getByLabel('User name or e-mail').waitFor();
  check((await notice.count()) === 0, 'it was told again');
}, lacking);

await end(limn);
