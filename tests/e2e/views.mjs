// The frame of the editor in Chromium, on a server of its own: the views of a frame as tiles (by pointer, by keys, kept with the
// account), the bar at the top in every size and language, notices clear of the player, texts that name the keys somebody has.
// Screenshots go to tests/e2e/out/views. Ends in "N passed, N failed".
import { join } from 'node:path';
import { check, hasFocus, opened, seriousFindings, signIn, startBrowser, until } from './browser.mjs';
import { startLimn } from './limn.mjs';
import { picture, withContext } from './media.mjs';

const { out, newPage, step: named, end } = await startBrowser('views');
const limn = await startLimn(join(out, 'data'));

const LABELS = [
  { name: 'car', color: '#ff6b35', type: 'any', attributes: [] },
  { name: 'person', color: '#3b82f6', type: 'any', attributes: [] },
];

// Two pictures, each with so many from other cameras.
const files = ['one.jpg', 'two.jpg'].map((file, i) => picture(join(out, file), `testsrc2=size=640x360:rate=1,hue=h=${i * 90}`));
async function makeJob(name, cameras) {
  const names = Array.from({ length: cameras }, (_, i) => `camera_0${i}`);
  const { task, job } = await limn.makeTask({ name, labels: LABELS }, [withContext(join(out, `${name}.zip`), files, names)]);
  return { task, job, address: `${limn.url}/tasks/${task}/jobs/${job}` };
}

const plain = await makeJob('plain', 0);
const guide = await limn.call('POST', '/api/guides', { task_id: plain.task });
await limn.call('PATCH', `/api/guides/${guide.id}`, { markdown: '# Mind the gap' });
const five = await makeJob('five', 5);

const page = await newPage();
const step = (title, act, on = page) => named(title, on, act);
await signIn(page, limn.url, 'admin', 'password');

async function open({ address }, on = page) {
  await on.goto(address);
  await opened(on);
}

const tiles = () => page.locator('.ed-views > .ed-tile');
const tile = (name) => page.getByRole('region', { name, exact: true });
const camera = (n) => tile(`Context image: camera_0${n}.jpg`);
const pictureOf = (n) => camera(n).locator('.ed-context-picture img');
const boxOf = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
};
const same = (a, b) => ['x', 'y', 'width', 'height'].every((name) => Math.abs(a[name] - b[name]) <= 1);
const button = (name) => page.getByRole('button', { name, exact: true });
const dragBy = async (locator, dx, dy) => {
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + dx / 2, y + height / 2 + dy / 2, { steps: 4 });
  await page.mouse.move(x + width / 2 + dx, y + height / 2 + dy, { steps: 4 });
  await page.mouse.up();
};
// No tile lies on another one, or beyond their place.
async function apart() {
  const area = await boxOf(page.locator('.ed-views'));
  const boxes = await Promise.all((await tiles().all()).map(boxOf));
  boxes.forEach((one, i) => {
    check(one.x >= area.x && one.y >= area.y && one.x + one.width <= area.x + area.width + 1 && one.y + one.height <= area.y + area.height + 1, `a tile leaves its place: ${JSON.stringify(one)}`);
    for (const other of boxes.slice(0, i))
      check(one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y, `tiles overlap: ${JSON.stringify([one, other])}`);
  });
}

async function pictures(name) {
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await until('the theme', async () => (await page.evaluate(() => document.documentElement.dataset.theme)) === colorScheme);
    await page.screenshot({ path: join(out, `${name}-${colorScheme}.png`) });
    found.push(...(await seriousFindings(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  check(found.length === 0, found.join('\n'));
}

await step('without context images there is the picture alone', async () => {
  await open(plain);
  const guideDialog = page.getByRole('dialog', { name: 'Guide' });
  await guideDialog.getByRole('button', { name: 'Close' }).click(); // it opens by itself once
  check((await tiles().count()) === 1 && (await page.locator('.ed-tile-strip, .ed-tile-edge').count()) === 0, 'there is more than the picture');
  check(same(await boxOf(page.locator('.ed-views')), await boxOf(page.locator('.ed-canvas'))), 'the picture does not fill its place');
});

await step('three context images stand beside the picture, a third of the height each', async () => {
  await open(five);
  await pictureOf(2).waitFor();
  check((await tiles().count()) === 4, `${await tiles().count()} tiles`);
  const [area, one, two] = [await boxOf(page.locator('.ed-views')), await boxOf(camera(0)), await boxOf(camera(1))];
  check(Math.abs(one.height - (area.height - 5 * 8) / 3) < 10 && one.height === two.height, JSON.stringify([area, one, two]));
  await apart();
  await pictures('tiles');
});

await step('the line between picture and images is dragged; all that touches it moves along, and it is kept', async () => {
  const before = { main: await boxOf(tile('Picture')), first: await boxOf(camera(0)) };
  await dragBy(camera(1).locator('.ed-tile-left'), -150, 0);
  await until('the images are wider', async () => (await boxOf(camera(0))).width > before.first.width + 100);
  const after = { main: await boxOf(tile('Picture')), first: await boxOf(camera(0)), last: await boxOf(camera(2)) };
  check(after.first.width === after.last.width && after.main.width < before.main.width - 100, JSON.stringify(after));
  await apart();
  await limn.keeps('editor.context', (kept) => kept?.arrangements !== undefined);
  await open(five);
  await camera(0).waitFor();
  check(same(await boxOf(camera(0)), after.first), 'it was forgotten');
  const other = await newPage();
  await signIn(other, limn.url, 'admin', 'password');
  await open(five, other);
  const there = await boxOf(other.getByRole('region', { name: 'Context image: camera_00.jpg', exact: true }));
  check(same(there, after.first), `another browser has ${JSON.stringify(there)}`);
  await other.context().close();
});

await step('a tile dragged onto another one takes its place', async () => {
  const [first, last] = [await boxOf(camera(0)), await boxOf(camera(2))];
  await dragBy(button('Move the view: camera_00.jpg'), 0, last.y - first.y + 20);
  await until('they have changed places', async () => same(await boxOf(camera(0)), last) && same(await boxOf(camera(2)), first));
  await apart();
});

await step('views are moved, made larger and closed by keys alone', async () => {
  await button('Arrange the views as at first').click();
  const before = await boxOf(camera(1));
  await button('Move the view: camera_01.jpg').focus();
  await page.keyboard.press('ArrowUp');
  await until('it has gone up', async () => (await boxOf(camera(1))).y < before.y - 50);
  await page.getByRole('button', { name: /^Size of the view: camera_01/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await until('it is larger', async () => {
    const now = await boxOf(camera(1));
    return now.width > before.width + 30 && now.height > before.height + 10;
  });
  await apart();
  await button('Close the view: camera_01.jpg').focus();
  await page.keyboard.press('Enter');
  await until('it is closed', async () => (await tiles().count()) === 3);
  await apart();
});

await step('images are added as long as there are any, and fitted', async () => {
  const add = button('Add a context image');
  for (const n of [2, 4, 5]) {
    await add.click();
    await page.getByRole('menuitem', { name: `Image ${n}`, exact: true }).click();
    await until('it is there', async () => (await page.getByRole('region', { name: `Context image: camera_0${n - 1}.jpg` }).count()) === 1);
    await apart();
  }
  check(await add.isDisabled(), 'there is nothing left to add');
  await button('Fit the views').click();
  await until('they are of one height', async () => Math.abs((await boxOf(camera(0))).height - (await boxOf(camera(4))).height) < 60);
  await apart();
  await page.screenshot({ path: join(out, 'five.png') });
});

await step('a view fills the place of all, and Escape brings them back', async () => {
  const area = await boxOf(page.locator('.ed-views'));
  const whole = page.getByRole('button', { name: 'Fill the place of all views: camera_03.jpg' });
  const before = await boxOf(camera(3));
  await whole.click();
  await until('it fills the place', async () => same(await boxOf(camera(3)), area));
  await page.screenshot({ path: join(out, 'whole.png') });
  await page.keyboard.press('Escape');
  await until('it is back', async () => same(await boxOf(camera(3)), before));
});

await step('zoomed together, an image shows the part that the picture shows', async () => {
  const scaleOf = () => pictureOf(0).evaluate((image) => new DOMMatrix(getComputedStyle(image).transform).a);
  await button('Zoom and move all images together').click();
  check((await scaleOf()) === 1, 'it is zoomed');
  const { x, y, width, height } = await page.locator('.ed-surface').boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let i = 0; i < 5; i += 1) await page.mouse.wheel(0, -100);
  await until('the image follows', async () => (await scaleOf()) > 2);
  const percent = () => page.locator('.ed-status-scale').innerText();
  const zoomed = await percent();
  const picture = await camera(1).locator('.ed-context-picture').boundingBox();
  await page.mouse.move(picture.x + picture.width / 2, picture.y + picture.height / 2);
  for (let i = 0; i < 5; i += 1) await page.mouse.wheel(0, 100);
  await until('the picture follows', async () => (await percent()) !== zoomed);
  await button('Zoom and move the images by themselves').click();
});

await step('the last one closed, the picture is alone; the line below brings them back', async () => {
  for (let n = 0; n < 5; n += 1) await button(`Close the view: camera_0${n}.jpg`).click();
  await until('alone', async () => (await tiles().count()) === 1);
  check(same(await boxOf(page.locator('.ed-views')), await boxOf(page.locator('.ed-canvas'))), 'the picture does not fill its place');
  await page.getByRole('button', { name: /Show the context images/ }).click();
  await until('three again', async () => (await tiles().count()) === 4);
});

// What of the bar at the top is cut off, or lies on something else.
const wrongInBar = (on) =>
  on.locator('.ed-topbar').evaluate((bar) => {
    const within = bar.getBoundingClientRect();
    const parts = [...bar.querySelectorAll('button, .ant-select, .ant-input-number, .ant-slider')].filter((one) => one.offsetParent && !one.parentElement.closest('.ant-select, .ant-input-number'));
    const boxes = parts.map((one) => [one.getAttribute('aria-label') || one.textContent || one.className, one.getBoundingClientRect()]);
    const cut = boxes.filter(([, box]) => box.left < within.left || box.right > within.right + 0.5 || box.bottom > within.bottom + 0.5);
    const lying = boxes.filter(([, a], i) => boxes.some(([, b], j) => j < i && a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5));
    return [...cut.map(([name]) => `cut off: ${name}`), ...lying.map(([name]) => `on another: ${name}`)];
  });

const SIZES = [[1280, 720], [1279, 720], [1000, 700], [900, 700], [1920, 1080], [3840, 2160]];
for (const language of ['en', 'de', 'ar']) {
  const there = await newPage();
  await signIn(there, limn.url, 'admin', 'password');
  await there.evaluate((chosen) => localStorage.setItem('limn.language', chosen), language);
  await named(`the bar at the top has room in every window (${language})`, there, async () => {
    for (const [width, height] of SIZES) {
      await there.setViewportSize({ width, height });
      await open(plain, there);
      const wrong = await wrongInBar(there);
      check(wrong.length === 0, `${width}: ${wrong.join(' | ')}`);
      check(await there.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}: wider than the window`);
      await there.screenshot({ path: join(out, `bar-${language}-${width}.png`) });
    }
  });
  await there.context().close();
}

await step('statistics, the guide, the filter and full screen are a click away', async () => {
  await open(plain);
  await button('Statistics').click();
  const numbers = page.getByRole('dialog', { name: 'Job #1 in numbers' });
  await hasFocus(numbers);
  await page.keyboard.press('Escape');
  await until('the focus is back where it was', () => button('Statistics').evaluate((element) => element === document.activeElement));
  await button('Guide').click();
  await page.getByRole('heading', { name: 'Mind the gap' }).waitFor();
  await page.getByRole('dialog', { name: 'Guide' }).getByRole('button', { name: 'Close' }).click();
  await button('Full screen').click();
  await button('Leave full screen').click();
  await button('Filter').click();
  const field = page.locator('.ed-filters-panel').getByRole('combobox', { name: 'Filter the objects' });
  await until('the field has the focus', () => field.evaluate((element) => element === document.activeElement));
  await field.fill('label:car width>40');
  await field.press('Enter');
  await button('Filter: 2 conditions').waitFor();
  await page.screenshot({ path: join(out, 'filtered.png') });
  await button('Filter: 2 conditions').click();
  await page.getByRole('button', { name: 'label:car width>40' }).waitFor();
  await pictures('filter');
  await page.locator('.ed-filters-panel').getByRole('button', { name: 'Clear the filter' }).click();
  await button('Filter').waitFor();
  await until('it is closed', async () => (await page.locator('.ed-filters-panel').count()) === 0);
});

await step('the key of the filter opens it where the sidebar has none', async () => {
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+f');
  check((await page.locator('.ed-filters-panel').count()) === 0, 'the field of the sidebar is passed over');
  await page.getByRole('tab', { name: 'Labels' }).click();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Control+f');
  await page.locator('.ed-filters-panel').waitFor();
  await until('the field has the focus', () => page.evaluate(() => document.activeElement?.closest('.ed-filters-panel') !== null));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape'); // the list of what may be typed goes first
  await until('it is closed', async () => (await page.locator('.ed-filters-panel').count()) === 0);
  await page.getByRole('tab', { name: 'Objects' }).click();
});

await step('a narrow window has them in the menu', async () => {
  await page.setViewportSize({ width: 800, height: 800 });
  await until('out of the bar', async () => (await button('Statistics').count()) === 0);
  await button('Menu of the job').click();
  for (const name of ['Full screen', 'Statistics', 'Guide']) await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 720 });
  await button('Statistics').waitFor();
});

await step('notices stay clear of the frames and of each other, three at most', async () => {
  await page.locator('.ed-surface').focus();
  for (const key of ['s', '2', 'm', 'm', 'Control+b']) await page.keyboard.press(key);
  const notices = page.locator('.ed-notice');
  await notices.first().waitFor();
  const count = await notices.count();
  check(count >= 1 && count <= 3, `${count} notices`);
  const [bar, last] = [await boxOf(page.locator('.ed-topbar')), await boxOf(notices.first())];
  const area = await boxOf(page.locator('.ed-views'));
  check(last.y > bar.y + bar.height + 100 && last.y + last.height <= area.y + area.height, JSON.stringify([bar, area, last]));
  await page.screenshot({ path: join(out, 'notices.png') });
  await page.keyboard.press('Escape');
});

await step('texts name the keys that somebody has', async () => {
  await limn.call('PATCH', '/api/users/self/settings', { 'editor.keys': { preset: 'limn', own: { repeat: ['w'], statistics: ['alt+x'] }, mouse: { slide: ['ctrl+alt'] }, byPlace: false } });
  await open(plain);
  await button('Statistics').hover();
  await page.getByRole('tooltip', { name: 'Statistics (Alt+X)' }).waitFor();
  await page.locator('.ed-surface').focus();
  await page.keyboard.press('Shift+P');
  const options = page.getByRole('group', { name: 'Tool options' });
  await options.getByText('hold Ctrl+Alt and move to draw freely').waitFor();
  const { x, y } = await page.locator('.ed-surface').boundingBox();
  for (const [dx, dy] of [[200, 200], [300, 200], [300, 300]]) await page.mouse.click(x + dx, y + dy);
  await options.getByText('Click on, or press W to finish (3)').waitFor();
  await page.keyboard.press('w');
  await page.keyboard.press('Escape');
  await limn.call('PATCH', '/api/users/self/settings', { 'editor.keys': null });
});

await end(limn);
